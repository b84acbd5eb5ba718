using System.Collections.Immutable;
using Gail.Environments;
using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;
using Gail.Numerics;

namespace Gail.MuJoCo.Environments;

/// <summary>
/// The rules of one robot's environment under given options: how an episode begins, what is seen, what is paid, what
/// is healthy. Pure functions; the engine is asked by <see cref="RobotEnvironment"/>.
/// </summary>
internal abstract class RobotRules
{
    private EnvironmentSpec? _spec;

    /// <summary>The options of the rules.</summary>
    internal abstract RobotOptions Options { get; }

    /// <summary>The robot.</summary>
    internal abstract MjcfModel Model { get; }

    /// <summary>nq and nv of the model, known without compiling it.</summary>
    internal abstract (int Positions, int Velocities) Sizes { get; }

    /// <summary>The number of steps after which an episode is truncated.</summary>
    protected virtual int StepLimit => 1000;

    /// <summary>About how long one step of the engine takes.</summary>
    protected abstract double EngineStepMicroseconds { get; }

    /// <summary>One sentence on the task and its reward.</summary>
    protected abstract string Description { get; }

    /// <summary>Whether an episode ends when the robot is no longer healthy.</summary>
    internal virtual bool Terminates => false;

    /// <summary>Whether cfrc_ext is read, for which the engine must do more after a step.</summary>
    internal virtual bool NeedsContactForces => false;

    /// <summary>The engine's names of the derived quantities that the rules read.</summary>
    internal virtual ImmutableArray<string> Quantities => [];

    /// <summary>The number of derived values that the state keeps.</summary>
    protected virtual int KeptWidth => 0;

    /// <summary>The number of values in an observation.</summary>
    protected abstract int ObservationWidth { get; }

    /// <summary>The public facts, found without the engine.</summary>
    internal EnvironmentSpec Spec =>
        _spec ??= new()
        {
            Id = Options.Id,
            Observation = ObservationSpace.Unbounded(ObservationWidth),
            // The engine clamps to it; actions beyond are taken, and cost in full.
            Action = new BoxSpace(
                [.. Model.Motors.Select(motor => (float)motor.ControlRange.Low)],
                [.. Model.Motors.Select(motor => (float)motor.ControlRange.High)]
            ),
            StateWidth = 1 + Sizes.Positions + (2 * Sizes.Velocities) + KeptWidth,
            StepLimit = StepLimit,
            Termination = Terminates ? TerminationMeaning.Failure : TerminationMeaning.Never,
            StepMicroseconds = EngineStepMicroseconds * Options.FrameSkip,
            Description = Description,
        };

    /// <summary>Moves the reference position at rest to where an episode begins.</summary>
    /// <param name="positions">qpos0, to be changed.</param>
    /// <param name="velocities">Zeros, to be changed.</param>
    internal abstract void Disturb(RandomKey key, Span<double> positions, Span<double> velocities);

    /// <summary>Writes the derived values that the next step's reward or the observation reads.</summary>
    /// <param name="now">The engine's quantities after a step or a reset.</param>
    /// <param name="kept">Receives <see cref="KeptWidth"/> values.</param>
    internal virtual void Keep(in Measured now, Span<double> kept) { }

    /// <summary>Writes what the agent sees.</summary>
    internal abstract void Observe(in RobotState state, ref ObservationWriter to);

    /// <summary>Whether the robot is as it should be after a step.</summary>
    internal virtual bool IsHealthy(in RobotState state, in Measured now) => true;

    /// <summary>The reward of a step.</summary>
    internal abstract RewardTerms Reward(in RobotStep step);

    /// <summary>
    /// The bonus for being healthy. Until version 4 a step that ends the episode is paid it too, since version 5 it
    /// is not.
    /// </summary>
    protected double Bonus(double reward, bool healthy) => healthy || (Options.Version < 5 && Terminates) ? reward : 0;

    /// <summary>Adds uniform numbers from [-scale, scale) to positions and velocities.</summary>
    protected static void AddUniform(RandomKey key, double scale, Span<double> positions, Span<double> velocities)
    {
        AddUniform(key, 0, scale, positions);
        AddUniform(key, positions.Length, scale, velocities);
    }

    /// <summary>
    /// Adds uniform numbers from [-scale, scale) to positions, normal ones of standard deviation scale to velocities.
    /// </summary>
    protected static void AddUniformAndNormal(
        RandomKey key,
        double scale,
        Span<double> positions,
        Span<double> velocities
    )
    {
        AddUniform(key, 0, scale, positions);
        for (var i = 0; i < velocities.Length; i++)
        {
            velocities[i] += scale * key.Normal((ulong)(positions.Length + i));
        }
    }

    /// <summary>Adds uniform numbers from [-scale, scale), drawn at the indices from the first one on.</summary>
    protected static void AddUniform(RandomKey key, int first, double scale, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] += key.Uniform((ulong)(first + i), -scale, scale);
        }
    }

    /// <summary>Whether a value lies strictly between the bounds.</summary>
    protected static bool Inside(double value, Interval range) => range.Low < value && value < range.High;
}

/// <summary>Rules with options of their own kind.</summary>
/// <param name="options">The options, valid.</param>
internal abstract class RobotRules<TOptions>(TOptions options) : RobotRules
    where TOptions : RobotOptions
{
    /// <inheritdoc/>
    internal sealed override TOptions Options { get; } = options;
}
