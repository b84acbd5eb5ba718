using Gail.Data.Columns;
using Gail.Numerics;

namespace Gail.Data.Tests.Support;

/// <summary>Small valid files of each layout, as arrays that a test can spoil, and random demonstrations.</summary>
internal static class Samples
{
    /// <summary>Two episodes of 3 and 2 steps, observations of width 2, two choices.</summary>
    public static Dictionary<string, byte[]> StableBaselines() =>
        new()
        {
            ["actions"] = Npy.Longs([5, 1], 0, 1, 0, 1, 1),
            ["obs"] = Npy.Floats([5, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
            ["rewards"] = Npy.Doubles([5], 1, 1, 1, 1, 1),
            ["episode_returns"] = Npy.Doubles([2], 3, 2),
            ["episode_starts"] = Npy.Flags(true, false, false, true, false),
        };

    /// <summary>Two episodes of 3 and 2 steps, observations of width 2, one continuous action.</summary>
    public static Dictionary<string, byte[]> Imitation() =>
        new()
        {
            ["obs"] = Npy.Floats([7, 2], 0, 1, 2, 3, 4, 5, 60, 70, 8, 9, 10, 11, 120, 130),
            ["acts"] = Npy.Floats([5, 1], 0.5f, -0.5f, 0, 1, -1),
            ["infos"] = Npy.NoObjects(5),
            ["terminal"] = Npy.Flags(true, false),
            ["indices"] = Npy.Longs([1], 3),
            ["rews"] = Npy.Doubles([5], 1, 2, 3, 4, 5),
        };

    /// <summary>Two episodes of 3 and 2 steps, observations of width 2, two choices.</summary>
    public static Dictionary<string, byte[]> Gail() =>
        new()
        {
            ["gail_version"] = Npy.Longs([], 1),
            ["observations"] = Npy.Floats([5, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
            ["actions"] = Npy.Longs([5, 1], 0, 1, 0, 1, 1),
            ["rewards"] = Npy.Doubles([5], 1, 1, 1, 1, 1),
            ["steps"] = Npy.Longs([5], 0, 1, 2, 0, 1),
            ["episode_starts"] = Npy.Longs([2], 0, 3),
            ["final_observations"] = Npy.Floats([2, 2], 60, 70, 120, 130),
            ["terminated"] = Npy.Flags(true, false),
            ["ended"] = Npy.Flags(true, true),
            ["metadata"] = Npy.Of("|u1", [Metadata.Length], [.. Metadata.Select(letter => (byte)letter)]),
        };

    /// <summary>The same as of this project's own layout but for choices, under usual names, of no library's layout.</summary>
    public static Dictionary<string, byte[]> Arrays() =>
        new()
        {
            ["observations"] = Npy.Floats([5, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
            ["next_observations"] = Npy.Floats([5, 2], 2, 3, 4, 5, 60, 70, 8, 9, 120, 130),
            ["actions"] = Npy.Longs([5, 2], 1, 0, 0, 1, 1, 0, 0, 1, 0, 1),
            ["rewards"] = Npy.Doubles([5], 1, 1, 1, 1, 1),
            ["episode"] = Npy.Longs([5], 0, 0, 0, 1, 1),
            ["t"] = Npy.Longs([5], 0, 1, 2, 0, 1),
            ["terminated"] = Npy.Flags(false, false, true, false, false),
            ["truncated"] = Npy.Flags(false, false, false, false, true),
        };

    private const string Metadata = """{"environment":"CartPole-v1","action_count":2,"subsampled":false}""";

    /// <summary>The valid file of a layout.</summary>
    public static Dictionary<string, byte[]> Of(string format) =>
        format switch
        {
            "gail" => Gail(),
            "imitation" => Imitation(),
            "stable-baselines" => StableBaselines(),
            "arrays" => Arrays(),
            _ => LayoutSamples.Of(format),
        };

    /// <summary>Random demonstrations: any mixture of optional columns, kinds of actions and lengths.</summary>
    public static Demonstrations Random(long seed)
    {
        var key = RandomKey.FromSeed(seed);
        var shapes = key.Fold(0);
        var episodes = 1 + shapes.Below(0, 6);
        var lengths = Enumerable.Range(0, episodes).Select(e => 1 + shapes.Below(10 + (ulong)e, 9)).ToArray();
        var steps = lengths.Sum();
        var width = 1 + shapes.Below(1, 4);
        var discrete = shapes.Below(2, 2) == 0;
        var actionWidth = discrete ? 1 : 1 + shapes.Below(3, 3);
        bool Has(ulong index) => shapes.Below(index, 2) == 0;
        var ended = Flags(key.Fold(6), episodes);
        var demonstrations = Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = Normals(key.Fold(1), steps, width),
                Actions = discrete
                    ? NdArray.Matrix<float>(steps, 1, [.. key.Fold(2).Choices(steps, 4).Select(c => (float)c)])
                    : Normals(key.Fold(2), steps, actionWidth),
                ActionsAreDiscrete = discrete,
                ActionCount = discrete && Has(4) ? 7 : null,
                EpisodeStarts = [.. lengths.Select((_, e) => lengths.Take(e).Sum())],
                Rewards = Has(5)
                    ? NdArray.Vector<double>([.. Enumerable.Range(0, steps).Select(i => key.Fold(3).Normal((ulong)i))])
                    : null,
                FinalObservations = Has(6) ? Normals(key.Fold(4), episodes, width) : null,
                Ended = Has(7) ? NdArray.Vector<bool>(ended) : null,
                Terminated = Has(8) ? NdArray.Vector<bool>([.. ended.Select((e, i) => e && i % 2 == 0)]) : null,
                Source = new DemonstrationSource { EnvironmentId = Has(9) ? "Café-v0" : "" },
            }
        );
        return Has(30) ? demonstrations.PlainKeep(3, key.Fold(5)) : demonstrations;
    }

    private static bool[] Flags(RandomKey key, int count) => [.. key.Choices(count, 2).Select(choice => choice == 1)];

    private static NdArray<float> Normals(RandomKey key, int rows, int columns) =>
        NdArray.Matrix<float>(
            rows,
            columns,
            [.. Enumerable.Range(0, rows * columns).Select(i => (float)key.Normal((ulong)i))]
        );
}
