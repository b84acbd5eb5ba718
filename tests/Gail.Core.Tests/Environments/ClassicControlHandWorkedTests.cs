using Gail.Environments;

namespace Gail.Core.Tests.Environments;

/// <summary>
/// Steps worked by hand, one or two recorded rows per environment, and laws of the physics, so that a clone without
/// the reference data still checks every environment.
/// </summary>
public class ClassicControlHandWorkedTests
{
    private const double Tolerance = 1e-14;

    [Fact]
    public void Cart_pole_at_rest_pushed_right()
    {
        // F / M = 100/11; theta'' = -(100/11) / (0.5 (4/3 - 1/11)) = -600/41; x'' = 100/11 + (0.05/1.1) 600/41 = 400/41.
        var (next, result) = Step("CartPole-v1", [0, 0, 0, 0], 1);

        AssertClose([0, 8 / 41.0, 0, -12 / 41.0], next);
        Assert.Equal(new StepResult(1, Terminated: false), result);
    }

    [Theory]
    [InlineData(2.39, 1, 0, 0, true)]
    [InlineData(-2.39, -1, 0, 0, true)]
    [InlineData(2.39, 0, 0, 0, false)]
    [InlineData(0, 0, 0.2094, 0.1, true)]
    [InlineData(0, 0, -0.2094, -0.1, true)]
    [InlineData(0, 0, 0.2094, 0, false)]
    public void Cart_pole_fails_past_the_edge_or_twelve_degrees_and_still_pays(
        double x,
        double velocity,
        double angle,
        double angularVelocity,
        bool failed
    )
    {
        var (_, result) = Step("CartPole-v1", [x, velocity, angle, angularVelocity], 0);

        Assert.Equal(new StepResult(1, failed), result);
    }

    [Fact]
    public void Acrobot_hanging_at_rest_stays_there_without_torque()
    {
        var (next, result) = Step("Acrobot-v1", [0, 0, 0, 0], 1);

        AssertClose([0, 0, 0, 0], next);
        Assert.Equal(new StepResult(-1, Terminated: false), result);
    }

    [Fact]
    public void Acrobot_pays_nothing_for_reaching_the_goal()
    {
        var (_, result) = Step("Acrobot-v1", [Math.PI, 0, 0, 0], 1);

        Assert.Equal(new StepResult(0, Terminated: true), result);
    }

