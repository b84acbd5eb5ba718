using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Parquet;

namespace Gail.Data.Formats.LeRobot;

/// <summary>
/// Where the parts of a data set contradict each other. The frames are what is learned from, so that they count; what
/// else is said of them is said to be otherwise.
/// </summary>
internal static class LeRobotContradictions
{
    /// <summary>The contradictions, a sentence each.</summary>
    public static IEnumerable<string> Of(
        LeRobotInfo info,
        ImmutableArray<LeRobotEpisode>? listed,
        ParquetArrays file,
        ArrayTable table
    )
    {
        var place = info.IsThird ? LeRobotPaths.ThirdEpisodes : LeRobotPaths.SecondEpisodes;
        if (info.Episodes is { } episodes && episodes != table.EpisodeStarts.Length)
        {
            yield return $"{LeRobotInfo.Place} says total_episodes {episodes}, but the frames are of {table.EpisodeStarts.Length}.";
        }
        if (info.Frames is { } frames && frames != file.Rows)
        {
            yield return $"{LeRobotInfo.Place} says total_frames {frames}, but there are {file.Rows}.";
        }
        if (listed is null)
        {
            yield return $"{place} is missing; episodes are told by {LeRobotTable.Episode} alone.";
        }
        else if (Lengths(listed.Value, file, table) is { } wrong)
        {
            yield return $"{place} {wrong}";
        }
        var images = info
            .Features.Where(feature => feature.IsImage && !file.Contains(feature.Name))
            .Select(feature => feature.Name)
            .Except(LeRobotTable.Images(file))
            .ToList();
        if (images.Count > 0)
        {
            yield return $"Videos and images are not read and were left out: {string.Join(", ", images)}.";
        }
        foreach (var feature in info.Features.Where(feature => !feature.IsImage))
        {
            if (file.Arrays.FirstOrDefault(array => array.Name == feature.Name) is not { } array)
            {
                yield return $"{LeRobotInfo.Place} describes {feature.Name}, which the frames do not have.";
            }
            else if (feature.Width != array.Shape.Skip(1).Aggregate(1L, (product, extent) => product * extent))
            {
                yield return $"{LeRobotInfo.Place} gives {feature.Name} the shape [{string.Join(", ", feature.Shape)}], but the frames hold {array}.";
            }
        }
    }

    private static string? Lengths(ImmutableArray<LeRobotEpisode> listed, ParquetArrays file, ArrayTable table)
    {
        var numbers = file.Read<long>(LeRobotTable.Episode);
        var known = new Dictionary<long, long>();
        foreach (var episode in listed)
        {
            if (!known.TryAdd(episode.Index, episode.Length))
            {
                return $"lists episode {episode.Index} twice.";
            }
        }
        for (var e = 0; e < table.EpisodeStarts.Length; e++)
        {
            var number = numbers[table.EpisodeStarts[e]];
            var length = table.Episodes.End(e) - table.EpisodeStarts[e];
            if (!known.Remove(number, out var stated))
            {
                return $"does not list episode {number}, of which there are {length} frames.";
            }
            if (stated != length)
            {
                return $"gives episode {number} the length {stated}, but there are {length} frames of it.";
            }
        }
        return known.Count > 0
            ? $"lists {known.Count} episodes of which there are no frames, the first of them {known.Keys.Min()}."
            : null;
    }
}
