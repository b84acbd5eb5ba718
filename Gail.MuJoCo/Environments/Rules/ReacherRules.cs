using System.Collections.Immutable;
using System.Numerics.Tensors;
using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The rules of <see cref="ReacherOptions"/>.</summary>
internal sealed class ReacherRules(ReacherOptions options) : RobotRules<ReacherOptions>(options)
{
    private const int Fingertip = 3;
    private const int Target = 4;
    private const double TargetRadius = 0.2;

    /// <inheritdoc/>
    internal override MjcfModel Model => Models.Robots.Reacher.Model;

    /// <inheritdoc/>
    internal override (int Positions, int Velocities) Sizes => (4, 4);

    /// <inheritdoc/>
    protected override int StepLimit => 50;

    /// <inheritdoc/>
    internal override ImmutableArray<string> Quantities => ["xpos"];

    /// <inheritdoc/>
    protected override int KeptWidth => 3;

    /// <inheritdoc/>
    protected override int ObservationWidth => Options.Version < 5 ? 11 : 10;

    /// <inheritdoc/>
    protected override double EngineStepMicroseconds => 7;

    /// <inheritdoc/>
    protected override string Description =>
        "Reach a target with the fingertip of an arm of two links: reward is minus the distance and the squared action; "
        + "a good arm returns about -4.";

    /// <summary>
    /// The arm is disturbed as other robots are; then the target's place is drawn anew, where it stays.
    /// </summary>
    /// <inheritdoc/>
    internal override void Disturb(RandomKey key, Span<double> positions, Span<double> velocities)
    {
        AddUniform(key, 0, 0.1, positions[..2]);
        AddUniform(key, 2, 0.005, velocities[..2]);
        // Draws from the square that lies about the disc until one falls into it.
        ulong draw = 4;
        do
        {
            positions[2] = key.Uniform(draw++, -TargetRadius, TargetRadius);
            positions[3] = key.Uniform(draw++, -TargetRadius, TargetRadius);
        } while (TensorPrimitives.Norm<double>(positions[2..]) >= TargetRadius);
    }

    /// <summary>Fingertip - target, x, y and z.</summary>
    /// <inheritdoc/>
    internal override void Keep(in Measured now, Span<double> kept)
    {
        var frames = now[0];
        for (var i = 0; i < 3; i++)
        {
            kept[i] = frames[(3 * Fingertip) + i] - frames[(3 * Target) + i];
        }
    }

    /// <inheritdoc/>
    internal override void Observe(in RobotState state, ref ObservationWriter to)
    {
        to.AddCosines(state.Positions[..2]);
        to.AddSines(state.Positions[..2]);
        to.Add(state.Positions[2..]);
        to.Add(state.Velocities[..2]);
        to.Add(state.Kept[..(Options.Version < 5 ? 3 : 2)]);
    }

    /// <inheritdoc/>
    internal override RewardTerms Reward(in RobotStep step)
    {
        var difference = Options.Version < 5 ? step.Before.Kept : step.After.Kept;
        return new(
            Task: -Options.RewardDistWeight * TensorPrimitives.Norm(difference),
            Effort: Options.RewardControlWeight * step.SquaredAction
        );
    }
}
