using Gail.Environments;
using Gail.OptionRules;

namespace Gail.Rollouts;

/// <summary>The value assumed after a time limit.</summary>
public enum TimeLimit
{
    /// <summary>As 0, like a termination: the paper's choice.</summary>
    Terminal,

    /// <summary>As the value function's estimate for the true last observation.</summary>
    Bootstrap,
}

/// <summary>The estimator of advantages.</summary>
[OptionRecord]
public sealed partial record AdvantageOptions
{
    /// <summary>Gamma, in [0, 1].</summary>
    [Option("gamma, the discount of later rewards", Flag = "--discount", Range = "[0, 1]")]
    public partial double Discount { get; init; } = 0.995;

    /// <summary>Lambda of generalised advantage estimation, in [0, 1].</summary>
    [Option("lambda of generalised advantage estimation", Flag = "--lambda", Range = "[0, 1]")]
    public partial double Lambda { get; init; } = 0.97;

    /// <summary>The value assumed after a time limit.</summary>
    [Option("what follows a time limit: nothing, or the value function's estimate", Flag = "--time-limit")]
    public partial TimeLimit TimeLimit { get; init; } = TimeLimit.Terminal;
}

/// <summary>Advantages and returns from rewards and values.</summary>
public static class Advantages
{
    /// <summary>
    /// Generalised advantage estimation (Schulman et al. 2016, eq. 16), per segment and from its end:
    /// A_t = d_t + gamma lambda A_t+1 with d_t = r_t + gamma V_t+1 - V_t.
    /// </summary>
    /// <param name="options">Discount, lambda and what the time limit means.</param>
    /// <param name="rollout">The steps.</param>
    /// <param name="rewards">r, one per step.</param>
    /// <param name="values">V of each step's observation.</param>
    /// <param name="finalValues">V of the observation after each segment.</param>
    /// <returns>A, one per step.</returns>
    public static double[] Estimate(
        AdvantageOptions options,
        Rollout rollout,
        ReadOnlySpan<double> rewards,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> finalValues
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rollout);
        var advantages = new double[rewards.Length];
        Estimate(options, rollout, rewards, values, finalValues, advantages);
        return advantages;
    }

    /// <summary>The same into the caller's memory.</summary>
    public static void Estimate(
        AdvantageOptions options,
        Rollout rollout,
        ReadOnlySpan<double> rewards,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> finalValues,
        Span<double> advantages
    )
    {
        advantages.Clear(); // Rows of no segment.
        for (var i = 0; i < rollout.Segments.Length; i++)
        {
            var segment = rollout.Segments[i];
            var nextValue = ValueAfter(options, segment, finalValues[i]);
            var advantage = 0.0;
            for (var t = segment.Start + segment.Length - 1; t >= segment.Start; t--)
            {
                var delta = rewards[t] + (options.Discount * nextValue) - values[t];
                advantage = delta + (options.Discount * options.Lambda * advantage);
                advantages[t] = advantage;
                nextValue = values[t];
            }
        }
    }

    /// <summary>The discounted sums of rewards to the end of each segment, R_t = r_t + gamma R_t+1.</summary>
    /// <param name="options">Discount and what the time limit means.</param>
    /// <param name="rollout">The steps.</param>
    /// <param name="rewards">r, one per step.</param>
    /// <param name="finalValues">V of the observation after each segment.</param>
    /// <returns>R, one per step.</returns>
    public static double[] Returns(
        AdvantageOptions options,
        Rollout rollout,
        ReadOnlySpan<double> rewards,
        ReadOnlySpan<double> finalValues
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rollout);
        var returns = new double[rewards.Length];
        Returns(options, rollout, rewards, finalValues, returns);
        return returns;
    }

    /// <summary>The same into the caller's memory.</summary>
    public static void Returns(
        AdvantageOptions options,
        Rollout rollout,
        ReadOnlySpan<double> rewards,
        ReadOnlySpan<double> finalValues,
        Span<double> returns
    )
    {
        returns.Clear(); // Rows of no segment.
        for (var i = 0; i < rollout.Segments.Length; i++)
        {
            var segment = rollout.Segments[i];
            var sum = ValueAfter(options, segment, finalValues[i]);
            for (var t = segment.Start + segment.Length - 1; t >= segment.Start; t--)
            {
                sum = rewards[t] + (options.Discount * sum);
                returns[t] = sum;
            }
        }
    }

    // Termination cuts the bootstrap; a segment that merely stopped being collected never does.
    private static double ValueAfter(AdvantageOptions options, Segment segment, double finalValue) =>
        segment.Terminated || (segment.Truncated && options.TimeLimit == TimeLimit.Terminal) ? 0 : finalValue;
}
