namespace Gail.Bench.Reporting;

/// <summary>All that a run of the suite found.</summary>
/// <param name="Machine">What was measured on.</param>
/// <param name="Measurements">By name.</param>
/// <param name="Peaks">The peak before all and after all: how steady the machine was.</param>
/// <param name="Torch">PyTorch's figures; null where it is not installed.</param>
/// <param name="WholeProgram">The command's.</param>
/// <param name="Quick">Whether rounds were few.</param>
/// <param name="Seconds">What the run took.</param>
internal sealed record Results(
    Machine Machine,
    IReadOnlyDictionary<string, Measurement> Measurements,
    IReadOnlyList<Peak> Peaks,
    Torch? Torch,
    WholeProgram WholeProgram,
    bool Quick,
    double Seconds
)
{
    /// <summary>The peak of the core that targets are for, in GFLOP/s.</summary>
    internal const double TargetPeak = 140;

    /// <summary>The better of both, so that no figure looks better than it is.</summary>
    internal double Peak => Peaks.Max(peak => peak.One);

    /// <summary>Whether two cores were there for the suite, as far as their peak tells.</summary>
    internal bool TwoCores => Peaks.All(peak => peak.Two > 1.8 * peak.One);

    /// <summary>In GB/s, the better of copy and triad.</summary>
    internal double Bandwidth =>
        Figures
            .All.Where(figure => figure.Unit == Unit.Bytes && Measurements.ContainsKey(figure.Id))
            .Max(figure => figure.Bytes / Measurements[figure.Id].Nanoseconds);

    /// <summary>The figures measured, in the report's order.</summary>
    internal IEnumerable<Row> Rows =>
        Figures
            .All.Where(figure => Measurements.ContainsKey(figure.Id))
            .Select(figure => new Row(this, figure, Measurements[figure.Id]));
}

/// <summary>The peak at one time, in GFLOP/s.</summary>
/// <param name="One">On one thread.</param>
/// <param name="Two">On two.</param>
internal sealed record Peak(double One, double Two);

/// <summary>A figure, measured.</summary>
internal sealed record Row(Results Results, Figure Figure, Measurement Measurement)
{
    /// <summary>Nanoseconds per call, here.</summary>
    internal double Nanoseconds => Measurement.Nanoseconds;

    /// <summary>The same on a core of the targets' peak, supposing that time goes with it.</summary>
    internal double Scaled => Nanoseconds * Results.Peak / Results.TargetPeak;

    /// <summary>Of as many cores' peak as there are threads.</summary>
    internal double? OfPeak => Figure.Flops > 0 ? Figure.Flops / Nanoseconds / (Results.Peak * Figure.Threads) : null;

    /// <summary>Of one core's bandwidth; above 1 within the caches.</summary>
    internal double? OfBandwidth => Figure.Bytes > 0 ? Figure.Bytes / Nanoseconds / Results.Bandwidth : null;

    /// <summary>What the other library takes, in nanoseconds.</summary>
    internal double? Other =>
        Figure.Beside is { } id && Results.Measurements.TryGetValue(id, out var beside)
            ? beside.Nanoseconds
            : Results.Torch?.Nanoseconds(Figure);

    /// <summary>How many times faster than the other library.</summary>
    internal double? Ratio => Other / Nanoseconds;

    /// <summary>How many times faster than the figure that the target names.</summary>
    internal double? Speedup =>
        Figure.Target is { Goal: Goal.Speedup or Goal.Share } target
        && Results.Measurements.TryGetValue(target.Of, out var of)
            ? Measurement.SpeedupOver(of)
            : null;

    /// <summary>Null without a target.</summary>
    internal bool? Reached =>
        Figure.Target is { } target
            ? target.Goal switch
            {
                Goal.Time => Scaled <= target.Value,
                Goal.TimeHere => Nanoseconds <= target.Value,
                Goal.Rate => 1e3 / Scaled >= target.Value,
                Goal.Peak => OfPeak >= target.Value,
                _ => Speedup >= target.Value,
            }
            : null;
}
