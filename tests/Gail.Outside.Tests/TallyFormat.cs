using System.Globalization;
using Gail.Data.Views;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Outside.Tests;

/// <summary>
/// A format of somebody's own: an episode to a line, and in it a word for each step, what was seen and what was done:
/// <c>-0.4:1 -0.3:1</c>. It becomes a view by the public API.
/// </summary>
internal static class TallyFormat
{
    private static readonly ViewSchema Schema = new()
    {
        Columns =
        [
            ViewColumn.Scalar(ColumnNames.Episode, ElementType.I64),
            ViewColumn.Vector(ColumnNames.Observation, 1),
            ViewColumn.Vector(ColumnNames.Action, 1),
        ],
    };

    internal static IDataView Open(string path) => RowsView.Of(Schema, _ => Steps(path), Value);

    private static IEnumerable<Step> Steps(string path) =>
        File.ReadLines(path)
            .SelectMany(
                (line, episode) =>
                    line.Split(' ')
                        .Select(word => word.Split(':'))
                        .Select(word => new Step(episode, Number(word[0]), Number(word[1])))
            );

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<double> Value(Step step, string column) =>
        column switch
        {
            ColumnNames.Episode => [step.Episode],
            ColumnNames.Observation => [step.Seen],
            _ => [step.Done],
        };

    private sealed record Step(int Episode, double Seen, double Done);
}
