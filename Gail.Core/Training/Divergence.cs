namespace Gail.Training;

/// <summary>A number that training rests on is no longer finite; the state before the iteration is still good.</summary>
/// <param name="message">What, where, and what to do.</param>
public sealed class DivergedException(string message) : Exception(message);

/// <summary>The check that training has not diverged: NaN would otherwise freeze the policy without a word.</summary>
internal static class Divergence
{
    internal static void Check(long iteration, ReadOnlySpan<double> rewards)
    {
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!double.IsFinite(rewards[i]))
            {
                throw new DivergedException(
                    $"Training diverged: in iteration {iteration} the reward of step {i} is {rewards[i]}. "
                        + "Check that the environment's observations are finite; lower the learning rates."
                );
            }
        }
    }
}
