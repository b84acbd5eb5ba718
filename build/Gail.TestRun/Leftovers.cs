using System.Diagnostics;

namespace Gail.TestRun;

/// <summary>
/// The processes that a program started, and those that they started: all carry an environment variable of its run. On
/// Linux alone; elsewhere there are none to be seen.
/// </summary>
internal sealed class Leftovers
{
    private const string Variable = "GAIL_TEST_RUN";

    private readonly string _run = Guid.NewGuid().ToString("N");

    /// <summary>Marks a program about to be started, and so all that it starts.</summary>
    public void Mark(ProcessStartInfo start) => start.Environment[Variable] = _run;

    /// <summary>Kills what is left.</summary>
    /// <param name="patience">How long to wait for processes that are just ending.</param>
    /// <returns>A line for each process killed.</returns>
    public IReadOnlyList<string> End(TimeSpan patience)
    {
        var time = Stopwatch.StartNew();
        while (time.Elapsed < patience && Marked().Any())
        {
            Thread.Sleep(100);
        }
        var left = Marked().ToList();
        foreach (var (id, _) in left)
        {
            try
            {
                Process.GetProcessById(id).Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It has ended.
            }
        }
        return [.. left.Select(process => $"{process.Id} {process.Command}")];
    }

    private IEnumerable<(int Id, string Command)> Marked()
    {
        var mark = $"{Variable}={_run}";
        foreach (var folder in Directory.Exists("/proc") ? Directory.GetDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Words($"{folder}/environ").Contains(mark))
            {
                yield return (id, string.Join(' ', Words($"{folder}/cmdline")));
            }
        }
    }

    private static string[] Words(string file)
    {
        try
        {
            return File.ReadAllText(file).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // It has ended, or is another user's.
        }
    }
}
