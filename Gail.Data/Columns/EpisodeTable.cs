using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Columns;

/// <summary>Where the episodes of a table begin and how they end, as columns of its rows.</summary>
/// <param name="Starts">[E]: the row at which each begins.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Terminated">[E], or null.</param>
/// <param name="Ended">[E], or null.</param>
internal sealed record EpisodeTable(
    ImmutableArray<int> Starts,
    int Rows,
    NdArray<bool>? Terminated,
    NdArray<bool>? Ended
)
{
    /// <summary>The flags that its rows have: how episodes ended, as far as the source tells.</summary>
    public IEnumerable<StandardColumn> Flags
    {
        get
        {
            if (Terminated is not null)
            {
                yield return StandardColumn.Terminated;
            }
            if (Ended is not null)
            {
                yield return Terminated is null ? StandardColumn.Ended : StandardColumn.Truncated;
            }
        }
    }

    /// <summary>The row after the last one of an episode.</summary>
    public int End(int episode) => episode + 1 < Starts.Length ? Starts[episode + 1] : Rows;

    /// <summary>The episode a row belongs to.</summary>
    public int EpisodeOf(int row)
    {
        var found = Starts.AsSpan().BinarySearch(row);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Some rows of a column that follows from the episodes: their number, the step, a flag.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many.</param>
    public NdArray Column(string name, int first, int count)
    {
        var column = StandardColumn.Find(name);
        return column == StandardColumn.Episode ? Each(first, count, (episode, _) => (long)episode)
            : column == StandardColumn.Step ? Each(first, count, (episode, row) => (long)(row - Starts[episode]))
            : column == StandardColumn.Terminated ? Flag(Terminated!.Span)
            : column == StandardColumn.Ended ? Flag(Ended!.Span)
            : Flag(Truncated());

        NdArray<bool> Flag(ReadOnlySpan<bool> ofEpisode)
        {
            var values = new bool[count];
            for (var episode = EpisodeOf(first); episode < Starts.Length && End(episode) <= first + count; episode++)
            {
                values[End(episode) - 1 - first] = ofEpisode[episode];
            }
            return NdArray<bool>.Own(new Shape(count), values);
        }
    }

    private bool[] Truncated() => [.. Ended!.Values.Zip(Terminated!.Values, (ended, task) => ended && !task)];

    private NdArray<T> Each<T>(int first, int count, Func<int, int, T> value)
        where T : unmanaged
    {
        var values = new T[count];
        var episode = EpisodeOf(first);
        for (var i = 0; i < count; i++)
        {
            if (first + i == End(episode))
            {
                episode++;
            }
            values[i] = value(episode, first + i);
        }
        return NdArray<T>.Own(new Shape(count), values);
    }
}
