using System.Globalization;
using System.Text;
using Gail.Data.Files;
using Gail.Data.Formats;
using Gail.Numerics;

namespace Gail.Runs;

/// <summary>
/// A table that grows by a row per iteration. The first column is the iteration, so a resumed run cuts off what came
/// after its checkpoint and continues byte for byte.
/// </summary>
internal sealed class CsvLog(string path)
{
    private bool _begun;

    internal void Append(IReadOnlyList<Metric> row)
    {
        var text = new StringBuilder();
        if (!_begun)
        {
            Begin(string.Join(',', row.Select(metric => metric.Name)), text);
        }
        text.AppendJoin(',', row.Select(metric => metric.Value.ToString("R", CultureInfo.InvariantCulture)));
        File.AppendAllText(path, text.Append('\n').ToString());
    }

    // A table goes on under the header that it has.
    private void Begin(string header, StringBuilder text)
    {
        var there = File.Exists(path) ? RunText.Read(path).Split('\n')[0] : null;
        if (there is null)
        {
            text.Append(header).Append('\n');
        }
        else if (there != header)
        {
            throw new RunException(path, $"has the columns {there}, but this version of gail writes {header}.");
        }
        _begun = true;
    }

    internal void KeepThrough(long iteration)
    {
        _begun = false;
        if (iteration == 0)
        {
            File.Delete(path);
            return;
        }
        var text = File.Exists(path) ? RunText.Read(path) : "";
        // The header and one whole line per iteration; what was cut short by a crash lies behind them.
        var end = 0;
        for (var line = 0; line <= iteration; line++)
        {
            var next = text.IndexOf('\n', end);
            if (next < 0 || (line > 0 && !IsRow(text[end..next], line)))
            {
                throw new RunException(
                    path,
                    $"should hold iterations 1 to {iteration} but iteration {line} is missing or damaged; the run cannot be continued."
                );
            }
            end = next + 1;
        }
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(text[..end]));
    }

    /// <summary>The same where not every iteration has a row: what is whole and not later stays.</summary>
    internal void KeepRowsThrough(long iteration)
    {
        _begun = false;
        var kept = Rows().Where(row => row.Iteration <= iteration).Select(row => row.Line + '\n').ToList();
        if (kept.Count == 0)
        {
            File.Delete(path);
            return;
        }
        var header = File.ReadLines(path).First() + '\n';
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(header + string.Concat(kept)));
    }

    /// <summary>The iteration of the last row; 0 where there is none.</summary>
    internal long LastIteration() => Rows().LastOrDefault().Iteration;

    /// <summary>A number of the last row; 0 where there is none.</summary>
    internal double Last(int column) =>
        Rows().LastOrDefault().Line is { } line
            ? double.Parse(line.Split(',')[column], NumberStyles.Float, CultureInfo.InvariantCulture)
            : 0;

    // What follows the last line's end was cut short by a crash.
    private IEnumerable<(long Iteration, string Line)> Rows() =>
        !File.Exists(path)
            ? []
            : InputFile
                .ReadText(path)
                .Split('\n')[..^1]
                .Select(line =>
                    (
                        long.TryParse(line.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                            ? at
                            : 0,
                        line
                    )
                )
                .Where(row => row.Item1 > 0);

    private static bool IsRow(string line, long iteration) =>
        double.TryParse(line.Split(',')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && value == iteration;
}
