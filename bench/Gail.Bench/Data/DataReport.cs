using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Gail.Bench.Reporting;
using Gail.Data;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Bench.Data;

/// <summary>
/// What reading demonstrations costs: files of a million transitions (17 observed values, 6 action values, all
/// float32) from a warm page cache, beside the libraries that usually read them.
/// </summary>
internal static class DataReport
{
    private const string Folder = "artifacts/bench/data";
    private const string Script = "bench/data/files.py";
    private const string Stream = "--data-stream";

    internal static int Run(string[] arguments)
    {
        if (arguments is [Stream, var folder])
        {
            return StreamedFit.Run(folder);
        }
        var quick = arguments.Contains("--quick");
        var report =
            Array.Find(arguments, a => a.StartsWith("--out=", StringComparison.Ordinal))?["--out=".Length..]
            ?? "bench/reports/data.md";
        var rounds = quick ? 3 : 15;
        var rows = quick ? 20_000 : 1_000_000;
        Directory.CreateDirectory(Folder);
        var machine = Machine.Here();
        var python =
            Array.Find(
                (string[])["/usr/bin/python3", "python3"],
                name => Command.Run(name, ["-c", "import numpy"]).ExitCode == 0
            )
            ?? throw new InvalidOperationException(
                "python3 with NumPy makes the files and is measured beside: install python3-numpy and python3-h5py."
            );
        Must(python, [Script, "write", Folder, Text(rows)]);
        var other = JsonDocument.Parse(Must(python, [Script, "read", Folder, Text(rounds)]).Output).RootElement;
        double? Beside(string file) => other.TryGetProperty(file, out var seconds) ? seconds.GetDouble() : null;

        var table = new List<DataRow>();
        void Read(string what, string file, double? limit, double? timesOther)
        {
            var path = Path.Combine(Folder, file);
            if (!File.Exists(path))
            {
                return;
            }
            Say(what);
            var seconds = Median(rounds, () => DemonstrationReader.Read(path));
            var beside = Beside(file);
            var bound = limit ?? (timesOther * beside);
            table.Add(
                new DataRow(
                    what,
                    bound,
                    seconds,
                    file.EndsWith("5", StringComparison.Ordinal) ? "h5py" : "NumPy",
                    beside
                )
            );
        }

        Read(".npz, stored, 101 MB", "big.npz", limit: 0.060, timesOther: null);
        Read(".npz, deflated", "small.npz", limit: 0.700, timesOther: null);
        Read("HDF5 as D4RL's, contiguous", "d4rl.hdf5", limit: null, timesOther: 1.5);

        var demonstrations = DemonstrationReader.Read(Path.Combine(Folder, "big.npz"));
        Say("CSV");
        var csv = Path.Combine(Folder, "d.csv");
        var some = demonstrations.Transform(view => view.TakeEpisodes(quick ? 5 : 200));
        DemonstrationWriter.Write(csv, some, "csv");
        var bare = Median(rounds, () => BareCsv(csv));
        table.Add(
            new DataRow(
                $"CSV, {some.StepCount:N0} rows, {new FileInfo(csv).Length / 1_000_000} MB",
                bare / 0.8,
                Median(rounds, () => DemonstrationReader.Read(csv)),
                "CsvReader, every field as a float",
                bare
            )
        );

        Tables(demonstrations, rounds, table);

        Say("minibatches");
        var pairs = demonstrations.Pairs();
        var key = RandomKey.FromSeed(0);
        var draws = 0UL;
        var draw =
            Median(
                rounds,
                () =>
                {
                    for (var i = 0; i < 1000; i++)
                    {
                        GC.KeepAlive(pairs.Sample(1024, key.Fold(draws++)));
                    }
                }
            ) / 1000;
        table.Add(new DataRow("1,024 pairs drawn from a million", 100e-6, draw, "", null));

        Say("3 GB as a stream");
        var streamed = StreamedFit.Measure(
            Path.Combine(Folder, "big.npz"),
            Path.Combine(Folder, "many"),
            quick ? 2 : 32
        );
        File.WriteAllText(report, DataMarkdown.Write(machine, other, table, streamed, quick));
        Say($"{report} written");
        return 0;
    }

    /// <summary>The same in Parquet, beside the library that writes it.</summary>
    private static void Tables(Demonstrations demonstrations, int rounds, List<DataRow> table)
    {
        Say("Parquet");
        var flat = Path.Combine(Folder, "d.parquet");
        DemonstrationWriter.Write(flat, demonstrations, "parquet");
        var set = Path.Combine(Folder, "lerobot");
        if (Directory.Exists(set))
        {
            Directory.Delete(set, recursive: true);
        }
        DemonstrationWriter.Write(set, demonstrations, "lerobot");
        string[] frames = Directory.GetFiles(Path.Combine(set, "data"), "*.parquet", SearchOption.AllDirectories);
        string[] columns =
        [
            "observation.state",
            "action",
            "next.reward",
            "next.done",
            "next.truncated",
            "episode_index",
            "frame_index",
        ];
        (string What, string Path, Func<long> Bare)[] reads =
        [
            ("Parquet, a column for each value", flat, () => BareParquet.Read(flat, columns: null)),
            ("LeRobot 3.0", set, () => frames.Sum(file => BareParquet.Read(file, columns))),
        ];
        foreach (var (what, path, bareRead) in reads)
        {
            var bare = Median(rounds, () => bareRead());
            table.Add(
                new DataRow(
                    what,
                    bare / 0.9,
                    Median(rounds, () => DemonstrationReader.Read(path)),
                    "Parquet.Net, the same columns",
                    bare
                )
            );
        }
    }

    internal static Command Must(string program, string[] arguments)
    {
        var run = Command.Run(program, arguments);
        return run.ExitCode == 0
            ? run
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} failed: {run.Errors.Trim()}"
            );
    }

    /// <summary>What a program that knows its file would write with CsvHelper: every field a number.</summary>
    private static double BareCsv(string path)
    {
        using var reader = CsvReader.Create(File.OpenRead(path), CsvReaderOptions.Default);
        var sum = 0.0;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                // The flags are words.
                sum += reader.TryParse(i, out float value) ? value : 0;
            }
        }
        return sum;
    }

    private static double Median<T>(int rounds, Func<T> call) => Median(rounds, () => GC.KeepAlive(call()));

    private static double Median(int rounds, Action call)
    {
        call();
        var seconds = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            call();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return seconds.Order().ElementAt(rounds / 2);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}");
}

/// <summary>A line of the report; times in seconds.</summary>
internal sealed record DataRow(string What, double? Limit, double Seconds, string Other, double? Beside);
