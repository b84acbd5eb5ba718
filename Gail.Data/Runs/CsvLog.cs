using System.Globalization;
using System.Text;
using Gail.Training;

namespace Gail.Data;

/// <summary>
/// A table that grows by a row per iteration. The first column is the iteration, so a resumed run cuts off what came
/// after its checkpoint and continues byte for byte.
/// </summary>
internal sealed class CsvLog(string path)
{
    internal void Append(IReadOnlyList<Metric> row)
    {
        var text = new StringBuilder();
        if (!File.Exists(path))
        {
            text.AppendJoin(',', row.Select(metric => metric.Name)).Append('\n');
        }
        text.AppendJoin(',', row.Select(metric => metric.Value.ToString("R", CultureInfo.InvariantCulture)));
        File.AppendAllText(path, text.Append('\n').ToString());
    }

    internal void KeepThrough(long iteration)
    {
        if (!File.Exists(path))
        {
            return;
        }
        var lines = File.ReadAllLines(path);
        // A line cut short by a crash does not parse and is dropped with those after the checkpoint.
        var kept = lines.Take(1).Concat(lines.Skip(1).Where(line => IterationOf(line) <= iteration));
        var text = string.Concat(kept.Select(line => line + "\n"));
        if (iteration == 0)
        {
            File.Delete(path);
            return;
        }
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(text));
    }

    private static double IterationOf(string line) =>
        double.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out var value)
            ? value
            : double.PositiveInfinity;
}
