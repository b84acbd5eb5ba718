using Gail.Core.Tests.Distributions;
using Gail.Core.Tests.Graphs;
using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;

namespace Gail.Core.Tests.Policies;

public sealed class PpoTests
{
    private const int Rows = 40;

    /// <summary>One gradient step on the whole batch, so that each number can be worked out beside it.</summary>
    private static readonly PpoOptions OneStep = new()
    {
        Epochs = 1,
        Minibatch = Rows,
        StandardizeMinibatch = false,
        MaxGradientNorm = 0,
    };

    public static TheoryData<string> Families => DistributionGraphs.Names;

    [Theory]
    [MemberData(nameof(Families))]
    public void The_first_step_sees_ratios_of_one(string name)
    {
        var problem = new Problem(name);
        var update = problem.Update(OneStep);
        var mean = problem.Batch.Advantages.Span.ToArray().Average();
        Assert.Equal(-mean, Metric(update, "policy_loss"), 1e-6);
        Assert.Equal(0, Metric(update, "policy_clip_fraction"));
        Assert.NotEqual(problem.State.Child("parameters"), update.State.Child("parameters"));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_loss_is_the_clipped_objective(string name)
    {
        // After a large first step many ratios are out of range, on either side and for either sign of the advantage.
        var problem = new Problem(name);
        var large = OneStep with { Adam = new AdamOptions { LearningRate = 0.5 } };
        var first = problem.Update(large);
        var both = problem.Update(large with { Epochs = 2 });

        var (before, after) = (problem.LogProbabilities(problem.State), problem.LogProbabilities(first.State));
        var advantages = problem.Batch.Advantages.Span.ToArray();
        var (sum, clipped) = (0.0, 0);
        for (var row = 0; row < Rows; row++)
        {
            var ratio = Math.Exp((double)after[row] - before[row]);
            sum += Math.Min(ratio * advantages[row], Math.Clamp(ratio, 0.8, 1.2) * advantages[row]);
            clipped += ratio is < 0.8 or > 1.2 ? 1 : 0;
        }
        Assert.InRange(clipped, 1, Rows - 1);
        Assert.Equal(
            (Metric(first, "policy_loss") - (sum / Rows)) / 2,
            Metric(both, "policy_loss"),
            1e-4 * Math.Max(1, Math.Abs(sum / Rows))
        );
        Assert.Equal(clipped / (2.0 * Rows), Metric(both, "policy_clip_fraction"), 1e-6);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, -1, true)]
    [InlineData(-1, 1, true)]
    [InlineData(-1, -1, false)]
    public void Ratios_beyond_the_range_move_nothing_where_they_would_earn_more(int ratio, int advantage, bool moves)
    {
        var problem = new Problem("gaussian 2");
        // The old means are so far off that every ratio is above 1.2, or below 0.8.
        var distribution = problem.Batch.Distribution;
        var family = problem.Network.Family;
        var shifted = distribution.Span.ToArray();
        var actions = problem.Batch.Actions.Span;
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < family.ActionWidth; i++)
            {
                var action = actions[(row * family.ActionWidth) + i];
                ref var mean = ref shifted[(row * family.ParameterWidth) + i];
                mean = ratio > 0 ? action + 4 + Math.Abs(mean - action) : action;
            }
            if (ratio < 0)
            {
                // The old policy was sure of what it did.
                shifted.AsSpan((row * family.ParameterWidth) + family.ActionWidth, family.ActionWidth).Fill(-5);
            }
        }
        var batch = problem.Batch with
        {
            Distribution = NdArray.Matrix<float>(Rows, family.ParameterWidth, shifted),
            Advantages = Enumerable.Repeat((float)advantage, Rows).ToArray(),
        };
        var update = new Ppo(problem.Network, OneStep).Update(
            Executor.SingleThreaded,
            problem.Start,
            batch,
            RandomKey.FromSeed(3)
        );
        Assert.Equal(1, Metric(update, "policy_clip_fraction"));
        Assert.Equal(moves, !problem.State.Child("parameters").Equals(update.State.Child("parameters")));
    }

    [Fact]
    public void The_target_of_the_KL_ends_an_update()
    {
        var problem = new Problem("gaussian 2");
        var options = OneStep with
        {
            Epochs = 10,
            Adam = new AdamOptions { LearningRate = 0.1 },
        };
        // The first step begins at KL 0 and is always taken; the second finds the KL too great, and is the last.
        Assert.Equal(2, problem.Update(options with { TargetKl = 1e-6 }).GradientSteps);
        Assert.Equal(10, problem.Update(options with { TargetKl = 1e6 }).GradientSteps);
        Assert.Equal(10, problem.Update(options).GradientSteps);
    }

    [Fact]
    public void Every_row_is_seen_once_an_epoch_in_minibatches_of_the_size_asked_for()
    {
        var problem = new Problem("categorical");
        var update = problem.Update(OneStep with { Epochs = 3, Minibatch = 16 });
        Assert.Equal(3 * 3, update.GradientSteps); // 16 + 16 + 8 rows.
    }

    [Fact]
    public void The_learning_rate_falls_to_zero_in_the_updates_stated()
    {
        var options = OneStep with { LearningRateDecay = 4 };
        Assert.Equal(
            [3e-4, 2.25e-4, 1.5e-4, 0.75e-4, 0, 0],
            Enumerable.Range(0, 6).Select(updates => options.LearningRateAfter(updates)),
            (a, b) => Math.Abs(a - b) < 1e-12
        );
        var problem = new Problem("categorical");
        var ppo = new Ppo(problem.Network, options);
        var state = ppo.Init(problem.State);
        var moved = new List<bool>();
        for (var i = 0; i < 6; i++)
        {
            var next = ppo.Update(Executor.SingleThreaded, state, problem.Batch, RandomKey.FromSeed(i)).State;
            moved.Add(!next.Child("parameters").Equals(state.Child("parameters")));
            state = next;
        }
        Assert.Equal([true, true, true, true, false, false], moved);
    }

    [Fact]
    public void The_entropy_bonus_spreads_the_policy()
    {
        // Without advantages nothing but the bonus moves the log standard deviation: up.
        var problem = new Problem("gaussian 2");
        var batch = problem.Batch with { Advantages = new float[Rows] };
        double LogStandardDeviation(double weight) =>
            new Ppo(problem.Network, OneStep with { EntropyWeight = weight })
                .Update(Executor.SingleThreaded, problem.Start, batch, RandomKey.FromSeed(3))
                .State.Get<float>("parameters/log_std")[0];

        var before = problem.State.Get<float>("parameters/log_std")[0];
        Assert.Equal(before, LogStandardDeviation(0));
        // The derivative of the entropy by a log standard deviation is 1; then Adam's first step by hand.
        var (gradient, root) = (0.01, Math.Sqrt(1 - 0.999));
        Assert.Equal(before + (3e-4 * root * gradient / ((root * gradient) + 1e-5)), LogStandardDeviation(0.01), 1e-9);
    }

    [Fact]
    public void An_update_does_not_depend_on_threads()
    {
        var problem = new Problem("hybrid", rows: 900);
        var ppo = new Ppo(problem.Network, new PpoOptions { Epochs = 2 });
        var one = ppo.Update(new Executor(threads: 1), problem.Start, problem.Batch, RandomKey.FromSeed(3));
        var three = ppo.Update(new Executor(threads: 3), problem.Start, problem.Batch, RandomKey.FromSeed(3));
        Assert.Equal(one.State, three.State);
    }

    [Fact]
    public void A_norm_beyond_the_limit_shortens_the_gradient()
    {
        var values = Enumerable.Range(0, 37).Select(i => (float)Math.Sin(i)).ToArray();
        var norm = Math.Sqrt(values.Sum(x => (double)x * x));
        var (shortened, left, unlimited) = (values.ToArray(), values.ToArray(), values.ToArray());

        GradientNorm.Limit(shortened, norm / 2);
        GradientNorm.Limit(left, norm * 1.01);
        GradientNorm.Limit(unlimited, 0);

        Assert.All(shortened.Zip(values), pair => Assert.Equal(pair.Second / 2, pair.First, 1e-6));
        Assert.Equal(values, left);
        Assert.Equal(values, unlimited);
    }

    private static double Metric(PolicyUpdate update, string name) => update.Metrics.Single(m => m.Name == name).Value;

    private sealed class Problem
    {
        internal Problem(string name, int rows = Rows)
        {
            var key = RandomKey.FromSeed(1);
            var space = DistributionGraphs.Spaces[name];
            Network = new PolicyNetwork(3, space, new PolicyOptions { Hidden = [8] });
            State = Network.Init(key.Fold(0), NormalizationStatistics.None(3));
            Start = new Ppo(Network, OneStep).Init(State);
            var observations = Matrices.ToSingle(Matrices.Random(key.Fold(1), rows, 3));
            var distribution = Network.DistributionParameters(Executor.SingleThreaded, State, observations);
            Actions = NdArray<float>.Own(new Shape(rows, space.Width), new float[rows * space.Width]);
            var actions = new float[rows * space.Width];
            for (var row = 0; row < rows; row++)
            {
                Network.Family.Sample(
                    distribution.Row(row),
                    key.Fold(2).Fold(row),
                    actions.AsSpan(row * space.Width, space.Width)
                );
            }
            Actions = NdArray<float>.Own(new Shape(rows, space.Width), actions);
            Batch = new PolicyBatch(
                observations,
                space.EncodeRows(Actions).Memory,
                distribution,
                Matrices.ToSingle(Matrices.Random(key.Fold(3), rows, 1)).Memory
            );
        }

        internal PolicyNetwork Network { get; }

        internal StateTree State { get; }

        /// <summary>The state with what PPO adds.</summary>
        internal StateTree Start { get; }

        internal NdArray<float> Actions { get; }

        internal PolicyBatch Batch { get; }

        internal PolicyUpdate Update(PpoOptions options)
        {
            var ppo = new Ppo(Network, options);
            return ppo.Update(Executor.SingleThreaded, ppo.Init(State), Batch, RandomKey.FromSeed(3));
        }

        internal float[] LogProbabilities(StateTree state)
        {
            var values = new float[Actions.Rows];
            Network.LogProbabilities(Executor.SingleThreaded, state, Batch.Observations, Actions, values);
            return values;
        }
    }
}
