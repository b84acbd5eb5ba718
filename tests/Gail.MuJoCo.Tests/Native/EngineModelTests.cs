using Gail.MuJoCo.Native;

namespace Gail.MuJoCo.Tests.Native;

public class EngineModelTests
{
    // A point mass on a slide: what one time step does can be worked by hand.
    private const string Slide = """
        <mujoco>
          <option timestep="0.5" gravity="0 0 -10"/>
          <worldbody>
            <body name="mass">
              <joint name="slide" type="slide" axis="0 0 1"/>
              <geom type="sphere" size="1" mass="2"/>
            </body>
          </worldbody>
          <actuator><motor joint="slide" ctrllimited="true" ctrlrange="-5 5" gear="4"/></actuator>
        </mujoco>
        """;

    private const string TwoBalls = """
        <mujoco>
          <size SIZE/>
          <worldbody>
            <geom type="plane" size="9 9 1"/>
            <body pos="0 0 5"><freejoint/><geom type="sphere" size="1"/></body>
            <body pos="4 0 5"><freejoint/><geom type="sphere" size="1"/></body>
          </worldbody>
        </mujoco>
        """;

    [Fact]
    public void Fields_are_read_by_name()
    {
        MuJoCoLibrary.Require();
        using var model = EngineModel.Compile(Slide);
        Assert.Equal(2, model.Size("nbody"));
        Assert.Equal([0.0, 2.0], model.Doubles("body_mass").ToArray());
        Assert.Equal([2], model.Integers("jnt_type").ToArray());
        Assert.Equal("mass", model.Name("name_bodyadr", 1));
        Assert.Null(model.Name("name_geomadr", 0));
        Assert.Contains("Int32", Assert.Throws<ArgumentException>(() => model.Doubles("jnt_type").Length).Message);
        Assert.Throws<ArgumentException>(() => model.Size("nothing"));
        Assert.Throws<ArgumentException>(() => model.Size("body_mass"));
        Assert.Throws<ArgumentException>(() => model.Size("jnt_type"));
        Assert.Throws<ArgumentException>(() => model.Size("opt.timestep"));
    }

    [Fact]
    public void A_step_is_the_engine_s_own()
    {
        MuJoCoLibrary.Require();
        using var model = EngineModel.Compile(Slide);
        using var data = new EngineData(model);
        data.Velocities[0] = 1;
        data.Control[0] = 100; // beyond the range: 5 counts, the array keeps 100
        Assert.True(data.Step(1, contactForces: false));
        // a = (4 * 5 - 2 * 10) / 2 = 0; Euler: v = 1, x = 0.5.
        Assert.Equal(1, data.Velocities[0], 1e-12);
        Assert.Equal(0.5, data.Positions[0], 1e-12);
        Assert.Equal(0.5, data.Time);
        Assert.Equal(100, data.Control[0]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e12)]
    public void Physics_that_blows_up_is_told_and_leaves_nothing_behind(double position)
    {
        MuJoCoLibrary.Require();
        using var model = EngineModel.Compile(Slide);
        using var data = new EngineData(model);
        data.Positions[0] = position;
        Assert.False(data.Step(1, contactForces: true));

        data.Positions[0] = 0;
        data.Velocities[0] = 1;
        data.Control[0] = 5;
        Assert.True(data.Step(1, contactForces: true));
        Assert.Equal(0.5, data.Positions[0], 1e-12);
    }

    [Theory]
    [InlineData("nconmax", 1, false)]
    [InlineData("njmax", 1, false)]
    [InlineData("nconmax", 2, true)]
    public void Contacts_without_room_are_told(string size, int room, bool expected)
    {
        MuJoCoLibrary.Require();
        using var model = EngineModel.Compile(TwoBalls.Replace("SIZE", $"{size}='{room}'", StringComparison.Ordinal));
        using var data = new EngineData(model);
        (data.Positions[2], data.Positions[9]) = (0.9, 0.9); // both balls are in the ground
        Assert.Equal(expected, data.Step(1, contactForces: false));
        (data.Positions[2], data.Positions[9]) = (5, 5);
        Assert.True(data.Step(1, contactForces: false));
    }

    [Theory]
    [InlineData("<mujoco><worldbody><body>", "XML")]
    [InlineData("<mujoco><worldbody><geom type='sphere' size='-1'/></worldbody></mujoco>", "size")]
    [InlineData("<mujoco><actuator><motor joint='none'/></actuator></mujoco>", "none")]
    public void A_model_that_does_not_compile_says_why(string xml, string expected)
    {
        MuJoCoLibrary.Require();
        var refusal = Assert.Throws<EngineException>(() => EngineModel.Compile(xml));
        Assert.StartsWith("The model does not compile: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scratch_is_used_again()
    {
        MuJoCoLibrary.Require();
        using var model = EngineModel.Compile(Slide);
        var data = model.Rent();
        Assert.NotSame(data, model.Rent());
        model.Return(data);
        Assert.Same(data, model.Rent());
    }
}
