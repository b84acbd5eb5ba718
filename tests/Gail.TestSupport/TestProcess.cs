using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Gail.TestSupport;

/// <summary>
/// A program that a test starts, in a session of its own. It ends with the test, and so does all that it has started:
/// disposing of it kills what is left, and where the tests themselves are killed <see cref="Undertaker"/> does.
/// </summary>
public sealed class TestProcess : IDisposable
{
    private const int Kill = 9;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errorOutput = new();
    private readonly string _command;
    private readonly Process _process;
    private readonly Thread[] _readers;

    private TestProcess(string command, Process process)
    {
        (_command, _process, Id) = (command, process, process.Id);
        // Read at all times: a full pipe would stop the program.
        _readers = [Reader(process.StandardOutput, _output), Reader(process.StandardError, _errorOutput)];
    }

    /// <summary>By what the system knows it.</summary>
    public int Id { get; }

    /// <summary>What it reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What it has printed so far.</summary>
    public string Output => Text(_output);

    /// <summary>What it has printed so far as errors.</summary>
    public string ErrorOutput => Text(_errorOutput);

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>The processor time that it has taken; null when it has ended.</summary>
    public TimeSpan? ProcessorTime
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.TotalProcessorTime;
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs; in the tests' own folder if null.</param>
    /// <param name="variables">Environment variables of its own.</param>
    /// <param name="reads">Whether <see cref="Input"/> is used; otherwise the program finds its input at its end.</param>
    public static TestProcess Start(
        string program,
        IEnumerable<string> arguments,
        string? folder = null,
        IEnumerable<KeyValuePair<string, string>>? variables = null,
        bool reads = false
    )
    {
        Undertaker.Call();
        string[] command = [program, .. arguments];
        // In the background of a shell the tests ignore SIGINT, under nohup SIGHUP, and so would what they start.
        string[] own = OperatingSystem.IsLinux()
            ? ["setsid", "env", "--default-signal=HUP,INT,QUIT,TERM", .. command]
            : command;
        var start = new ProcessStartInfo(own[0], own[1..])
        {
            WorkingDirectory = folder ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Servers of the build would outlive what they were started for.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }
        var started = new TestProcess(string.Join(' ', command), Process.Start(start)!);
        if (!reads)
        {
            started._process.StandardInput.Close();
        }
        return started;
    }

    /// <summary>Sends a signal.</summary>
    /// <param name="name">HUP, INT, TERM or KILL.</param>
    public void Signal(string name) =>
        Send(
            Id,
            name switch
            {
                "HUP" => 1,
                "INT" => 2,
                "TERM" => 15,
                "KILL" => Kill,
                _ => throw new ArgumentException($"'{name}' is none of HUP, INT, TERM and KILL.", nameof(name)),
            }
        );

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public int End()
    {
        if (!_process.WaitForExit(Hang.Guard))
        {
            throw Hung("its end");
        }
        // What it has left behind would keep the outputs open.
        KillAll();
        foreach (var reader in _readers)
        {
            if (!reader.Join(Hang.Guard))
            {
                throw Hung("the end of its output");
            }
        }
        return _process.ExitCode;
    }

    /// <summary>Waits for something that the program is to do.</summary>
    /// <param name="what">What is waited for, for messages.</param>
    /// <param name="done">Whether it is done; asked again and again.</param>
    /// <exception cref="InvalidOperationException">The program has ended without it.</exception>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public void WaitFor(string what, Func<bool> done)
    {
        var time = Stopwatch.StartNew();
        while (true)
        {
            // In this order: what is done just before the end counts.
            var ended = _process.HasExited && !_readers.Any(reader => reader.IsAlive);
            if (done())
            {
                return;
            }
            if (ended)
            {
                throw new InvalidOperationException(
                    $"{_command} ended with {_process.ExitCode} before {what}:\n{Output}\n{ErrorOutput}"
                );
            }
            if (time.Elapsed > Hang.Guard)
            {
                throw Hung(what);
            }
            lock (_gate)
            {
                Monitor.Wait(_gate, Glance);
            }
        }
    }

    /// <summary>Kills what is left of the program and of all that it has started.</summary>
    public void Dispose()
    {
        KillAll();
        _process.Dispose();
    }

    private TimeoutException Hung(string what) =>
        new(
            $"Hang: {_command} has run for {Hang.Guard.TotalMinutes} minutes without {what}. So far it has printed:\n"
                + $"{Output}\n{ErrorOutput}"
        );

    private void KillAll()
    {
        if (OperatingSystem.IsLinux())
        {
            // The group outlives its first process as long as it has others.
            Send(-Id, Kill);
        }
        // It may have no group yet.
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private Thread Reader(StreamReader from, StringBuilder to)
    {
        var reader = new Thread(() =>
        {
            var buffer = new char[4096];
            try
            {
                for (int count; (count = from.Read(buffer)) > 0; )
                {
                    lock (_gate)
                    {
                        to.Append(buffer, 0, count);
                        Monitor.PulseAll(_gate);
                    }
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // Disposed of while the program still ran.
            }
        })
        {
            IsBackground = true,
        };
        reader.Start();
        return reader;
    }

    private string Text(StringBuilder printed)
    {
        lock (_gate)
        {
            return printed.ToString();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);
}
