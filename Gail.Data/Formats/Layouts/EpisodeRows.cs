using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;
using Gail.Data.Formats.Text;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>Where episodes begin and how they end in arrays of steps, and in which order the rows are taken.</summary>
/// <param name="Starts">[E]: where each begins, in the order in which rows are taken.</param>
/// <param name="Runs">The rows, stretch by stretch: the first of each, and how many.</param>
/// <param name="Last">[E]: the row of the last step of each.</param>
/// <param name="Terminated">[E], or null.</param>
/// <param name="Ended">[E], or null.</param>
/// <param name="IsTold">Whether the file says where episodes begin.</param>
internal sealed record EpisodeRows(
    ImmutableArray<int> Starts,
    ImmutableArray<(int First, int Count)> Runs,
    ImmutableArray<int> Last,
    NdArray<bool>? Terminated,
    NdArray<bool>? Ended,
    bool IsTold
)
{
    /// <summary>Looks through what says it, which is read at once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="arrays">Its arrays by their names.</param>
    /// <param name="rows">The number of steps.</param>
    public static EpisodeRows Of(IArrayFile file, NamedArrays arrays, int rows)
    {
        long[]? Whole(StandardColumn column) =>
            Single(file, arrays, column, rows) is { } array
                ? [.. file.Read<double>(array.Name).Values.Select(Rounded)]
                : null;
        bool[]? Flags(StandardColumn column) =>
            Single(file, arrays, column, rows) is { } array ? [.. file.Read<bool>(array.Name).Values] : null;

        var (episode, step) = (Whole(StandardColumn.Episode), Whole(StandardColumn.Step));
        var (terminated, truncated) = (Flags(StandardColumn.Terminated), Flags(StandardColumn.Truncated));
        var ended = Flags(StandardColumn.Ended);
        var begins = Begins(file, arrays, rows);
        bool IsOver(int row) =>
            (terminated is not null && terminated[row])
            || (truncated is not null && truncated[row])
            || (ended is not null && ended[row]);

        var order = Order(file, arrays, rows);
        var starts = ImmutableArray.CreateBuilder<int>();
        var splitter = new EpisodeSplitter(episode is not null || begins is not null, step is not null);
        var (number, before, agent) = (0, -1L, -1L);
        for (var i = 0; i < rows; i++)
        {
            var (row, of) = order[i];
            if (of != agent)
            {
                (agent, before) = (of, -1);
                splitter = new EpisodeSplitter(episode is not null || begins is not null, step is not null);
            }
            number += begins is not null && begins[row] ? 1 : 0;
            var name = episode is null ? number : episode[row];
            if (
                splitter.Next(
                    Encoding.ASCII.GetBytes(name.ToString(CultureInfo.InvariantCulture)),
                    step?[row] ?? 0,
                    IsOver(row)
                ) is
                { } problem
            )
            {
                throw new DemonstrationException(file.Path, "", $"row {row} {problem}");
            }
            if (splitter.Episode != before)
            {
                starts.Add(i);
                before = splitter.Episode;
            }
        }
        ImmutableArray<int> last = [.. starts.Skip(1).Append(rows).Select(end => order[end - 1].Row)];
        NdArray<bool>? AtEnds(bool[]? flags) =>
            flags is null ? null : NdArray.Vector<bool>([.. last.Select(row => flags[row])]);
        return new EpisodeRows(
            starts.ToImmutable(),
            Stretches(order),
            last,
            AtEnds(terminated),
            terminated is null && truncated is null && ended is null
                ? null
                : NdArray.Vector<bool>([.. last.Select(IsOver)]),
            episode is not null
                || step is not null
                || begins is not null
                || ended is not null
                || terminated is not null
                || truncated is not null
        );
    }

    /// <summary>An array of a column that has a value for each step; others of its usual names mean something else.</summary>
    private static ArrayInfo? Single(IArrayFile file, NamedArrays arrays, StandardColumn column, int rows)
    {
        if (
            arrays.Of(column) is not [var array]
            || (!arrays.IsGiven(column.Name) && NpyType.Parse(array.DataType) is null)
        )
        {
            return null;
        }
        return array.Shape is [var count] && count == rows || array.Shape is [var many, 1] && many == rows ? array
            : !arrays.IsGiven(column.Name) ? null
            : throw new DemonstrationException(
                file.Path,
                array.Name,
                $"has the shape {new Shape(array.Shape.AsSpan())}, expected one value for each of the {rows} steps, as {column} has."
            );
    }

    /// <summary>Whether an episode begins at each row, where starts, ends or lengths of episodes say so.</summary>
    private static bool[]? Begins(IArrayFile file, NamedArrays arrays, int rows)
    {
        if (arrays.Any("episode_starts") is { Shape: [var count] } starts)
        {
            return count == rows && starts.DataType.Contains('b')
                ? [.. file.Read<bool>(starts.Name).Values]
                : At(file, starts, rows, [.. file.Read<long>(starts.Name).Values]);
        }
        if (arrays.Any("episode_ends") is { Shape: [_] } ends)
        {
            return At(file, ends, rows, [0, .. file.Read<long>(ends.Name).Values.SkipLast(1)]);
        }
        if (arrays.Any("episode_lengths", "lengths", "lens", "traj_lens") is { Shape: [_] } lengths)
        {
            var places = new List<long> { 0 };
            foreach (var length in file.Read<long>(lengths.Name).Values)
            {
                places.Add(places[^1] + length);
            }
            return places[^1] == rows
                ? At(file, lengths, rows, places.SkipLast(1))
                : throw new DemonstrationException(
                    file.Path,
                    lengths.Name,
                    $"the lengths of episodes make {places[^1]} steps, but there are {rows}."
                );
        }
        return null;
    }

    private static bool[] At(IArrayFile file, ArrayInfo array, int rows, IEnumerable<long> places)
    {
        var begins = new bool[rows];
        foreach (var place in places)
        {
            begins[
                place >= 0 && place < rows
                    ? place
                    : throw new DemonstrationException(
                        file.Path,
                        array.Name,
                        $"names row {place}, but there are {rows}."
                    )
            ] = true;
        }
        return begins;
    }

    /// <summary>The rows in the order in which they are taken, each with its agent: agent by agent, else as they are.</summary>
    private static (int Row, long Agent)[] Order(IArrayFile file, NamedArrays arrays, int rows)
    {
        if (arrays.Agent is not { } array)
        {
            return [.. Enumerable.Range(0, rows).Select(row => (row, 0L))];
        }
        var agents = file.Read<double>(array.Name);
        if (agents.Shape.Rank != 1 || agents.Length != rows)
        {
            throw new DemonstrationException(
                file.Path,
                array.Name,
                $"has the shape {agents.Shape}, expected one agent for each of the {rows} steps."
            );
        }
        var seen = new Dictionary<double, long>();
        return
        [
            .. agents
                .Values.Select(
                    (agent, row) =>
                    {
                        seen.TryAdd(agent, seen.Count);
                        return (row, seen[agent]);
                    }
                )
                .OrderBy(pair => pair.Item2),
        ];
    }

    private static ImmutableArray<(int First, int Count)> Stretches((int Row, long Agent)[] order)
    {
        var runs = ImmutableArray.CreateBuilder<(int First, int Count)>();
        foreach (var (row, _) in order)
        {
            if (runs.Count > 0 && runs[^1].First + runs[^1].Count == row)
            {
                runs[^1] = (runs[^1].First, runs[^1].Count + 1);
            }
            else
            {
                runs.Add((row, 1));
            }
        }
        return runs.ToImmutable();
    }

    // Whole numbers may be stored as real ones; others tell episodes apart no less.
    private static long Rounded(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1L << 53 ? (long)value : BitConverter.DoubleToInt64Bits(value);
}
