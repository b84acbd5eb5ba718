using System.Globalization;
using Gail.Bench.Reporting;

namespace Gail.Bench.Hosts;

/// <summary>
/// The same figures from programs that set nothing, beside the command line's runtime settings: processes in turns.
/// </summary>
internal static class HostReport
{
    private const string Program = "plain C# program";
    private const string CommandLine = "the same, TieredPGO=0";
    private const string Interactive = "F# Interactive";
    private const int Rounds = 3;

    internal static int Run(string path)
    {
        string[] hosts = [CommandLine, Program, Interactive];
        var found = hosts.ToDictionary(host => host, _ => new Dictionary<string, List<double>>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var host in hosts)
            {
                Console.Error.WriteLine($"round {round + 1} of {Rounds}: {host}");
                foreach (var (name, nanoseconds) in Figures(host))
                {
                    found[host].TryAdd(name, []);
                    found[host][name].Add(nanoseconds);
                }
            }
        }
        var machine = Machine.Here();
        string[] lines =
        [
            "# One speed in every host",
            "",
            "Made by `dotnet run -c Release --project bench/Gail.Bench -- --hosts`: "
                + $"{Rounds} processes of each kind in turns, medians of their medians, processor time of one thread; in brackets the median "
                + "of the rounds' ratios to TieredPGO=0, which is the runtime setting of the `gail` command. The other "
                + "two set nothing: a notebook and a BenchmarkDotNet run are hosts of this kind.",
            "",
            $"{machine.Date}, commit {machine.Commit}; {machine.Processor}, {machine.Cores} cores, "
                + $"vectors of {machine.VectorBits} bits; {machine.Runtime}.",
            "",
            $"| | {string.Join(" | ", hosts)} |",
            $"|---|{string.Concat(hosts.Select(_ => "---|"))}",
            .. found[CommandLine].Keys.Select(name => $"| {name} | {string.Join(" | ", hosts.Select(Cell(name)))} |"),
        ];
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return 0;

        Func<string, string> Cell(string name) =>
            host =>
            {
                var times = found[host][name];
                var ratio = Median(times.Zip(found[CommandLine][name], (time, set) => time / set));
                return host == CommandLine
                    ? Format.Time(Median(times))
                    : $"{Format.Time(Median(times))} ({ratio.ToString("F2", CultureInfo.InvariantCulture)})";
            };
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static IEnumerable<(string Name, double Nanoseconds)> Figures(string host)
    {
        var library = typeof(HostReport).Assembly.Location;
        var run = host switch
        {
            Interactive => Command.Run(
                "dotnet",
                ["fsi", "--quiet", $"--lib:{AppContext.BaseDirectory}", "bench/Gail.Bench/Hosts/figures.fsx"]
            ),
            CommandLine => Command.Run("dotnet", [library, "--figures"], [("DOTNET_TieredPGO", "0")]),
            _ => Command.Run("dotnet", [library, "--figures"]),
        };
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{host} failed: {run.Errors.Trim()}");
        }
        return run
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(cells => (cells[0], double.Parse(cells[1], CultureInfo.InvariantCulture)));
    }
}
