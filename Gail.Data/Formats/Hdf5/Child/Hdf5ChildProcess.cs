using System.Diagnostics;
using System.Text;

namespace Gail.Data.Formats.Hdf5.Child;

/// <summary>
/// The parent's side: a child process that has a file open, with limits of memory and time. After any failure but a
/// refusal it is dead and stays so.
/// </summary>
internal sealed class Hdf5ChildProcess : IDisposable
{
    /// <summary>Limits what a command may take, as a script of the shell that is given the command.</summary>
    /// <remarks>
    /// Of 8 GiB of addresses the runtime reserves about 4.3 when its heap is so limited; the rest is the library's. A
    /// lower limit stays, which could not be raised.
    /// </remarks>
    internal const string Limited =
        "ulimit -c 0 && { [ \"$(ulimit -v)\" -le 8388608 ] 2>/dev/null || ulimit -v 8388608; } && exec \"$@\"";

    private const string HeapLimit = "0x40000000";
    private const string HeapAddresses = "0x80000000";
    private const int ComplaintLines = 2;
    private const int LongestComplaint = 300;

    // One that waits for a disk that does not answer cannot even be killed. On a busy machine an end takes its time.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly Process _process;
    private readonly List<string> _complaint = [];
    private volatile string? _late;
    private bool _dead;
    private int _numbers;

