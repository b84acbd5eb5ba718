using System.Collections.Immutable;
using Gail.Data.Columns;

namespace Gail.Data.Inspection;

/// <summary>Finds observations that were normalised before they were recorded.</summary>
internal static class ScaleProblems
{
    private const int FewestRows = 1000;
    private const int FewestColumns = 3;
    private const double Near = 0.05;

    public static IEnumerable<string> Find(DemonstrationColumns columns, ImmutableArray<ValueSummary?> observations)
    {
        var changing = observations.Where(column => column is { StandardDeviation: > 0 }).ToList();
        if (
            columns.Observations.Rows >= FewestRows
            && changing.Count >= FewestColumns
            && changing.All(column => Math.Abs(column!.Mean) < Near && Math.Abs(column.StandardDeviation - 1) < Near)
        )
        {
            yield return $"{columns.Fields.Observations}: every column has mean 0 and deviation 1, so they seem to be normalised; the environment shows raw ones, so record raw ones (training normalises by itself).";
        }
    }
}
