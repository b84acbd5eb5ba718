using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Layouts;

/// <summary>Rewards of trajectories, [B, T].</summary>
internal static class TrajectoryRewards
{
    /// <summary>[rows]; null where they are none, or not one number for each step: nobody needs them.</summary>
    public static TableColumn? Of(IArrayFile file, string name, ImmutableArray<int> lengths, int most) =>
        file.Arrays.FirstOrDefault(array => array.Name == name) is { Shape: [_, _] or [_, _, 1] } rewards
        && NpyType.Parse(rewards.DataType) is not null
        && rewards.Shape[0] == lengths.Length
        && rewards.Shape[1] == most
            ? Trajectories.Vector(file, file.Info(name), lengths, most)
            : null;
}
