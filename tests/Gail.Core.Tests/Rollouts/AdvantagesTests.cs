using FsCheck;
using FsCheck.Fluent;
using Gail.Environments;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Tests.Rollouts;

public sealed class AdvantagesTests
{
    private static readonly double[] Rewards = [1, 2, 3];
    private static readonly double[] Values = [10, 20, 30];
    private static readonly double[] Final = [40];

    // Discount and lambda 1/2: d = r + V' / 2 - V is 1, -3 and, at the end, 3 + bootstrap / 2 - 30.
    [Theory]
    [InlineData(true, false, TimeLimit.Terminal, 0)]
    [InlineData(true, false, TimeLimit.Bootstrap, 0)]
    [InlineData(false, true, TimeLimit.Terminal, 0)]
    [InlineData(false, true, TimeLimit.Bootstrap, 40)]
    [InlineData(true, true, TimeLimit.Bootstrap, 0)]
    [InlineData(false, false, TimeLimit.Terminal, 40)]
    [InlineData(false, false, TimeLimit.Bootstrap, 40)]
    public void Worked_by_hand(bool terminated, bool truncated, TimeLimit timeLimit, double bootstrap)
    {
        var options = new AdvantageOptions
        {
            Discount = 0.5,
            Lambda = 0.5,
            TimeLimit = timeLimit,
        };
        var rollout = RolloutSamples.Of(new Segment(0, 3, terminated, truncated));

        var advantages = Advantages.Estimate(options, rollout, Rewards, Values, Final);
        var returns = Advantages.Returns(options, rollout, Rewards, Final);

        Assert.Equal(bootstrap == 0 ? [-1.4375, -9.75, -27] : [-0.1875, -4.75, -7], advantages);
        Assert.Equal(bootstrap == 0 ? [2.75, 3.5, 3] : [7.75, 13.5, 23], returns);
    }

    [Fact]
    public void Segments_do_not_reach_into_each_other()
    {
        var options = new AdvantageOptions { Discount = 0.5, Lambda = 0.5 };
        var rollout = RolloutSamples.Of(
            new Segment(0, 3, Terminated: true, Truncated: false),
            new Segment(3, 3, Terminated: false, Truncated: false)
        );

        double[] rewards = [.. Rewards, .. Rewards];
        var advantages = Advantages.Estimate(options, rollout, rewards, [.. Values, .. Values], [99, 40]);

        Assert.Equal([-1.4375, -9.75, -27, -0.1875, -4.75, -7], advantages);
        Assert.Equal([2.75, 3.5, 3, 7.75, 13.5, 23], Advantages.Returns(options, rollout, rewards, [99, 40]));
    }

    [Fact]
    public void Estimate_is_the_sum_over_all_later_errors() =>
        ForRollouts(
            (options, rollout, rewards, values, finals) =>
            {
                var errors = Errors(options, rollout, rewards, values, finals);
                var rate = options.Discount * options.Lambda;
                return Sums(rollout, errors, rate)
                    .Zip(
                        Advantages.Estimate(options, rollout, rewards, values, finals),
                        (expected, actual) => Math.Abs(expected - actual) < 1e-10
                    )
                    .All(close => close);
            }
        );

    [Fact]
    public void Lambda_0_gives_the_error_of_one_step() =>
        ForRollouts(
            (options, rollout, rewards, values, finals) =>
                Advantages
                    .Estimate(options with { Lambda = 0 }, rollout, rewards, values, finals)
                    .SequenceEqual(Errors(options, rollout, rewards, values, finals))
        );

    [Fact]
    public void Lambda_1_gives_the_return_minus_the_value() =>
        ForRollouts(
            (options, rollout, rewards, values, finals) =>
                Advantages
                    .Estimate(options with { Lambda = 1 }, rollout, rewards, values, finals)
                    .Zip(Advantages.Returns(options, rollout, rewards, finals), values)
                    .All(at => Math.Abs(at.First - (at.Second - at.Third)) < 1e-10)
        );