    [Fact]
    public void Acrobot_keeps_its_energy_without_torque()
    {
        double[] state = [0.3, -0.2, 0.1, 0.2];
        var before = AcrobotEnergy(state);
        for (var i = 0; i < 50; i++)
        {
            (state, _) = Step("Acrobot-v1", state, 1);
        }
        // Runge-Kutta of order 4 over 0.2 s loses a little; the energy above rest is 1.0 here.
        Assert.Equal(before, AcrobotEnergy(state), 0.02);
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Acrobot_returns_from_any_angle(double angle)
    {
        var (next, _) = Step("Acrobot-v1", [angle, 0, 0, 0], 1);

        Assert.True(double.IsNaN(next[0]) || Math.Abs(next[0]) <= Math.PI);
    }

    [Fact]
    public void Acrobot_s_versions_differ_in_what_is_seen_only()
    {
        double[] state = [0.5, -0.25, 1, 2];
        var (next0, result0) = Step("Acrobot-v0", state, 2);
        var (next1, result1) = Step("Acrobot-v1", state, 2);
        var (seen0, seen1) = (new float[4], new float[6]);
        new Acrobot(version: 0).Observe(state, seen0);
        new Acrobot(version: 1).Observe(state, seen1);

        Assert.Equal(next1, next0);
        Assert.Equal(result1, result0);
        Assert.Equal([0.5f, -0.25f, 1, 2], seen0);
        Assert.Equal([0.87758255f, 0.47942555f, 0.9689124f, -0.24740396f, 1, 2], seen1);
    }

    [Theory]
    // At -pi/6 the slope is level: the push alone counts.
    [InlineData(-Math.PI / 6, 0, 2, (-Math.PI / 6) + 0.001, 0.001, false)]
    [InlineData(-Math.PI / 6, 0.07, 2, (-Math.PI / 6) + 0.07, 0.07, false)]
    [InlineData(-1.2, -0.05, 0, -1.2, 0, false)]
    // cos(1.5) = 0.0707372016677029.
    [InlineData(0.5, 0.01, 1, 0.509823156995830743, 0.009823156995830743, true)]
    [InlineData(0.5, -0.01, 1, 0.489823156995830743, -0.010176843004169257, false)]
    public void Mountain_car_rolls_clips_stops_and_arrives(
        double position,
        double velocity,
        int action,
        double nextPosition,
        double nextVelocity,
        bool arrived
    )
    {
        var (next, result) = Step("MountainCar-v0", [position, velocity], action);

        AssertClose([nextPosition, nextVelocity], next);
        Assert.Equal(new StepResult(-1, arrived), result);
    }

    [Theory]
    [InlineData(-Math.PI / 6, 0, 0.5, 0.00075, -0.025, false)]
    // The force is clipped to 1; the cost is not.
    [InlineData(-Math.PI / 6, 0, 2, 0.0015, -0.4, false)]
    // cos(1.35) = 0.219006687093041.
    [InlineData(0.45, 0.02, 1, 0.0209524832822674, 99.9, true)]
    public void Mountain_car_continuous_clips_the_force_but_not_its_cost(
        double position,
        double velocity,
        float action,
        double nextVelocity,
        double reward,
        bool arrived
    )
    {
        var (next, result) = Step("MountainCarContinuous-v0", [position, velocity], action);

        Assert.Equal((float)nextVelocity, next[1]);
        Assert.Equal((float)(position + nextVelocity), next[0]);
        Assert.Equal(reward, result.Reward, Tolerance);
        Assert.Equal(arrived, result.Terminated);
    }

    [Theory]
    [InlineData(Math.PI / 2, 0, 2, 1.05, (Math.PI * Math.PI / 4) + 0.004)]
    [InlineData(0, 1, 10, 1.3, 0.104)]
    [InlineData(3 * Math.PI / 2, 0, 0, -0.75, Math.PI * Math.PI / 4)]
    [InlineData(Math.PI / 2, 8, 2, 8, (Math.PI * Math.PI / 4) + 6.404)]
    [InlineData(Math.PI, 0, 0, 0, Math.PI * Math.PI)]
    public void Pendulum_falls_and_pays_for_the_state_before_the_step(
        double angle,
        double velocity,
        float torque,
        double nextVelocity,
        double cost
    )
    {
        var (next, result) = Step("Pendulum-v1", [angle, velocity], torque);

        AssertClose([angle + (0.05 * nextVelocity), nextVelocity], next);
        Assert.Equal(-cost, result.Reward, 1e-13);
        Assert.False(result.Terminated);
    }

    [Theory]
    [InlineData(
        "CartPole-v1",
        new[] { 0.032479049892735534, -0.034060778744705866, -0.02207474459085136, -0.03771874294781197 },
        0,
        new[] { 0.03179783431784142, -0.22885933474838993, -0.0228291194498076, 0.2479184529375194 },
        1.0
    )]
    [InlineData(
        "Acrobot-v1",
        new[] { 0.04833431694684475, -0.06402834330549872, -0.08039822890198131, 0.048470179115336035 },
        0,
        new[] { 0.03918896434750815, -0.07841110372460044, -0.009800281495663518, -0.1909320457383058 },
        -1.0
    )]
    [InlineData(
        "MountainCar-v0",
        new[] { -0.48015065588349964, -0.00032737328553889716 },
        0,
        new[] { -0.4818029681398687, -0.001652312256369063 },
        -1.0
    )]
    public void A_recorded_step_is_reproduced(string id, double[] state, int action, double[] expected, double reward)
    {
        var (next, result) = Step(id, state, action);

        AssertClose(expected, next);
        Assert.Equal(reward, result.Reward);
    }

    [Fact]
    public void A_recorded_step_with_a_continuous_action_is_reproduced()
    {
        var next = new double[2];
        var result = MountainCarContinuous.Advance([-0.495140342967471, 0], 0.846412030923839, next);
        Assert.Equal([-0.4940839111804962, 0.001056439010426402], next);
        Assert.Equal(-0.07164133260926178, result.Reward, Tolerance);

        result = Pendulum.Advance([1.9107440284002255, 0.1394784529855826], 0.690976668007723, next);
        AssertClose([1.958254230000011, 0.9502040319957107], next);
        Assert.Equal(-3.6533656147075777, result.Reward, Tolerance);
    }

    /// <summary>Kinetic plus potential energy of the two links, 0 at rest hanging down.</summary>
    private static double AcrobotEnergy(double[] s)
    {
        var (v1, v2) = (s[2], s[2] + s[3]);
        var kinetic =
            (0.5 * ((0.25 + 1) * v1 * v1))
            + (0.5 * ((v1 * v1) + (0.25 * v2 * v2) + (v1 * v2 * Math.Cos(s[1]))))
            + (0.5 * v2 * v2);
        var height = (1.5 * (1 - Math.Cos(s[0]))) + (0.5 * (1 - Math.Cos(s[0] + s[1])));
        return kinetic + (9.8 * height);
    }

    private static (double[] Next, StepResult Result) Step(string id, double[] state, float action)
    {
        var next = new double[state.Length];
        var result = BuiltInEnvironments.Create(id).Step(state, [action], default, next);
        return (next, result);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
