namespace Gail.Bench.Reporting;

/// <summary>What a figure is told in.</summary>
internal enum Unit
{
    /// <summary>Time per call, or per element.</summary>
    Time,

    /// <summary>Billions of useful floating-point operations per second.</summary>
    Flops,

    /// <summary>Billions of bytes per second.</summary>
    Bytes,

    /// <summary>Environment steps per second.</summary>
    Steps,
}

/// <summary>What a target is about.</summary>
internal enum Goal
{
    /// <summary>At most so many nanoseconds on the core that targets are for.</summary>
    Time,

    /// <summary>At most so many nanoseconds, whatever the core.</summary>
    TimeHere,

    /// <summary>At least so many million steps per second on that core.</summary>
    Rate,

    /// <summary>At least this fraction of the peak.</summary>
    Peak,

    /// <summary>At least this share of another figure's speed.</summary>
    Share,

    /// <summary>At least so many times faster than another figure.</summary>
    Speedup,
}

/// <summary>What is to be reached.</summary>
/// <param name="Goal">What it is about.</param>
/// <param name="Value">The number.</param>
/// <param name="Of">The other figure's name, of a speed-up.</param>
internal sealed record Target(Goal Goal, double Value, string Of = "");

/// <summary>A figure of the report.</summary>
/// <param name="Id">The benchmark: type, method and parameters.</param>
/// <param name="Section">The part of the report.</param>
/// <param name="What">In words.</param>
internal sealed record Figure(string Id, string Section, string What)
{
    internal Unit Unit { get; init; } = Unit.Time;

    /// <summary>Useful floating-point operations of one call; 0 where they are not what matters.</summary>
    internal double Flops { get; init; }

    /// <summary>Bytes read and written by one call; 0 where they are not what matters.</summary>
    internal double Bytes { get; init; }

    internal int Threads { get; init; } = 1;

    internal Target? Target { get; init; }

    /// <summary>The same in PyTorch: a name in updates.py.</summary>
    internal string? Torch { get; init; }

    /// <summary>The same in TensorPrimitives: another benchmark.</summary>
    internal string? Beside { get; init; }
}
