// Processes that the tests started and left: they carry an environment variable of the test run. On Linux alone.
class Leftovers
{
    const string Variable = "GAIL_TEST_RUN";

    readonly string mark = $"{Variable}={Guid.NewGuid():N}";

    // What this process starts from now on carries the mark.
    public void Mark() => Environment.SetEnvironmentVariable(Variable, mark[(Variable.Length + 1)..]);

    // Kills what is left; one line for each process. What is just ending is no matter, and is given time.
    public string[] End()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        var time = System.Diagnostics.Stopwatch.StartNew();
        while (Marked().Any() && time.Elapsed < TimeSpan.FromMinutes(1))
        {
            System.Threading.Thread.Sleep(100);
        }
        var left = Marked().ToArray();
        foreach (var (id, _) in left)
        {
            try
            {
                System.Diagnostics.Process.GetProcessById(id).Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It has ended.
            }
        }
        return [.. left.Select(process => $"{process.Id} {process.Command}")];
    }

    IEnumerable<(int Id, string Command)> Marked()
    {
        foreach (var folder in System.IO.Directory.Exists("/proc") ? System.IO.Directory.GetDirectories("/proc") : [])
        {
            if (int.TryParse(System.IO.Path.GetFileName(folder), out var id)
                && id != Environment.ProcessId
                && Words($"{folder}/environ").Contains(mark))
            {
                yield return (id, string.Join(' ', Words($"{folder}/cmdline")));
            }
        }
    }

    static string[] Words(string file)
    {
        try
        {
            return System.IO.File.ReadAllText(file).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // It has ended, or is another user's.
        }
    }
}
