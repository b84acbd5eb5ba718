using System.Globalization;
using Gail.Bench.Reporting;

namespace Gail.Bench.Hosts;

/// <summary>
/// The same figures from programs that set nothing, beside the command line's runtime settings: processes in turns.
/// </summary>
internal static class HostReport
{
    private const int Rounds = 3;
    private const double Near = 1.10;

    internal static int Run(string path)
    {
        var found = Host.All.ToDictionary(host => host, _ => new Dictionary<string, List<double>>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var host in Host.All)
            {
                Console.Error.WriteLine($"round {round + 1} of {Rounds}: {host.Name}");
                foreach (var (name, nanoseconds) in host.Figures())
                {
                    found[host].TryAdd(name, []);
                    found[host][name].Add(nanoseconds);
                }
            }
        }
        var (machine, first) = (Machine.Here(), Host.All[0]);
        var far = Host
            .All.SelectMany(host => found[host].Keys.Select(name => (host, name, ratio: Ratio(host, name))))
            .Where(cell => cell.ratio > Near)
            .Select(cell => $"{cell.name} in {cell.host.Name} ({Decimals(cell.ratio)})")
            .ToList();
        string[] lines =
        [
            "# One speed in every host",
            "",
            "Made by `dotnet run -c Release --project bench/Gail.Bench -- --hosts`: "
                + $"{Rounds} processes of each kind in turns, the least of their medians, processor time of the thread that works; in "
                + "brackets the ratio to TieredPGO=0, which is the runtime setting of the `gail` command. The least, "
                + "because what else the machine does adds time and never takes any: the two threads of a core share it, and "
                + "of the first column alone the slowest process took up to "
                + $"{Decimals(found[first].Values.Max(times => times.Max() / times.Min()))} times the fastest one's. The others set nothing. BenchmarkDotNet builds and starts its own program; the notebook is "
                + "run by dotnet-repl, whose F# kernel is that of .NET Interactive.",
            "",
            $"{machine.Date}, commit {machine.Commit}; {machine.Processor}, {machine.Cores} cores, "
                + $"vectors of {machine.VectorBits} bits; {machine.Runtime}.",
            "",
            $"| | {string.Join(" | ", Host.All.Select(host => host.Name))} |",
            $"|---|{string.Concat(Host.All.Select(_ => "---|"))}",
            .. found[first].Keys.Select(name => $"| {name} | {string.Join(" | ", Host.All.Select(Cell(name)))} |"),
            "",
            far.Count == 0
                ? "Every figure of every host is within 10 % of the command line's, or faster."
                : $"Slower than the command line's by more than 10 %: {string.Join("; ", far)}. All others are within 10 %, or faster.",
            "",
            "Two things that earlier readings mixed in: the compiler's thread, which goes on for seconds after the start "
                + "and is no part of these figures, and the garbage collector. `dotnet fsi` runs with the server's "
                + "collector (its own runtime configuration): memory that is published by each call, such as a batch of "
                + "environments after a step, comes fresh there and not out of the cache.",
        ];
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return 0;

        double Ratio(Host host, string name) => found[host][name].Min() / found[first][name].Min();

        Func<Host, string> Cell(string name) =>
            host =>
                host == first
                    ? Format.Time(found[host][name].Min())
                    : $"{Format.Time(found[host][name].Min())} ({Decimals(Ratio(host, name))})";
    }

    private static string Decimals(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture);
}
