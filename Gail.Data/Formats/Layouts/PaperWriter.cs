using Gail.Data.Formats.Hdf5;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// Writes the files of the authors' own code: float32 <c>obs_B_T_Do</c> [B, T, obs], float32 or (choices) int64
/// <c>a_B_T_Da</c> [B, T, width], float64 <c>r_B_T</c> [B, T], filled up with zeros on the right as theirs are, and
/// int64 <c>len_B</c> [B].
/// </summary>
/// <remarks>
/// The layout has no place for final observations, for how episodes ended, and for the environment's id: what is known
/// of them is not in the file.
/// </remarks>
internal static class PaperWriter
{
    public static void Write(string path, Demonstrations demonstrations)
    {
        var needs = new WritingNeeds(path, "paper");
        needs.AllSteps(demonstrations);
        var actions = needs.Of(demonstrations.Actions, "actions");
        var rewards = needs.Of(demonstrations.Rewards, "rewards");
        var most = demonstrations.EpisodeLengths.Max();
        var width = Math.Max(demonstrations.ObservationWidth, demonstrations.ActionWidth);
        if ((long)demonstrations.EpisodeCount * most * width > Array.MaxLength)
        {
            throw needs.Fail(
                "observations",
                $"filled up to the {most} steps of the longest episode, {demonstrations.EpisodeCount} episodes are more than fit into one array; write fewer, or another layout."
            );
        }
        if (
            demonstrations.ActionParts is { IsEmpty: false } parts
            && parts.Any(part => part.IsDiscrete)
            && !demonstrations.ActionsAreDiscrete
        )
        {
            throw needs.Fail(
                "actions",
                $"are choices beside numbers, {demonstrations.ActionSpace}, which the layout 'paper' cannot say. The layouts 'gail' (.npz) and 'minari' can."
            );
        }
        Hdf5Writer.Write(
            path,
            file =>
            {
                file.Dataset("obs_B_T_Do", Padded(demonstrations, demonstrations.Observations, most, value => value));
                if (demonstrations.ActionsAreDiscrete)
                {
                    file.Dataset("a_B_T_Da", Padded(demonstrations, actions, most, value => (long)value));
                }
                else
                {
                    file.Dataset("a_B_T_Da", Padded(demonstrations, actions, most, value => value));
                }
                var padded = Padded(demonstrations, rewards, most, value => value);
                file.Dataset("r_B_T", padded);
                file.Dataset(
                    "len_B",
                    NdArray.Vector<long>([.. demonstrations.EpisodeLengths.Select(length => (long)length)])
                );
            }
        );
    }

    /// <summary>[B, T, width] of [rows, width], or [B, T] of [rows].</summary>
    private static NdArray<TTo> Padded<TFrom, TTo>(
        Demonstrations demonstrations,
        NdArray<TFrom> column,
        int most,
        Func<TFrom, TTo> convert
    )
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        var width = column.Shape.Rank == 1 ? 1 : column.Columns;
        var padded = new TTo[demonstrations.EpisodeCount * most * width];
        for (var b = 0; b < demonstrations.EpisodeCount; b++)
        {
            var from = demonstrations.EpisodeStarts[b] * width;
            for (var i = 0; i < demonstrations.EpisodeLength(b) * width; i++)
            {
                padded[(b * most * width) + i] = convert(column[from + i]);
            }
        }
        return NdArray<TTo>.Own(
            column.Shape.Rank == 1
                ? new Shape(demonstrations.EpisodeCount, most)
                : new Shape(demonstrations.EpisodeCount, most, width),
            padded
        );
    }
}
