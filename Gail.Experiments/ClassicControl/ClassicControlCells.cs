using System.Collections.Immutable;
using System.Globalization;
using Gail.Experiments.Commands;

namespace Gail.Experiments.ClassicControl;

/// <summary>The runs of one row of the page, a seed each.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Label">Its title on the page.</param>
/// <param name="Cells">The cells, in the order of the seeds.</param>
public sealed record ClassicControlGroup(string Environment, string Label, ImmutableArray<CommandCell> Cells);

/// <summary>All calls of <c>gail</c> behind docs/results/classic-control.md.</summary>
/// <param name="work">The folder of runs and recordings.</param>
/// <param name="demos">Holds sb2_expert_cartpole.npz and imitation_pendulum.npz.</param>
/// <param name="seeds">The seeds of the learners, at least one.</param>
public sealed class ClassicControlCells(string work, string demos, ImmutableArray<int> seeds)
{
    internal const int Episodes = 50;

    /// <summary>Of a distance: between small samples it is mostly noise.</summary>
    internal const int ManyEpisodes = 200;

    private const string CartPole = "CartPole-v1";
    private const string Pendulum = "Pendulum-v1";

    /// <summary>The seeds of the learners.</summary>
    public ImmutableArray<int> Seeds => seeds;

    /// <summary>The controls' demonstrations: a random policy's, as many episodes as the expert's file holds.</summary>
    public ImmutableArray<CommandCell> RandomDemonstrations =>
        [
            Record("random-cartpole", CartPole, "random", 100, 1000),
            Record("random-pendulum", Pendulum, "random", 56, 1000),
        ];

    /// <summary>The rows of the page.</summary>
    public ImmutableArray<ClassicControlGroup> Groups =>
        [
            .. GroupsOf(CartPole, "sb2_expert_cartpole.npz", "random-cartpole"),
            .. GroupsOf(Pendulum, "imitation_pendulum.npz", "random-pendulum"),
        ];

    /// <summary>The expert that becomes mediocre, in full: its metrics say after which iteration.</summary>
    public CommandCell FullExpert => Expert("expert-full");

    /// <summary>The mediocre expert's demonstrations, and others of it to compare with.</summary>
    public ImmutableArray<CommandCell> MediocreDemonstrations =>
        [
            Record("mediocre-train", Pendulum, $"{work}/mediocre/expert", 50, 1),
            Record("mediocre-held-out", Pendulum, $"{work}/mediocre/expert", ManyEpisodes, 2),
        ];

    /// <summary>The learners from the mediocre expert.</summary>
    public ImmutableArray<CommandCell> Learners =>
        Each(seed => Train("mediocre-gail", Pendulum, $"{work}/demos/mediocre-train.npz", "gail", seed));

    /// <summary>The distance between the mediocre expert's own episodes.</summary>
    public ImmutableArray<CommandCell> OwnDistances =>
        Each(seed => Compare($"expert{Text(seed)}", $"{work}/mediocre/expert", 100 + seed));

    /// <summary>The distance of the learners' episodes from the mediocre expert's.</summary>
    public ImmutableArray<CommandCell> LearnedDistances =>
        Each(seed => Compare($"seed{Text(seed)}", $"{work}/mediocre-gail/seed{Text(seed)}", 100 + seed));

    /// <summary>The distance of a random policy's episodes.</summary>
    public CommandCell RandomDistance => Compare("random", "random", 100);

    /// <summary>The calls whose answers the page is made of, in the order of the results file.</summary>
    public ImmutableArray<CommandCell> Reported =>
        [.. Groups.SelectMany(group => group.Cells), .. Learners, .. OwnDistances, .. LearnedDistances, RandomDistance];

    /// <summary>The mediocre expert: the same training, stopped early.</summary>
    /// <param name="iterations">After this many iterations.</param>
    public CommandCell MediocreExpert(int iterations) => Expert("expert", "--iterations", Text(iterations));

    private IEnumerable<ClassicControlGroup> GroupsOf(string environment, string file, string control)
    {
        var shown = $"{demos}/{file}";
        yield return new(
            environment,
            "GAIL, all episodes",
            Each(seed => Train($"{environment}-gail", environment, shown, "gail", seed))
        );
        yield return new(
            environment,
            "control: GAIL on a random policy's episodes",
            Each(seed => Train($"{environment}-control", environment, $"{work}/demos/{control}.npz", "gail", seed))
        );
        foreach (var count in (int[])[1, 4, 10])
        {
            yield return new(
                environment,
                $"behaviour cloning, {Text(count)} episode{(count == 1 ? "" : "s")}",
                Each(seed =>
                    Train($"{environment}-bc{Text(count)}", environment, shown, "bc", seed, "--episodes", Text(count))
                )
            );
        }
    }

    private ImmutableArray<CommandCell> Each(Func<int, CommandCell> cell) => [.. seeds.Select(cell)];

    private CommandCell Train(
        string group,
        string environment,
        string file,
        string method,
        int seed,
        params ImmutableArray<string> more
    ) =>
        new(
            group,
            $"seed{Text(seed)}",
            [
                .. (string[])["train", "--env", environment, "--demos", file, "--method", method, "--preset", "fast"],
                .. (string[])["--seed", Text(seed), "--threads", "1", "--eval-episodes", Text(Episodes)],
                .. (string[])["--out", $"{work}/{group}/seed{Text(seed)}", "--overwrite", "--quiet", "--json"],
                .. more,
            ]
        );

    private CommandCell Record(string name, string environment, string policy, int episodes, int seed) =>
        new(
            "demos",
            name,
            [
                .. (string[])["expert", "--env", environment, "--policy", policy],
                .. (string[])["--record", $"{work}/demos/{name}.npz", "--episodes", Text(episodes), "--stochastic"],
                .. (string[])["--seed", Text(seed), "--overwrite", "--json"],
            ]
        );

    private CommandCell Expert(string name, params ImmutableArray<string> more) =>
        new(
            "mediocre",
            name,
            [
                .. (string[])["expert", "--env", Pendulum, "--seed", "0", "--threads", "2"],
                .. more,
                .. (string[])["--out", $"{work}/mediocre/{name}", "--overwrite", "--quiet", "--json"],
            ]
        );

    private CommandCell Compare(string name, string policy, int seed) =>
        new(
            "mediocre-distance",
            name,
            [
                .. (string[])["evaluate", "--policy", policy, "--env", Pendulum, "--episodes", Text(ManyEpisodes)],
                .. (string[])["--stochastic", "--seed", Text(seed)],
                .. (string[])["--demos", $"{work}/demos/mediocre-held-out.npz", "--json"],
            ]
        );

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
