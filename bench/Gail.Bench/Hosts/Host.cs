using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Gail.Bench.Reporting;

namespace Gail.Bench.Hosts;

/// <summary>A kind of program that may use the library, and its figures.</summary>
/// <param name="Name">As the report has it.</param>
/// <param name="Measure">Runs one and gives its lines of figures.</param>
internal sealed record Host(string Name, Func<string> Measure)
{
    private static readonly string Library = typeof(Host).Assembly.Location;

    /// <summary>The first is what the others are compared with.</summary>
    internal static IReadOnlyList<Host> All { get; } =
    [
        new(
            "the same, TieredPGO=0",
            () => Output(Command.Run("dotnet", [Library, "--figures"], [("DOTNET_TieredPGO", "0")]))
        ),
        new("plain C# program", () => Output(Command.Run("dotnet", [Library, "--figures"]))),
        new("BenchmarkDotNet", BenchmarkDotNet),
        new("F# Interactive", Interactive),
        new("F# notebook", Notebook),
    ];

    /// <summary>The names and nanoseconds of its figures.</summary>
    internal IEnumerable<(string Name, double Nanoseconds)> Figures() =>
        Measure()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(cells => (cells[0], double.Parse(cells[1], CultureInfo.InvariantCulture)));

    private static string BenchmarkDotNet() =>
        Saved(path =>
            Command.Run("dotnet", [Library, "--benchmark-host"], [(HostBenchmark.Destination, Path.GetFullPath(path))])
        );

    /// <summary>What <c>--benchmark-host</c> does: BenchmarkDotNet's usual way, which builds and starts a program.</summary>
    internal static int RunBenchmark()
    {
        var summary = BenchmarkRunner.Run<HostBenchmark>(DefaultConfig.Instance.AddJob(Job.Dry));
        return summary.Reports.All(report => report.Success) ? 0 : 1;
    }

    private static string Interactive() =>
        Output(
            Command.Run(
                "dotnet",
                ["fsi", "--quiet", $"--lib:{AppContext.BaseDirectory}", "bench/Gail.Bench/Hosts/figures.fsx"]
            )
        );

    private static string Notebook() =>
        Saved(path =>
        {
            var notebook = Path.ChangeExtension(path, ".ipynb");
            string[] code =
            [
                $"#r {JsonSerializer.Serialize(Library)}\n",
                $"Gail.Bench.Hosts.HostFigures.Save({JsonSerializer.Serialize(Path.GetFullPath(path))})",
            ];
            File.WriteAllText(
                notebook,
                JsonSerializer.Serialize(
                    new
                    {
                        cells = new[]
                        {
                            new
                            {
                                cell_type = "code",
                                metadata = new { },
                                outputs = Array.Empty<string>(),
                                source = code,
                            },
                        },
                        metadata = new { kernelspec = new { name = ".net-fsharp", language = "F#" } },
                        nbformat = 4,
                        nbformat_minor = 2,
                    }
                )
            );
            string[] options = ["--exit-after-run", "--default-kernel", "fsharp", "--output-format", "trx"];
            var results = Path.ChangeExtension(path, ".trx");
            return Command.Run(
                "dotnet",
                ["tool", "run", "dotnet-repl", "--run", notebook, .. options, "--output-path", results]
            );
        });

    private static string Saved(Func<string, Command> run)
    {
        var folder = Directory.CreateTempSubdirectory("gail-hosts-");
        try
        {
            var path = Path.Combine(folder.FullName, "figures.tsv");
            Output(run(path));
            return File.ReadAllText(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Output(Command run) =>
        run.ExitCode == 0
            ? run.Output
            : throw new InvalidOperationException($"A host failed: {run.Errors.Trim()} {run.Output.Trim()}");
}
