namespace Gail.Rollouts;

/// <summary>Takes over rewards that somebody else's code has made.</summary>
internal static class RewardCopy
{
    /// <summary>Copies as many rewards as there are steps, neither more nor fewer.</summary>
    internal static void CopyAll(this double[] rewards, Span<double> into)
    {
        if (rewards.Length != into.Length)
        {
            throw new InvalidOperationException(
                $"Expected {into.Length} rewards, one for each step, but got {rewards.Length}."
            );
        }
        rewards.CopyTo(into);
    }
}
