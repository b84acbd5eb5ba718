using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// Finds where episodes end by their returns: where all rewards have the same sign, the sum of the rewards since the
/// last end passes the return of an episode at one place only.
/// </summary>
internal static class BaselinesReturns
{
    // A sum may have been taken in single precision and in another order, but must not come near the next step's.
    private const double Tolerance = 0.1;

    /// <summary>The lengths of episodes.</summary>
    /// <param name="file">With <c>rews</c>, [rows], and <c>ep_rets</c>, [E].</param>
    /// <param name="rows">The number of steps.</param>
    public static ImmutableArray<int> Lengths(IArrayFile file, int rows)
    {
        DemonstrationException Fail(string field, string problem) =>
            new(
                file.Path,
                field,
                $"{problem}, so that it cannot be told where episodes begin; add their lengths as an array 'lens'."
            );
        var returns = file.Read<double>("ep_rets");
        if (returns.Shape.Rank != 1 || returns.Length == 0)
        {
            throw Fail("ep_rets", $"has the shape {returns.Shape}, expected one return for each episode");
        }
        if (returns.Length == 1)
        {
            return [rows];
        }
        if (!file.Contains("rews"))
        {
            throw Fail("obs", "holds all steps one after the other, and the file no rewards");
        }
        var rewards = file.Read<double>("rews");
        if (rewards.Shape.Rank != 1 || rewards.Length != rows)
        {
            throw Fail("rews", $"has the shape {rewards.Shape}, expected one reward for each of the {rows} steps");
        }
        var sign = rows > 0 ? Math.Sign(NotNaN(rewards[0])) : 0;
        if (sign == 0 || rewards.Values.Any(reward => Math.Sign(NotNaN(reward)) != sign))
        {
            throw Fail("rews", "rewards are not all of one sign");
        }
        var lengths = ImmutableArray.CreateBuilder<int>(returns.Length);
        var row = 0;
        for (var episode = 0; episode < returns.Length; episode++)
        {
            var (start, sum, wanted) = (row, 0.0, Math.Abs(returns[episode]));
            while (row < rows && sum + (Math.Abs(rewards[row]) / 2) < wanted)
            {
                sum += Math.Abs(rewards[row++]);
            }
            var least = Math.Min(
                Math.Abs(rewards[Math.Max(start, row - 1)]),
                row < rows ? Math.Abs(rewards[row]) : double.PositiveInfinity
            );
            if (row == start || !(Math.Abs(sum - wanted) < Tolerance * least) || Math.Sign(returns[episode]) != sign)
            {
                throw Fail("ep_rets", $"rewards from step {start} on do not add up to the return of episode {episode}");
            }
            lengths.Add(row - start);
        }
        return row == rows
            ? lengths.MoveToImmutable()
            : throw Fail("ep_rets", $"the returns account for {row} of {rows} steps");
    }

    private static double NotNaN(double value) => double.IsNaN(value) ? 0 : value;
}
