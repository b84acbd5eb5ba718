using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>Where episodes begin and how they end, told by flags at each step.</summary>
/// <param name="Starts">[E]: the row at which each episode begins.</param>
/// <param name="Terminated">[E]: whether the task itself ended it.</param>
/// <param name="Ended">[E]: whether it ran to its end; false for a last episode that nothing marks the end of.</param>
internal sealed record EpisodeFlags(ImmutableArray<int> Starts, NdArray<bool> Terminated, NdArray<bool> Ended)
{
    /// <summary>Cuts after every row that one of two arrays marks.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rows">The number of steps.</param>
    /// <param name="terminals">The array that marks terminations.</param>
    /// <param name="otherEnds">The array that marks time limits, alone or with terminations; null if there is none.</param>
    /// <param name="observations">What the file calls its observations, for messages.</param>
    public static EpisodeFlags Of(IArrayFile file, int rows, string terminals, string? otherEnds, string observations)
    {
        var terminated = Read(file, rows, terminals, observations);
        var ended = otherEnds is null ? terminated : Read(file, rows, otherEnds, observations);
        var starts = ImmutableArray.CreateBuilder<int>();
        var terminations = new List<bool>();
        var ends = new List<bool>();
        for (int row = 0, start = 0; row < rows; row++)
        {
            var end = terminated[row] || ended[row];
            if (end || row == rows - 1)
            {
                starts.Add(start);
                terminations.Add(terminated[row]);
                ends.Add(end);
                start = row + 1;
            }
        }
        return new EpisodeFlags(
            starts.ToImmutable(),
            NdArray.Vector<bool>([.. terminations]),
            NdArray.Vector<bool>([.. ends])
        );
    }

    /// <summary>The last row of each episode.</summary>
    /// <param name="rows">The number of steps.</param>
    public IEnumerable<int> LastRows(int rows) => Starts.Skip(1).Append(rows).Select(end => end - 1);

    private static NdArray<bool> Read(IArrayFile file, int rows, string name, string observations)
    {
        var flags = file.Read<bool>(name);
        return flags.Shape.Rank == 1 && flags.Length == rows
            ? flags
            : throw new DemonstrationException(
                file.Path,
                name,
                $"has the shape {flags.Shape} but {observations} has {rows} steps; there must be one flag per step."
            );
    }
}