    [Fact]
    public void Returns_are_discounted_sums_to_the_segment_s_end() =>
        ForRollouts(
            (options, rollout, rewards, values, finals) =>
            {
                var padded = rewards.ToArray();
                for (var i = 0; i < rollout.Segments.Length; i++)
                {
                    var segment = rollout.Segments[i];
                    padded[segment.Start + segment.Length - 1] +=
                        options.Discount * Bootstrap(options, segment, finals[i]);
                }
                return Sums(rollout, padded, options.Discount)
                    .Zip(Advantages.Returns(options, rollout, rewards, finals), (x, y) => Math.Abs(x - y) < 1e-10)
                    .All(close => close);
            }
        );

    [Fact]
    public void Standardised_advantages_have_mean_0_and_deviation_1() =>
        Prop.ForAll<NonEmptyArray<NormalFloat>>(values =>
            {
                var x = values.Get.Select((value, i) => (value.Get % 1e3) + i).Append(-7).ToArray();
                var z = Advantages.Standardize(x);
                return Math.Abs(z.Average()) < 1e-9 && Math.Abs(z.Average(value => value * value) - 1) < 1e-6;
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_advantages_become_zero() => Assert.Equal([0, 0, 0], Advantages.Standardize([3, 3, 3]));

    private static void ForRollouts(Func<AdvantageOptions, Rollout, double[], double[], double[], bool> holds) =>
        Prop.ForAll<int>(seed =>
            {
                var key = RandomKey.FromSeed(seed);
                var segments = new List<Segment>();
                var count = 0;
                for (var i = 0; i <= key.Below(0, 4); i++)
                {
                    var flags = key.Fold(i).Below(0, 4);
                    segments.Add(new Segment(count, 1 + key.Fold(i).Below(1, 12), (flags & 1) > 0, (flags & 2) > 0));
                    count += segments[^1].Length;
                }
                double[] Draw(int purpose, int length) =>
                    [.. Enumerable.Range(0, length).Select(i => key.Fold(purpose).Normal((ulong)i))];
                var options = new AdvantageOptions
                {
                    Discount = key.Uniform(1),
                    Lambda = key.Uniform(2),
                    TimeLimit = (TimeLimit)key.Below(3, 2),
                };
                return holds(
                    options,
                    RolloutSamples.Of([.. segments]),
                    Draw(10, count),
                    Draw(11, count),
                    Draw(12, segments.Count)
                );
            })
            .QuickCheckThrowOnFailure();

    /// <summary>r + discount V' - V.</summary>
    private static double[] Errors(
        AdvantageOptions options,
        Rollout rollout,
        double[] rewards,
        double[] values,
        double[] finals
    ) =>
        [
            .. rollout.Segments.SelectMany(
                (segment, i) =>
                    Enumerable
                        .Range(segment.Start, segment.Length)
                        .Select(t =>
                        {
                            var last = t == segment.Start + segment.Length - 1;
                            var next = last ? Bootstrap(options, segment, finals[i]) : values[t + 1];
                            return rewards[t] + (options.Discount * next) - values[t];
                        })
            ),
        ];

    /// <summary>For each step the sum of rate^l x over the steps of its segment that come l later.</summary>
    private static IEnumerable<double> Sums(Rollout rollout, double[] x, double rate) =>
        rollout.Segments.SelectMany(segment =>
            Enumerable
                .Range(0, segment.Length)
                .Select(t =>
                    Enumerable
                        .Range(t, segment.Length - t)
                        .Sum(later => Math.Pow(rate, later - t) * x[segment.Start + later])
                )
        );

    private static double Bootstrap(AdvantageOptions options, Segment segment, double final) =>
        (segment.Terminated, segment.Truncated, options.TimeLimit) switch
        {
            (true, _, _) or (_, true, TimeLimit.Terminal) => 0,
            _ => final,
        };
}
