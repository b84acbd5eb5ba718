using System.Collections.Immutable;
using Gail.Environments;
using Gail.Rollouts;

namespace Gail.Runs;

/// <summary>Finds that some episodes terminate within a length where most others go on for twice as long.</summary>
/// <param name="Length">t, in steps.</param>
/// <param name="Earlier">Of those that end earlier: how many terminated within t, of how many that tell.</param>
/// <param name="LaterLength">2t.</param>
/// <param name="Later">Of the others: how many terminated within 2t, of how many that tell.</param>
internal sealed record EarlierEnds(int Length, EarlierEnds.Part Earlier, int LaterLength, EarlierEnds.Part Later)
{
    /// <summary>The clearest case; null where none is large and certain enough, see <see cref="DemonstratedEndings"/>.</summary>
    /// <param name="earlier">Episodes that may end earlier.</param>
    /// <param name="later">The episodes that may go on.</param>
    /// <param name="tried">The maximum number of lengths tried.</param>
    public static EarlierEnds? Find(
        ImmutableArray<EpisodeEnd> earlier,
        ImmutableArray<EpisodeEnd> later,
        EnvironmentSpec environment,
        int tried
    )
    {
        int[] lengths = [.. earlier.Where(end => end.Terminated).Select(end => end.Length).Order()];
        if (lengths.Length == 0)
        {
            return null;
        }
        return Enumerable
            .Range(1, tried)
            .Select(quantile => lengths[Math.Max(0, (lengths.Length * quantile / tried) - 1)])
            .Distinct()
            .Select(length => At(length, earlier, later, environment))
            .OfType<EarlierEnds>()
            .Where(found =>
                found.Difference >= DemonstratedEndings.LeastDifference
                && found.Probability <= DemonstratedEndings.Level / tried
            )
            .MaxBy(found => found.Difference);
    }

    private double Difference => Earlier.Share - Later.Share;

    /// <summary>Fisher's: of tables with these sums, the share in which at least as many of the earlier ones terminated.</summary>
    private double Probability
    {
        get
        {
            var all = Earlier.Known + Later.Known;
            var terminated = Earlier.Terminated + Later.Terminated;
            var whole = LogChoices(all, Earlier.Known);
            var sum = 0.0;
            for (var k = Earlier.Terminated; k <= Math.Min(terminated, Earlier.Known); k++)
            {
                sum += Math.Exp(LogChoices(terminated, k) + LogChoices(all - terminated, Earlier.Known - k) - whole);
            }
            return sum;
        }
    }

    private static EarlierEnds? At(
        int length,
        ImmutableArray<EpisodeEnd> earlier,
        ImmutableArray<EpisodeEnd> later,
        EnvironmentSpec environment
    )
    {
        // Never to reach the goal is otherwise than reaching it, however little time the limit leaves.
        var twice =
            environment.Termination == TerminationMeaning.Success
                ? Math.Min(2 * (long)length, environment.StepLimit)
                : 2 * (long)length;
        return twice <= length || twice > environment.StepLimit
            ? null
            : new EarlierEnds(length, Part.Within(length, earlier), (int)twice, Part.Within((int)twice, later));
    }

    /// <summary>log of n over k; minus infinity where there is no choice.</summary>
    private static double LogChoices(int n, int k)
    {
        if (k < 0 || k > n)
        {
            return double.NegativeInfinity;
        }
        var sum = 0.0;
        for (var i = 1; i <= Math.Min(k, n - k); i++)
        {
            sum += Math.Log((double)(n - i + 1) / i);
        }
        return sum;
    }

    /// <summary>The number of episodes that terminated within a length, of those that tell.</summary>
    /// <param name="Terminated">The number that terminated.</param>
    /// <param name="Known">Those, and the ones that went on at that length.</param>
    internal readonly record struct Part(int Terminated, int Known)
    {
        public double Share => Known == 0 ? double.NaN : (double)Terminated / Known;

        public static Part Within(int length, ImmutableArray<EpisodeEnd> episodes)
        {
            var terminated = episodes.Count(end => end.Terminated && end.Length <= length);
            return new Part(
                terminated,
                terminated + episodes.Count(end => end.Length >= length && !(end.Terminated && end.Length == length))
            );
        }

        public override string ToString() => $"{Terminated} of {Known}";
    }
}
