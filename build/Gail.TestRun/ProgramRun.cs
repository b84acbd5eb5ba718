using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;

namespace Gail.TestRun;

/// <summary>One run of a program of tests.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Command">The program with its arguments.</param>
/// <param name="Results">Where the program writes its results, in JUnit's form.</param>
internal sealed record ProgramRun(string Title, IReadOnlyList<string> Command, string Results)
{
    /// <summary>
    /// How long a program may run: several times what the longest takes beside other work. It is no measure of speed:
    /// what has not ended by then hangs.
    /// </summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(40);

    /// <summary>After which time the program hangs.</summary>
    public TimeSpan Limit { get; init; } = UsualLimit;

    /// <summary>How long processes that the program left may take to end by themselves.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Environment variables of its own.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Where all that the program prints is kept.</summary>
    public string Log => Path.ChangeExtension(Results, ".log");

    /// <summary>Runs it; what it printed is shown where it failed.</summary>
    /// <param name="say">Shows a line.</param>
    public Outcome Run(Action<string> say)
    {
        var time = Stopwatch.StartNew();
        var (exit, left) = Execute();
        var duration = time.Elapsed;
        var cases = File.Exists(Results) ? Cases(Results) : [];
        var failed = Count(cases, "failure", "error");
        var complaint =
            exit is null
                ? $"Hang: {Title} ran for {Limit.TotalMinutes:0.##} minutes and was ended with all it had started"
            : exit != 0 && failed == 0 ? $"The run of {Title} failed itself, with exit code {exit}"
            : cases.Count == 0 ? $"The run of {Title} gave no results"
            : null;
        if (complaint is not null)
        {
            failed++;
        }
        var skipped = Count(cases, "skipped");
        var outcome = new Outcome(
            cases.Count - Count(cases, "failure", "error") - skipped,
            failed,
            skipped,
            left.Count
        );
        if (!outcome.IsGreen)
        {
            foreach (var line in File.ReadLines(Log))
            {
                say(line);
            }
        }
        if (complaint is not null)
        {
            say($"{complaint}; counted as one failed test.");
        }
        foreach (var process in left)
        {
            say($"Left running by {Title}, and killed: {process}");
        }
        say($"{Title}: {outcome.Summary} in {duration.TotalSeconds:F0} s");
        return outcome;
    }

    private End Execute()
    {
        File.Delete(Results);
        var start = new ProcessStartInfo(Command[0], Command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }
        var leftovers = new Leftovers();
        leftovers.Mark(start);
        using var process = Process.Start(start)!;
        using var log = new StreamWriter(Log);
        var outputs = new CountdownEvent(2);
        process.OutputDataReceived += (_, line) => Keep(log, outputs, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(log, outputs, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var hasEnded = process.WaitForExit(Limit);
        if (!hasEnded)
        {
            process.Kill(entireProcessTree: true);
        }
        // What a program that hangs has started is ended with it, and is nothing to be told.
        var left = leftovers.End(hasEnded ? Patience : TimeSpan.Zero);
        // A process that dropped the mark may keep an output open.
        outputs.Wait(TimeSpan.FromMinutes(1));
        process.CancelOutputRead();
        process.CancelErrorRead();
        return hasEnded ? new End(process.ExitCode, left) : new End(null, []);
    }

    private static void Keep(TextWriter log, CountdownEvent outputs, string? line)
    {
        if (line is null)
        {
            outputs.Signal();
            return;
        }
        try
        {
            lock (log)
            {
                log.WriteLine(line);
            }
        }
        catch (ObjectDisposedException)
        {
            // It still prints, long after the program's end.
        }
    }

    private static int Count(IEnumerable<XElement> cases, params string[] results) =>
        cases.Count(test => results.Any(result => test.Element(result) is not null));

    // Names and messages of tests may hold characters that XML has no place for.
    private static List<XElement> Cases(string file)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { CheckCharacters = false });
        return [.. XDocument.Load(reader).Descendants("testcase")];
    }

    /// <summary>How a program ended.</summary>
    /// <param name="Exit">Its exit code; null where it did not end in time.</param>
    /// <param name="Left">The processes that it left, and that were killed.</param>
    private sealed record End(int? Exit, IReadOnlyList<string> Left);
}
