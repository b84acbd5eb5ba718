namespace Gail.Data.Columns;

/// <summary>Finds episodes in columns and says where a row stands, in the file's own counting.</summary>
internal static class ColumnPlaces
{
    /// <summary>The row after the last one of an episode.</summary>
    public static int EpisodeEnd(this DemonstrationColumns columns, int episode) =>
        episode + 1 < columns.EpisodeStarts.Length ? columns.EpisodeStarts[episode + 1] : columns.Observations.Rows;

    /// <summary>The episode a row belongs to.</summary>
    public static int EpisodeOf(this DemonstrationColumns columns, int row)
    {
        var found = columns.EpisodeStarts.AsSpan().BinarySearch(row);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>
    /// As in "row 203 (episode 1, step 2)", or "step 2 of episode_1" where the file keeps its episodes apart.
    /// </summary>
    public static string Place(this DemonstrationColumns columns, string field, int row)
    {
        var episode = columns.EpisodeOf(row);
        var shift =
            columns.Fields.FinalObservationsAreInterleaved && field == columns.Fields.Observations ? episode : 0;
        var step = columns.Steps is { } steps ? steps[row] : row - columns.EpisodeStarts[episode];
        return columns.Fields.Episodes.ElementAtOrDefault(episode) is { } name
            ? $"step {step} of {name}"
            : $"row {row + shift} (episode {episode}, step {step})";
    }

    /// <summary>As <see cref="Place"/>, for the observation after the last step of an episode.</summary>
    public static string FinalPlace(this DemonstrationColumns columns, int episode) =>
        columns.Fields.Episodes.ElementAtOrDefault(episode) is { } name ? $"the row after the last step of {name}"
        : columns.Fields.FinalObservationsAreInterleaved
            ? $"row {columns.EpisodeEnd(episode) + episode} (after the last step of episode {episode})"
        : $"row {episode} (after the last step of episode {episode})";
}
