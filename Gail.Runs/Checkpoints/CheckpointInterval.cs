namespace Gail.Runs.Checkpoints;

/// <summary>How often a run keeps a checkpoint: by iterations or by the clock. It has no influence on what is learned.</summary>
public abstract record CheckpointInterval
{
    private CheckpointInterval() { }

    /// <summary>Every so many iterations, at least 1.</summary>
    /// <param name="Count">The number.</param>
    public sealed record Iterations(int Count) : CheckpointInterval;

    /// <summary>After the first iteration that ends so long after the last checkpoint.</summary>
    /// <param name="Span">The time, above 0.</param>
    public sealed record Time(TimeSpan Span) : CheckpointInterval;

    /// <summary>Every 20 iterations.</summary>
    public static CheckpointInterval Default { get; } = new Iterations(20);

    /// <summary>Whether one is due after an iteration.</summary>
    internal bool IsDue(long iteration, TimeSpan sinceLast) =>
        this switch
        {
            Iterations { Count: var count } => iteration % count == 0,
            Time { Span: var span } => sinceLast >= span,
            _ => throw new InvalidOperationException("There are two kinds of intervals."),
        };
}
