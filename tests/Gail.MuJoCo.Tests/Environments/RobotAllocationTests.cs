using Gail.MuJoCo.Environments;

namespace Gail.MuJoCo.Tests.Environments;

public class RobotAllocationTests
{
    public static TheoryData<string> Ids =>
        [.. MuJoCoEnvironments.All.Where(id => !id.Contains("FixedHorizon") && !id.EndsWith("-v4")), "Reacher-v4"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Stepping_allocates_nothing(string id)
    {
        MuJoCoLibrary.Require();
        var env = MuJoCoEnvironments.Create(id);
        var (state, next) = (new double[env.Spec.StateWidth], new double[env.Spec.StateWidth]);
        var seen = new float[env.Spec.Observation.Width];
        var action = new float[env.Spec.Action.Width];
        Array.Fill(action, 0.1f);

        var allocated = Allocated.PerCall(() =>
        {
            env.Reset(default, state);
            for (var i = 0; i < 50; i++)
            {
                env.Step(state, action, default, next);
                env.Observe(next, seen);
                (state, next) = (next, state);
            }
        });

        Assert.Equal(0, allocated);
    }
}
