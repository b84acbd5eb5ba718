using System.Collections.Immutable;
using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="AntOptions"/>.</summary>
internal sealed class AntRules(AntOptions options) : RobotRules<AntOptions>(options)
{
    private const int BodyFrames = 0;
    private const int ContactForces = 1;
    private const int Torso = 1;
    private const int Bodies = 14;

    /// <inheritdoc/>
    internal override MjcfModel Model => Models.Robots.Ant.Model;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (15, 14);

    /// <inheritdoc/>
    internal override bool Terminates => Options.TerminateWhenUnhealthy;

    /// <inheritdoc/>
    internal override bool NeedsContactForces => Options.UseContactForces;

    /// <inheritdoc/>
    internal override ImmutableArray<string> Quantities => ["xpos", "cfrc_ext"];

    /// <inheritdoc/>
    protected override int KeptWidth => 1 + ObservedForces;

    /// <inheritdoc/>
    protected override int ObservationWidth =>
        (Options.ExcludeCurrentPositionsFromObservation ? 27 : 29) + ObservedForces;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 38;

    /// <inheritdoc/>
    protected override string Description =>
        "Walk forward on four legs: reward is the forward velocity and 1 for not falling, less costs of control"
        + (Options.UseContactForces ? " and contact." : ".");

    // Since version 5 the world's row is left out; it is always 0.
    private int FirstForce => Options.Version < 5 ? 0 : 6;

    private int ObservedForces =>
        Options.UseContactForces && Options.IncludeCfrcExtInObservation ? (6 * Bodies) - FirstForce : 0;

    /// <inheritdoc/>
    internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities) =>
        AddUniformAndNormal(key, Options.ResetNoiseScale, positions, velocities);

    /// <summary>The torso's x, then the contact forces that are observed.</summary>
    /// <inheritdoc/>
    internal override void Keep(in Measured now, Span<double> kept)
    {
        kept[0] = now[BodyFrames][3 * Torso];
        if (ObservedForces > 0)
        {
            now[ContactForces][FirstForce..].CopyTo(kept[1..]);
        }
    }

    /// <inheritdoc/>
    internal override void Observe(in RobotState state, ref ObservationWriter to)
    {
        to.Add(state.Positions[(Options.ExcludeCurrentPositionsFromObservation ? 2 : 0)..]);
        to.Add(state.Velocities);
        to.AddClipped(state.Kept[1..], Options.ContactForceRange.Low, Options.ContactForceRange.High);
    }

    /// <inheritdoc/>
    internal override bool IsHealthy(in RobotState state, in Measured now) =>
        Options.HealthyZRange.Low <= state.Positions[2] && state.Positions[2] <= Options.HealthyZRange.High;

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step) =>
        new(
            Task: Options.ForwardRewardWeight * step.SpeedOfKept(0),
            Survival: Bonus(Options.HealthyReward, step.Healthy),
            Effort: Options.CtrlCostWeight * step.SquaredAction,
            Impact: Options.UseContactForces ? Options.ContactCostWeight * SquaredForces(step.Now[ContactForces]) : 0
        );

    private double SquaredForces(ReadOnlySpan<double> forces)
    {
        var (low, high) = Options.ContactForceRange;
        var sum = 0.0;
        foreach (var force in forces)
        {
            var clipped = Math.Clamp(force, low, high);
            sum += clipped * clipped;
        }
        return sum;
    }
}
