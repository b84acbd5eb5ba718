using System.Runtime.InteropServices;
using Gail.Data.Columns;

namespace Gail.Data.Inspection;

/// <summary>Finds episodes that come more than once.</summary>
internal static class EpisodeProblems
{
    private const int Named = 8;

    /// <summary>The rows of each episode.</summary>
    public static IEnumerable<int> Lengths(this DemonstrationColumns columns) =>
        columns.EpisodeStarts.Select((start, episode) => columns.EpisodeEnd(episode) - start);

    /// <summary>The episodes that equal an earlier one in observations and actions, with the first that they equal.</summary>
    public static IReadOnlyDictionary<int, int> Repeated(DemonstrationColumns columns)
    {
        var first = new Dictionary<int, List<int>>();
        var repeated = new Dictionary<int, int>();
        for (var episode = 0; episode < columns.EpisodeStarts.Length; episode++)
        {
            var hash = Hash(columns, episode);
            if (!first.TryGetValue(hash, out var candidates))
            {
                first.Add(hash, [episode]);
                continue;
            }
            var same = candidates.FindIndex(other => Same(columns, other, episode));
            if (same < 0)
            {
                candidates.Add(episode);
                continue;
            }
            repeated.Add(episode, candidates[same]);
        }
        return repeated;
    }

    public static IEnumerable<string> Find(IReadOnlyDictionary<int, int> repeated)
    {
        var sentences = repeated
            .OrderBy(pair => pair.Key)
            .Take(Named)
            .Select(pair => $"episode {pair.Key} repeats episode {pair.Value} exactly.");
        return repeated.Count <= Named
            ? sentences
            : sentences.Append($"{repeated.Count - Named} more episodes repeat earlier ones exactly.");
    }

    private static ReadOnlySpan<float> Rows(Numerics.NdArray<float> matrix, DemonstrationColumns columns, int episode)
    {
        var width = matrix.Columns;
        return matrix.Span[(columns.EpisodeStarts[episode] * width)..(columns.EpisodeEnd(episode) * width)];
    }

    private static int Hash(DemonstrationColumns columns, int episode)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(Rows(columns.Observations, columns, episode)));
        if (columns.Actions is { } actions)
        {
            hash.AddBytes(MemoryMarshal.AsBytes(Rows(actions, columns, episode)));
        }
        return hash.ToHashCode();
    }

    private static bool Same(DemonstrationColumns columns, int first, int second) =>
        Rows(columns.Observations, columns, first).SequenceEqual(Rows(columns.Observations, columns, second))
        && (
            columns.Actions is not { } actions
            || Rows(actions, columns, first).SequenceEqual(Rows(actions, columns, second))
        );
}
