using Gail.MuJoCo.Environments;
using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>A step whose observation would not be finite is unstable, also where only a derived quantity is at fault.</summary>
public class KeptValueTests
{
    [Theory]
    [InlineData(1e30, false)]
    [InlineData(double.NaN, true)]
    [InlineData(double.NegativeInfinity, true)]
    [InlineData(1e39, true)] // finite, but not in single precision
    public void What_is_kept_has_to_be_finite(double kept, bool unstable)
    {
        MuJoCoLibrary.Require();
        var env = new RobotEnvironment(new HopperThatKeeps(kept));
        var (state, next) = (new double[env.Spec.StateWidth], new double[env.Spec.StateWidth]);
        env.Reset(RandomKey.FromSeed(1), state);
        state[^1] = 7;
        var result = env.Step(state, new float[3], next, out _);
        Assert.Equal(unstable, result.Unstable);
        Assert.Equal(unstable ? 7 : kept, next[^1]);
    }

    private sealed class HopperThatKeeps(double value) : RobotRules<HopperOptions>(new HopperOptions())
    {
        internal override MjcfModel Model => Gail.MuJoCo.Models.Robots.Hopper.Model;

        internal override (int Positions, int Velocities) Sizes => (6, 6);

        protected override int KeptWidth => 1;

        protected override int ObservationWidth => 1;

        protected override double EngineStepMicroseconds => 14;

        protected override string Description => "Keeps one value, whatever happens.";

        internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities) { }

        internal override void Keep(in Measured now, Span<double> kept) => kept[0] = value;

        internal override void Observe(in RobotState state, ref ObservationWriter to) => to.Add(state.Kept);

        internal override RewardTerms Reward(in RobotStep step) => new(Task: 1);
    }
}
