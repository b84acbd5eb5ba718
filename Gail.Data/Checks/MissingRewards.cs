using System.Numerics.Tensors;
using Gail.Data.Columns;

namespace Gail.Data.Checks;

/// <summary>
/// Rewards that are not all numbers: where one is missing (NaN, or infinite), so are the returns. Imitation needs none,
/// so that nothing stops for their sake.
/// </summary>
internal static class MissingRewards
{
    /// <summary>The columns without rewards where any is missing.</summary>
    public static DemonstrationColumns Dropped(DemonstrationColumns columns) =>
        Are(columns) ? columns with { Rewards = null } : columns;

    /// <summary>Whether there are rewards, and not all are numbers.</summary>
    public static bool Are(DemonstrationColumns columns) =>
        columns.Rewards is { } rewards && !TensorPrimitives.IsFiniteAll(rewards.Span);

    /// <summary>What is said of missing rewards, or null where none are.</summary>
    public static string? Problem(DemonstrationColumns columns)
    {
        if (!Are(columns))
        {
            return null;
        }
        var rewards = columns.Rewards!;
        var missing = Enumerable.Range(0, rewards.Length).Where(row => !double.IsFinite(rewards[row])).ToList();
        var place = columns.Place(StandardColumn.Reward, missing[0]);
        return $"{columns.Fields[StandardColumn.Reward]}: {missing.Count} of {rewards.Length} {(missing.Count == 1 ? "is" : "are")} missing, the first: {place} is {ValueRules.Text(rewards[missing[0]])}. All are taken for missing, so that no returns are known; imitation needs none.";
    }
}
