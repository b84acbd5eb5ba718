namespace Gail.Environments;

/// <summary>The public facts of an environment.</summary>
public sealed record EnvironmentSpec
{
    /// <summary>The name with version, as in "CartPole-v1".</summary>
    public required string Id { get; init; }

    /// <summary>The observations.</summary>
    public required ObservationSpace Observation { get; init; }

    /// <summary>The actions.</summary>
    public required ActionSpace Action { get; init; }

    /// <summary>The number of doubles in a state.</summary>
    public required int StateWidth { get; init; }

    /// <summary>The number of steps after which an episode is truncated.</summary>
    public required int StepLimit { get; init; }

    /// <summary>
    /// The meaning of termination for the agent; it decides which reward form suits (see the documentation). An environment
    /// that terminates must declare it: with Never, running it raises <see cref="UndeclaredTerminationException"/>.
    /// </summary>
    public TerminationMeaning Termination { get; init; } = TerminationMeaning.Never;

    /// <summary>
    /// About how long a step takes, in microseconds, above 0. No result depends on it: it decides how finely work is
    /// spread over threads.
    /// </summary>
    public double StepMicroseconds { get; init; } = 1;

    /// <summary>One sentence on the task and the range of its returns; for the reader only.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// The number of environments that a thread should step side by side, so that handing over work is worth it.
    /// </summary>
    internal int EnvironmentsPerTask => Math.Clamp((int)(16 / StepMicroseconds), 1, 16);
}

/// <summary>Why an episode of an environment terminates, time limits aside.</summary>
public enum TerminationMeaning
{
    /// <summary>Episodes never terminate: all have the same length.</summary>
    Never,

    /// <summary>The agent failed: the pole or the robot fell.</summary>
    Failure,

    /// <summary>The agent reached the goal.</summary>
    Success,
}
