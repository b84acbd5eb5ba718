using System.Collections.Immutable;
using Gail.Evaluation;

namespace Gail.Experiments.Paper;

/// <summary>The comparison of a condition's returns with the paper's.</summary>
public enum PaperVerdict
{
    /// <summary>The paper has no such condition, or there is one run alone.</summary>
    None,

    /// <summary>Our whole interval lies above the paper's mean.</summary>
    Better,

    /// <summary>The paper's mean lies within our interval.</summary>
    Equal,

    /// <summary>
    /// Our whole interval lies below the paper's mean, but our mean no further than one standard deviation of the paper's
    /// episodes.
    /// </summary>
    WithinSpread,

    /// <summary>Our mean is further below the paper's than that.</summary>
    Short,
}

/// <summary>The runs of a condition together.</summary>
/// <param name="Runs">Its runs, at least one.</param>
public sealed record PaperSummary(PaperCondition Condition, ImmutableArray<PaperResult> Runs)
{
    // The paper's numbers are rounded to hundredths.
    private const double Rounding = 0.005;

    /// <summary>The mean over the runs' mean returns, with Student's 95 % interval.</summary>
    public ConfidenceInterval Return { get; } = ConfidenceInterval.OfMean([.. Runs.Select(run => run.MeanReturn)]);

    /// <summary>The least of the runs' mean returns.</summary>
    public double Least => Runs.Min(run => run.MeanReturn);

    /// <summary>The greatest of them.</summary>
    public double Most => Runs.Max(run => run.MeanReturn);

    /// <summary>The authors' measurement; null where there is none.</summary>
    public PaperNumber? Paper { get; } =
        PaperNumbers.Of(Condition.Environment, Condition.Method, Condition.Trajectories);

    /// <summary>The comparison of both.</summary>
    public PaperVerdict Verdict =>
        Paper is null || Runs.Length < 2 ? PaperVerdict.None
        : Return.Low > Paper.Mean + Rounding ? PaperVerdict.Better
        : Return.Contains(Paper.Mean, Rounding) ? PaperVerdict.Equal
        : Return.Mean >= Paper.Mean - Paper.StandardDeviation - Rounding ? PaperVerdict.WithinSpread
        : PaperVerdict.Short;
}
