using System.Collections.Immutable;
using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="InvertedDoublePendulumOptions"/>.</summary>
internal sealed class InvertedDoublePendulumRules(InvertedDoublePendulumOptions options)
    : RobotRules<InvertedDoublePendulumOptions>(options)
{
    private const int Sites = 0;
    private const int ConstraintForces = 1;
    private const double HealthyHeight = 1;

    /// <inheritdoc/>
    internal override MjcfModel Model => Models.Robots.InvertedDoublePendulum.Model;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (3, 3);

    /// <inheritdoc/>
    internal override bool Terminates => Options.TerminateWhenUnhealthy;

    /// <inheritdoc/>
    internal override ImmutableArray<string> Quantities => ["site_xpos", "qfrc_constraint"];

    // Since version 5 only the cart's constraint force is observed; the poles have none.
    /// <inheritdoc/>
    protected override int KeptWidth => Options.Version < 5 ? 3 : 1;

    /// <inheritdoc/>
    protected override int ObservationWidth => 8 + KeptWidth;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 6;

    /// <inheritdoc/>
    protected override string Description =>
        "Balance a pole on a pole on a cart by pushing the cart: reward 10 while they stand, less costs of leaning and "
        + "of swinging.";

    /// <inheritdoc/>
    internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities) =>
        AddUniformAndNormal(key, Options.ResetNoiseScale, positions, velocities);

    /// <summary>The constraint forces that are observed.</summary>
    /// <inheritdoc/>
    internal override void Keep(in Measured now, Span<double> kept) => now[ConstraintForces][..KeptWidth].CopyTo(kept);

    /// <inheritdoc/>
    internal override void Observe(in RobotState state, ref ObservationWriter to)
    {
        to.Add(state.Positions[..1]);
        to.AddSines(state.Positions[1..]);
        to.AddCosines(state.Positions[1..]);
        to.AddClipped(state.Velocities, -10, 10);
        to.AddClipped(state.Kept, -10, 10);
    }

    /// <inheritdoc/>
    internal override bool IsHealthy(in RobotState state, in Measured now) => Tip(now).Z > HealthyHeight;

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step)
    {
        var (x, z) = Tip(step.Now);
        var (v1, v2) = (step.After.Velocities[1], step.After.Velocities[2]);
        return new(
            Task: -((0.01 * x * x) + ((z - 2) * (z - 2))),
            Survival: Bonus(Options.HealthyReward, step.Healthy),
            Effort: (0.001 * v1 * v1) + (0.005 * v2 * v2)
        );
    }

    /// <summary>The tip of the upper pole; the model's only site.</summary>
    private static (double X, double Z) Tip(in Measured now) => (now[Sites][0], now[Sites][2]);
}
