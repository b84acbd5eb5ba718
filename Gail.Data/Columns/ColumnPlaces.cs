namespace Gail.Data.Columns;

/// <summary>Finds episodes in columns and says where a row stands, in the file's own counting.</summary>
internal static class ColumnPlaces
{
    /// <summary>Where episodes begin and how they end.</summary>
    public static EpisodeTable Episodes(this DemonstrationColumns columns) =>
        new(columns.EpisodeStarts, columns.Observations.Rows, columns.Terminated, columns.Ended);

    /// <summary>The row after the last one of an episode.</summary>
    public static int EpisodeEnd(this DemonstrationColumns columns, int episode) =>
        episode + 1 < columns.EpisodeStarts.Length ? columns.EpisodeStarts[episode + 1] : columns.Observations.Rows;

    /// <summary>
    /// As in "row 203 (episode 1, step 2)", or "step 2 of episode_1" where the file keeps its episodes apart; of a column
    /// of episodes as in "row 1 (after the last step of episode 1)".
    /// </summary>
    public static string Place(this DemonstrationColumns columns, StandardColumn column, int row)
    {
        if (column.IsPerEpisode)
        {
            return FinalPlace(columns, row);
        }
        var episode = columns.Episodes().EpisodeOf(row);
        var shift =
            columns.Fields.FinalObservationsAreInterleaved && column == StandardColumn.Observation ? episode : 0;
        var step = columns.Steps is { } steps ? steps[row] : row - columns.EpisodeStarts[episode];
        return columns.Fields.Episodes.ElementAtOrDefault(episode) is { } name
            ? $"step {step} of {name}"
            : $"row {row + shift} (episode {episode}, step {step})";
    }

    private static string FinalPlace(DemonstrationColumns columns, int episode) =>
        columns.Fields.Episodes.ElementAtOrDefault(episode) is { } name ? $"the row after the last step of {name}"
        : columns.Fields.FinalObservationsAreInterleaved
            ? $"row {columns.EpisodeEnd(episode) + episode} (after the last step of episode {episode})"
        : $"row {episode} (after the last step of episode {episode})";
}
