using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// D4RL's data sets: all steps one after the other, with flags at those that terminated an episode and, in newer files,
/// at those where the time limit cut it.
/// </summary>
internal sealed class D4rlLayout : IArrayLayout
{
    private static readonly string[] Folders = ["infos/", "metadata/"];

    private static readonly FieldNames Names = new() { [StandardColumn.FinalObservation] = "next_observations" };

    public string Name => "d4rl";

    public string Description => "D4RL's data sets (.hdf5); without timeouts only termination ends an episode";

    public ImmutableArray<string> Required { get; } = ["observations", "actions", "rewards", "terminals"];

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        var observations = file.Matrix("observations");
        var rows = observations.Shape[0];
        var hasTimeouts = file.Contains("timeouts");
        var episodes = EpisodeFlags.Of(file, rows, "terminals", hasTimeouts ? "timeouts" : null, "observations");
        return new ArrayTable
        {
            Format = Name,
            Fields = Names,
            Known =
            [
                .. Required,
                "timeouts",
                "next_observations",
                .. file
                    .Arrays.Select(array => array.Name)
                    .Where(name => Folders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal))),
            ],
            Observations = observations,
            [StandardColumn.Action] = file.Matrix("actions"),
            ActionsAreDiscrete = file.IsDiscrete("actions"),
            [StandardColumn.Reward] = file.Rewards("rewards"),
            EpisodeStarts = episodes.Starts,
            [StandardColumn.FinalObservation] = Final(file, rows, episodes),
            Terminated = episodes.Terminated,
            Ended = episodes.Ended,
            Notes = [.. Notes(file, hasTimeouts, episodes)],
        };
    }

    /// <summary>Only what follows the last row of an episode is news; the other rows repeat the observations.</summary>
    private static TableColumn? Final(IArrayFile file, int rows, EpisodeFlags episodes)
    {
        if (file.OptionalMatrix("next_observations") is not { } next)
        {
            return null;
        }
        // A wrong shape is left as it is, for the rules of structure to name.
        return next.Shape.Rank == 2 && next.Shape[0] == rows
            ? TableColumn.Matrix(
                file.Info("next_observations"),
                [.. episodes.LastRows(rows).Select(row => new RowRange("next_observations", row, 1))]
            )
            : throw new DemonstrationException(
                file.Path,
                "next_observations",
                $"has the shape {next.Shape}, expected [{rows}, width]: one row for each of the {rows} rows of observations."
            );
    }

    private static IEnumerable<string> Notes(IArrayFile file, bool hasTimeouts, EpisodeFlags episodes)
    {
        if (!hasTimeouts)
        {
            yield return "The file holds no 'timeouts': episodes are cut at terminations only, so that where a time limit ended one, the next follows in the same episode.";
        }
        if (!episodes.Ended[^1])
        {
            yield return "The last steps have no end: they are an episode that was cut.";
        }
        if (!file.Contains("next_observations"))
        {
            yield return "The file does not hold the observation after the last step of an episode.";
        }
    }
}
