using System.Globalization;
using Gail.Bench.Hosts;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Outside.Tests;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Bench.Reporting;

/// <summary>
/// The library's discriminator and one that somebody else wrote by the public API, which gives the same bits: an update
/// and the rewards of a batch, in turns.
/// </summary>
internal static class OutsideReport
{
    private const int Rounds = 41;
    private const int Calls = 5;

    internal static int Run(string path)
    {
        var machine = Machine.Here();
        string[] lines =
        [
            "# What a stranger writes runs as fast as ours",
            "",
            "Made by `dotnet run -c Release --project bench/Gail.Bench -- --outside`: the discriminator of the library and "
                + "`tests/Gail.Outside.Tests/LogisticDiscriminator.cs`, which gives the same bits by the public API alone; 11 "
                + $"observed values, 3 actions, two layers of 100, one thread. {Rounds} rounds in turns of {Calls} calls each, "
                + "processor time of the thread; medians, and the median of the rounds' ratios.",
            "",
            $"{machine.Date}, commit {machine.Commit}; {machine.Processor}, {machine.Cores} cores, "
                + $"vectors of {machine.VectorBits} bits; {machine.Runtime}.",
            "",
            "| update and rewards, rows of each class | the library's | a stranger's | ratio |",
            "|---|---|---|---|",
            .. new[] { 64, 2_000, 5_000 }.Select(Row),
        ];
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return 0;
    }

    private static string Row(int rows)
    {
        var spec = new EnvironmentSpec
        {
            Id = "Bench-v0",
            Observation = ObservationSpace.Unbounded(11),
            Action = BoxSpace.Uniform(3, -1, 1),
            StateWidth = 1,
            StepLimit = 1000,
        };
        var pairs = new Transitions(Samples.Normals(rows, 11, 1), Samples.Normals(rows, 3, 2));
        var executor = new Executor(threads: 1);
        var options = new DiscriminatorOptions();
        var density = new NetworkPolicy(new PolicyNetwork(11, spec.Action, new PolicyOptions()), StateTree.Empty);
        var (ours, theirs) = (Work(new Discriminator(spec, options)), Work(new LogisticDiscriminator(spec, options)));
        for (var i = 0; i < 100; i++)
        {
            ours();
            theirs();
        }
        var times = Enumerable
            .Range(0, Rounds)
            .Select(round =>
                round % 2 == 0 ? (Ours: Time(ours), Theirs: Time(theirs)) : Turned(Time(theirs), Time(ours))
            )
            .ToList();
        var ratio = Median(times.Select(time => time.Theirs / time.Ours));
        return $"| {rows:N0} | {Format.Time(Median(times.Select(time => time.Ours)))} | "
            + $"{Format.Time(Median(times.Select(time => time.Theirs)))} | "
            + $"{ratio.ToString("F3", CultureInfo.InvariantCulture)} |";

        Action Work(IRewardModel model)
        {
            var (state, rewards) = (model.Init(pairs, RandomKey.FromSeed(0)), new double[rows]);
            return () =>
            {
                var next = model.Update(executor, state, pairs, pairs, density, RandomKey.FromSeed(1));
                model.Rewards(executor, next.State, pairs, rewards);
            };
        }
    }

    private static (double Ours, double Theirs) Turned(double theirs, double ours) => (ours, theirs);

    private static double Time(Action work)
    {
        var start = ThreadTime.Nanoseconds;
        for (var call = 0; call < Calls; call++)
        {
            work();
        }
        return (ThreadTime.Nanoseconds - start) / Calls;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
