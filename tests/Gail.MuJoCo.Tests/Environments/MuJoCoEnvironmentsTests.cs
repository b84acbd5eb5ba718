using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.MuJoCo.Environments;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>Names, listing and public facts, none of which needs the engine; that they fit the engine's models.</summary>
public class MuJoCoEnvironmentsTests
{
    public static TheoryData<string> Ids => [.. MuJoCoEnvironments.All];

    [Fact]
    public void The_robots_are_listed_with_their_versions()
    {
        Assert.Equal(
            ["Hopper-v1", "Hopper-v4", "Hopper-v5"],
            MuJoCoEnvironments.All.Where(id => id.StartsWith("Hopper-"))
        );
        Assert.Equal(["Swimmer-v4", "Swimmer-v5"], MuJoCoEnvironments.All.Where(id => id.StartsWith("Swimmer")));
        Assert.Equal(27, MuJoCoEnvironments.All.Count(id => !id.Contains("FixedHorizon")));
        Assert.Equal(MuJoCoEnvironments.All.Distinct(), MuJoCoEnvironments.All);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_name_is_that_of_its_specification(string id)
    {
        Assert.Equal(id, MuJoCoEnvironments.Options(id).Id);
        Assert.Equal(id, MuJoCoEnvironments.Options(id).Spec.Id);
        Assert.Equal(id, MuJoCoEnvironments.Options(id).ToString());
    }

    [Theory]
    [InlineData("Hopper", 11, 11, 3, 1000)]
    [InlineData("Walker2d", 17, 17, 6, 1000)]
    [InlineData("HalfCheetah", 17, 17, 6, 1000)]
    [InlineData("Ant", 27, 105, 8, 1000)]
    [InlineData("Humanoid", 376, 348, 17, 1000)]
    [InlineData("HumanoidStandup", 376, 348, 17, 1000)]
    [InlineData("Reacher", 11, 10, 2, 50)]
    [InlineData("Swimmer", 8, 8, 2, 1000)]
    [InlineData("InvertedPendulum", 4, 4, 1, 1000)]
    [InlineData("InvertedDoublePendulum", 11, 9, 1, 1000)]
    public void Widths_and_limits_are_Gymnasium_s(string robot, int v4, int v5, int action, int limit)
    {
        foreach (var (version, width) in ((int, int)[])[(4, v4), (5, v5)])
        {
            var spec = MuJoCoEnvironments.Options($"{robot}-v{version}").Spec;
            Assert.Equal((width, action, limit), (spec.Observation.Width, spec.Action.Width, spec.StepLimit));
        }
    }

    [Theory]
    [InlineData("Ant-v1", 111)]
    [InlineData("Ant-v4:useContactForces=true", 111)]
    [InlineData("Ant-v5:useContactForces=false", 27)]
    [InlineData("Ant-v5:includeCfrcExtInObservation=false", 27)]
    [InlineData("Humanoid-v1", 376)]
    [InlineData("Humanoid-v5:includeCinertInObservation=false,includeCvelInObservation=false", 140)]
    [InlineData("Hopper-v5:excludeCurrentPositionsFromObservation=false", 12)]
    [InlineData("Swimmer-v5:excludeCurrentPositionsFromObservation=false", 10)]
    public void Options_decide_what_is_observed(string id, int width) =>
        Assert.Equal(width, MuJoCoEnvironments.Options(id).Spec.Observation.Width);

    [Theory]
    [InlineData("InvertedPendulum-v4", 3f)]
    [InlineData("Humanoid-v5", 0.4f)]
    [InlineData("Hopper-v1", 1f)]
    public void Actions_have_the_motor_s_range(string id, float limit)
    {
        var action = Assert.IsType<BoxSpace>(MuJoCoEnvironments.Options(id).Spec.Action);
        Assert.All(action.Low, low => Assert.Equal(-limit, low));
        Assert.All(action.High, high => Assert.Equal(limit, high));
    }

    /// <summary>Running an environment that terminates although it declares never to is refused.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void What_terminates_is_declared(string id)
    {
        MuJoCoLibrary.Require();
        var environment = MuJoCoEnvironments.Create(id);
        var policy = new RandomPolicy(environment.Spec.Observation.Width, environment.Spec.Action);
        var key = RandomKey.FromSeed(4);
        var result = PolicyEvaluation.Run(new Executor(), environment, policy, 2, key, ActionMode.Stochastic);
        Assert.All(result.Lengths, length => Assert.InRange(length, 1, environment.Spec.StepLimit));
    }

    [Theory]
    [InlineData("Hopper-v5", TerminationMeaning.Failure)]
    [InlineData("InvertedDoublePendulum-v4", TerminationMeaning.Failure)]
    [InlineData("HopperFixedHorizon-v5", TerminationMeaning.Never)]
    [InlineData("HalfCheetah-v1", TerminationMeaning.Never)]
    [InlineData("HumanoidStandup-v5", TerminationMeaning.Never)]
    public void Termination_is_failure_or_never(string id, TerminationMeaning meaning) =>
        Assert.Equal(meaning, MuJoCoEnvironments.Options(id).Spec.Termination);

    [Theory]
    [InlineData("Hoper-v5", "Hopper-v5")]
    [InlineData("HalfCheetah", "HalfCheetah-v1")]
    [InlineData("Walker2D-v4", "Walker2d-v4")]
    [InlineData("Hopper-v5x:frameSkip=2", "Hopper-v5")]
    public void An_unknown_name_is_answered_with_the_nearest(string id, string nearest) =>
        Assert.Equal(
            nearest,
            Assert.Throws<UnknownEnvironmentException>(() => MuJoCoEnvironments.Create(id)).Nearest[0]
        );

    // The facts are written down by hand; here the compiled models have their say.
    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_environment_fills_its_state_and_observation(string id)
    {
        MuJoCoLibrary.Require();
        var env = MuJoCoEnvironments.Create(id);
        Assert.Equal(id, env.Spec.Id);
        var (state, next) = (new double[env.Spec.StateWidth], new double[env.Spec.StateWidth]);
        var seen = new float[env.Spec.Observation.Width];
        Array.Fill(state, double.NaN);
        Array.Fill(next, double.NaN);
        Array.Fill(seen, float.NaN);

        env.Reset(default, state);
        env.Observe(state, seen);
        Assert.DoesNotContain(state, double.IsNaN);
        Assert.DoesNotContain(seen, float.IsNaN);
        Array.Fill(seen, float.NaN);
        Assert.False(env.Step(state, new float[env.Spec.Action.Width], default, next).Unstable);
        env.Observe(next, seen);
        Assert.DoesNotContain(next, double.IsNaN);
        Assert.DoesNotContain(seen, float.IsNaN);
    }
}
