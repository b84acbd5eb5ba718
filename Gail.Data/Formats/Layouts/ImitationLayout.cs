using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// The flattened trajectories of the imitation library (its .npz format up to version 0.3): <c>obs</c> has one row more
/// per episode than <c>acts</c>, and <c>indices</c> are the rows at which <c>numpy.split</c> cuts <c>acts</c>.
/// </summary>
internal sealed class ImitationLayout : IArrayLayout
{
    private static readonly FieldNames Names = new()
    {
        [StandardColumn.Observation] = "obs",
        [StandardColumn.Action] = "acts",
        [StandardColumn.Reward] = "rews",
        EpisodeStarts = "indices",
        [StandardColumn.FinalObservation] = "obs",
        [StandardColumn.Ended] = "terminal",
        FinalObservationsAreInterleaved = true,
    };

    public string Name => "imitation";

    public string Description =>
        "the imitation library's flattened trajectories (.npz, up to its version 0.3); its terminal is any end";

    public ImmutableArray<string> Required { get; } = ["obs", "acts", "indices", "terminal"];

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        var actions = file.Matrix("acts");
        var rows = actions.Shape[0];
        var starts = Starts(file, rows);
        var observations = file.Info("obs");
        if (observations.Shape.Length is 0 or > 2 || observations.Shape[0] != rows + starts.Length)
        {
            throw new DemonstrationException(
                file.Path,
                "obs",
                $"has the shape {new Shape(observations.Shape.AsSpan())}, expected [{rows + starts.Length}, width]: one row for each of the {rows} rows of acts and one more for each of the {starts.Length} episodes."
            );
        }
        var ends = starts.Skip(1).Append(rows).ToList();
        return new ArrayTable
        {
            Format = Name,
            Fields = Names,
            Known = ["obs", "acts", "indices", "terminal", "rews", "infos"],
            // Before each episode lie the final observations of all earlier ones.
            Observations = TableColumn.Matrix(
                observations,
                [.. starts.Select((start, e) => new RowRange("obs", start + e, ends[e] - start))]
            ),
            [StandardColumn.FinalObservation] = TableColumn.Matrix(
                observations,
                [.. ends.Select((end, e) => new RowRange("obs", end + e, 1))]
            ),
            [StandardColumn.Action] = actions,
            ActionsAreDiscrete = file.IsDiscrete("acts"),
            [StandardColumn.Reward] = file.Rewards("rews"),
            EpisodeStarts = starts,
            Ended = file.ReadOptional<bool>("terminal"),
            Notes =
            [
                "The layout's 'terminal' does not tell termination from a time limit: it says only that an episode ran to its end.",
            ],
        };
    }

    private static ImmutableArray<int> Starts(IArrayFile file, int rows)
    {
        DemonstrationException Fail(string problem) => new(file.Path, "indices", problem);
        // NumPy gives an empty array of splits the type float64, which says nothing.
        var empty = file.Arrays.Any(array => array.Name == "indices" && array.Shape.Contains(0));
        var splits = empty ? NdArray.Vector<long>([]) : file.Read<long>("indices");
        if (splits.Shape.Rank != 1)
        {
            throw Fail($"expected one split point per episode but the shape is {splits.Shape}.");
        }
        if (rows == 0)
        {
            throw Fail("there are no episodes: acts has no rows.");
        }
        var starts = ImmutableArray.CreateBuilder<int>(splits.Length + 1);
        starts.Add(0);
        for (var i = 0; i < splits.Length; i++)
        {
            if (splits[i] <= starts[i] || splits[i] >= rows)
            {
                throw Fail(
                    $"split point {i} is {splits[i]}, expected {starts[i] + 1} to {rows - 1}: they must increase, and each episode needs a row of acts."
                );
            }
            starts.Add((int)splits[i]);
        }
        return starts.MoveToImmutable();
    }
}
