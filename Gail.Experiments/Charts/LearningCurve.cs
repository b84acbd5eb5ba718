using Gail.Evaluation;

namespace Gail.Experiments.Charts;

/// <summary>Learning curves of several seeds as one series.</summary>
public static class LearningCurve
{
    /// <summary>
    /// The mean over runs and Student's 95 % interval of it, at each of the evaluations that all runs have. Of one run
    /// its values alone.
    /// </summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="runs">
    /// At least one run; each its evaluations in their order. The k-th evaluations of all runs belong together and stand
    /// at the mean of their steps.
    /// </param>
    public static ChartSeries OverSeeds(string name, IReadOnlyList<IReadOnlyList<ChartPoint>> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count);
        return new ChartSeries(name, [.. Enumerable.Range(0, runs.Min(run => run.Count)).Select(At)]);

        ChartPoint At(int evaluation)
        {
            var (mean, low, high) = ConfidenceInterval.OfMean([.. runs.Select(run => run[evaluation].Y)]);
            return new ChartPoint(runs.Average(run => run[evaluation].X), mean, low, high);
        }
    }
}
