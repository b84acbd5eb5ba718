using System.Diagnostics;
using System.Globalization;

namespace Gail.TestRun;

/// <summary>Processes that keep a machine busy.</summary>
internal sealed class BusyLoops : IDisposable
{
    // Each looks whether this process is there, and so ends with it, however that ends.
    private const string Busy =
        "while kill -0 $1 2>/dev/null; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done";

    private readonly List<Process> _loops;

    /// <summary>Starts them.</summary>
    public BusyLoops(int count)
    {
        var id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        _loops = [.. Enumerable.Range(0, count).Select(_ => Process.Start("sh", ["-c", Busy, "busy", id]))];
    }

    /// <summary>Ends them.</summary>
    public void Dispose()
    {
        foreach (var loop in _loops)
        {
            loop.Kill();
            loop.Dispose();
        }
    }
}