    private Hdf5ChildProcess(string path, Process process)
    {
        (_path, _process) = (path, process);
        // To be read at all times: a full pipe would stop the child.
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_complaint)
            {
                if (!string.IsNullOrWhiteSpace(line.Data) && _complaint.Count < ComplaintLines)
                {
                    _complaint.Add(line.Data.Trim()[..Math.Min(line.Data.Trim().Length, LongestComplaint)]);
                }
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>
    /// How much processor time the child may take to start, and for one answer: on a busy machine a good file takes long,
    /// but no more work.
    /// </summary>
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long it may take to start, and for one answer, by the clock: one that waits takes no processor time.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>By what the system knows it.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it can still be asked.</summary>
    public bool IsAlive => !_dead && !_process.HasExited;

    /// <summary>Starts a child.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="variables">Environment variables of the child's own, for tests.</param>
    /// <exception cref="DemonstrationException">It cannot be started.</exception>
    public static Hdf5ChildProcess Start(string path, IEnumerable<KeyValuePair<string, string>>? variables = null)
    {
        string[] command = [.. Hdf5ChildCommand.Find(path), Hdf5Child.Command, InputFile.PlaceOf(path)];
        if (OperatingSystem.IsLinux())
        {
            command = ["/bin/sh", "-c", Limited, "sh", .. command];
        }
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["DOTNET_GCRegionRange"] = HeapAddresses;
        // One thread works there; what makes long runs fast only costs memory and time.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }
        Hdf5ChildProcess child;
        try
        {
            child = new Hdf5ChildProcess(path, Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new DemonstrationException(
                path,
                "",
                $"the process that reads HDF5 files cannot be started: {e.Message}",
                e
            );
        }
        try
        {
            child.Timed("", "", child.ReadHello);
            return child;
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    /// <summary>A number that this child does not know yet, for a dataset to be opened.</summary>
    public int NextNumber() => _numbers++;

    /// <summary>Asks, and reads the answer.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="name">The array, for messages; may be empty.</param>
    /// <param name="body">What goes with the request.</param>
    /// <param name="read">Reads so many bytes of the answer.</param>
    /// <exception cref="DemonstrationException">The child refuses, has died, or says what makes no sense.</exception>
    public void Ask(Hdf5Request request, string name, byte[] body, Action<Stream, int> read) =>
        Timed(
            name,
            "failed in its own process",
            () =>
            {
                Hdf5Wire.Send(_process.StandardInput.BaseStream, (byte)request, body);
                var answers = _process.StandardOutput.BaseStream;
                var (first, length) = Hdf5Wire.Receive(answers);
                var answer = (Hdf5Answer)first;
                if (!Enum.IsDefined(answer) || length < 0 || length > Hdf5Wire.Limit(request, answer))
                {
                    throw new InvalidDataException($"an answer of kind {first} and {length} bytes");
                }
                if (answer == Hdf5Answer.Refused)
                {
                    var message = new byte[length];
                    answers.ReadExactly(message);
                    throw new Hdf5Exception(Encoding.UTF8.GetString(message));
                }
                read(answers, length);
            }
        );

    /// <summary>Ends the child.</summary>
    public void Dispose()
    {
        _dead = true;
        try
        {
            // It ends by itself when nothing more can come.
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(1)))
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It was gone already.
        }
        _process.Dispose();
    }

    private void ReadHello()
    {
        var hello = new byte[Hdf5Wire.Hello.Length];
        _process.StandardOutput.BaseStream.ReadExactly(hello);
        if (!Hdf5Wire.Hello.SequenceEqual(hello))
        {
            throw new InvalidDataException("another greeting than this version's");
        }
    }

    private void Timed(string name, string what, Action work)
    {
        if (_dead)
        {
            throw new DemonstrationException(_path, name, "the process that read it has ended.");
        }
        // Who is first decides: the answer, or the limit, which may be reached just as the answer comes.
        var decided = 0;
        var time = Stopwatch.StartNew();
        TimeSpan? before = null;
        using var limit = new Timer(
            _ =>
            {
                if (Late(time.Elapsed, ref before) is { } late && Interlocked.Exchange(ref decided, 1) == 0)
                {
                    _late = late;
                    Kill();
                }
            },
            null,
            Glance,
            Glance
        );
        try
        {
            work();
            if (Interlocked.Exchange(ref decided, 1) != 0)
            {
                throw new IOException("the answer came too late");
            }
        }
        catch (Hdf5Exception refusal)
        {
            _dead |= Interlocked.Exchange(ref decided, 1) != 0;
            throw new DemonstrationException(_path, name, refusal.Message, refusal);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
        {
            throw Dead(name, what, e);
        }
    }

    /// <summary>What the child has taken too much of for an answer, or null.</summary>
    private string? Late(TimeSpan elapsed, ref TimeSpan? before)
    {
        try
        {
            _process.Refresh();
            var taken = _process.TotalProcessorTime;
            before ??= taken;
            return taken - before >= Limit ? $"no answer within {Limit.TotalSeconds:0.#} seconds of processor time"
                : elapsed >= LongestWait ? $"no answer within {LongestWait.TotalSeconds:0.#} seconds"
                : null;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended.
            return null;
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It was gone already.
        }
    }

    private DemonstrationException Dead(string name, string what, Exception cause)
    {
        _dead = true;
        // The pipe may end shortly before the process; what answers nonsense has to go.
        if (cause is InvalidDataException || !_process.WaitForExit(LongestEnd))
        {
            Kill();
        }
        // And all that it complained of is wanted.
        var hasEnded = _process.WaitForExitAsync().Wait(LongestEnd) || _process.HasExited;
        string how;
        lock (_complaint)
        {
            how =
                _late is { } late ? late
                : cause is InvalidDataException ? $"it answered with {cause.Message}"
                : (hasEnded ? Ending(_process.ExitCode) : "it does not end")
                    + (_complaint.Count == 0 ? "" : $": {string.Join(" ", _complaint)}");
        }
        return what.Length == 0
            ? new DemonstrationException(
                _path,
                name,
                $"the process that reads HDF5 files could not be started ({how}). {Hdf5ChildCommand.WayOut}",
                cause
            )
            : new DemonstrationException(
                _path,
                name,
                $"the HDF5 library {what} ({how}). The file is probably damaged; if h5dump reads it, write it again with h5repack.",
                cause
            );
    }

    private static string Ending(int code) => code > 128 ? $"signal {code - 128}" : $"exit code {code}";
}
