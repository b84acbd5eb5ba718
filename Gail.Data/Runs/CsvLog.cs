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
        if (iteration == 0)
        {
            File.Delete(path);
            return;
        }
        // A row torn by a crash comes after the checkpoint too, whatever number its first digits make: rows are in
        // the order of their iterations, so the first that belongs to a later one, or to none, ends the table.
        var lines = File.ReadAllLines(path);
        var columns = lines.Length == 0 ? 0 : lines[0].Split(',').Length;
        var kept = lines.Skip(1).TakeWhile(line => line.Split(',').Length == columns && IterationOf(line) <= iteration);
        var text = string.Concat(lines.Take(1).Concat(kept).Select(line => line + "\n"));
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(text));
    }

    private static double IterationOf(string line) =>
        double.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out var value)
            ? value
            : double.PositiveInfinity;
}
