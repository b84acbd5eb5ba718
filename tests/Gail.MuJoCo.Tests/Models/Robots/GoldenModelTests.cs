using Gail.MuJoCo.Models.Mjcf;
using Gail.MuJoCo.Models.Robots;

namespace Gail.MuJoCo.Tests.Models.Robots;

public class GoldenModelTests
{
    private static readonly Dictionary<string, MjcfModel> Models = new()
    {
        ["ant"] = Ant.Model,
        ["half_cheetah"] = HalfCheetah.Model,
        ["hopper"] = Hopper.Model,
        ["humanoid"] = Humanoid.Model,
        ["humanoidstandup"] = HumanoidStandup.Model,
        ["inverted_double_pendulum"] = InvertedDoublePendulum.Model,
        ["inverted_pendulum"] = InvertedPendulum.Model,
        ["reacher"] = Reacher.Model,
        ["swimmer"] = Swimmer.Model,
        ["walker2d"] = Walker2d.V4,
        ["walker2d_v5"] = Walker2d.V5,
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compiled_models_equal_the_references_to_the_last_bit(string name)
    {
        MuJoCoLibrary.Require();
        var comparison = GoldenModel.Compare(name, Models[name].ToXml());
        Assert.True(comparison.Differences.Count == 0, string.Join('\n', comparison.Differences));
        Assert.InRange(comparison.Compared, 400, 10_000);
    }

    [Fact]
    public void Every_reference_has_its_robot()
    {
        var files = Directory.EnumerateFiles(Path.Combine(SharedFiles.Golden("mujoco"), "models"), "*.json");
        Assert.Equal(files.Select(file => Path.GetFileNameWithoutExtension(file)!).Order(), Models.Keys.Order());
    }

    [Fact]
    public void What_differs_is_named()
    {
        MuJoCoLibrary.Require();
        var changed = Hopper.Model with
        {
            Physics = Hopper.Model.Physics with { Integrator = Integrator.Euler },
            Bodies = [Hopper.Model.Bodies[0] with { Name = "trunk" }],
            Motors = [Hopper.Model.Motors[0], Hopper.Model.Motors[1] with { Gear = 201 }, Hopper.Model.Motors[2]],
        };
        var differences = GoldenModel.Compare("hopper", changed.ToXml()).Differences;
        Assert.Contains("option.integrator: expected RK4, found Euler", differences);
        Assert.Contains("bodies[1 torso].name: expected torso, found trunk", differences);
        Assert.Contains("actuators[1].gear: expected 200 0 0 0 0 0, found 201 0 0 0 0 0", differences);
    }
}
