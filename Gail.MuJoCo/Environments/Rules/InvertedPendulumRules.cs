using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="InvertedPendulumOptions"/>.</summary>
internal sealed class InvertedPendulumRules(InvertedPendulumOptions options)
    : RobotRules<InvertedPendulumOptions>(options)
{
    private const double HealthyAngle = 0.2;

    /// <inheritdoc/>
    internal override MjcfModel Model => Models.Robots.InvertedPendulum.Model;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (2, 2);

    /// <inheritdoc/>
    internal override bool Terminates => Options.TerminateWhenUnhealthy;

    /// <inheritdoc/>
    protected override int ObservationWidth => 4;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 6;

    /// <inheritdoc/>
    protected override string Description => "Balance a pole on a cart by pushing the cart: reward 1 while it stands.";

    /// <inheritdoc/>
    internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities) =>
        AddUniform(key, Options.ResetNoiseScale, positions, velocities);

    /// <inheritdoc/>
    internal override void Observe(in RobotState state, ref ObservationWriter to)
    {
        to.Add(state.Positions);
        to.Add(state.Velocities);
    }

    /// <inheritdoc/>
    internal override bool IsHealthy(in RobotState state, in Measured now) =>
        Math.Abs(state.Positions[1]) <= HealthyAngle;

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step) => new(Task: 0, Survival: Bonus(1, step.Healthy));
}
