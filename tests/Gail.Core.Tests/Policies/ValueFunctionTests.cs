using Gail.Core.Tests.Graphs;
using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;

namespace Gail.Core.Tests.Policies;

public sealed class ValueFunctionTests
{
    private const int Rows = 300;
    private static readonly Executor Executor = new(threads: 2);

    private static readonly NdArray<float> Observations = Matrices.ToSingle(
        Matrices.Random(RandomKey.FromSeed(1), Rows, 2, -1, 1)
    );

    private static readonly long[] Steps = [.. Enumerable.Range(0, Rows).Select(i => i % 50L)];

    [Theory]
    [InlineData(ValueFit.NaturalGradient)]
    [InlineData(ValueFit.Adam)]
    public void Learns_targets_of_any_scale_from_observation_and_time(ValueFit fit)
    {
        var value = Make(
            new ValueOptions
            {
                Fit = fit,
                Hidden = [32],
                Adam = new() { LearningRate = 0.01 },
            }
        );
        var targets = Targets((x, t) => 1_000 + (300 * x) - (4 * t));
        var state = value.Init(RandomKey.FromSeed(2), NormalizationStatistics.None(2));
        for (var i = 0; i < 60; i++)
        {
            state = value.Update(Executor, state, Observations, Steps, targets, RandomKey.FromSeed(i)).State;
        }

        var predicted = value.Predict(Executor, state, Observations, Steps);

        var error = Math.Sqrt(predicted.Zip(targets, (p, t) => (p - t) * (p - t)).Average());
        Assert.InRange(error, 0, 40); // Of a standard deviation of 183.
    }

    [Fact]
    public void Predicts_zero_before_it_has_seen_a_target()
    {
        var value = Make(new ValueOptions());
        var state = value.Init(RandomKey.FromSeed(2), NormalizationStatistics.None(2).Update(Observations));
        Assert.All(value.Predict(Executor, state, Observations, Steps), v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_natural_gradient_step_keeps_to_the_limit_on_the_squared_change()
    {
        var value = Make(new ValueOptions { TrustRegion = new TrustRegionOptions { FisherFraction = 1 } });
        var targets = Targets((x, _) => x);
        var state = value.Init(RandomKey.FromSeed(2), NormalizationStatistics.None(2));

        var update = value.Update(Executor, state, Observations, Steps, targets, RandomKey.FromSeed(3));

        // Targets are standardised: the loss of predicting their mean is 1, and here the old prediction is 0.
        Assert.Equal(1, update.Metrics.Single(metric => metric.Name == "value_loss").Value, 1e-4);
        var moments = NormalizationStatistics.FromTree(update.State.Child("targets"));
        var change = value
            .Predict(Executor, update.State, Observations, Steps)
            .Average(v => Math.Pow((v - moments.Mean[0]) / moments.StandardDeviation(0), 2));
        Assert.Equal(change, update.Metrics.Single(metric => metric.Name == "value_kl").Value, 1e-5);
        Assert.InRange(change, 0.002, 0.02);
    }

    [Fact]
    public void Time_is_an_input_only_where_the_options_say_so()
    {
        var targets = Targets((_, t) => t);
        foreach (var includeTime in (bool[])[false, true])
        {
            var value = Make(new ValueOptions { IncludeTime = includeTime, Hidden = [8] });
            var state = value.Init(RandomKey.FromSeed(2), NormalizationStatistics.None(2));
            state = value.Update(Executor, state, Observations, Steps, targets, RandomKey.FromSeed(3)).State;
            var now = value.Predict(Executor, state, Observations, Steps);
            var later = value.Predict(Executor, state, Observations, [.. Steps.Select(t => t + 10)]);
            Assert.Equal(!includeTime, now.SequenceEqual(later));
        }
    }

    [Theory]
    [InlineData(ValueFit.NaturalGradient)]
    [InlineData(ValueFit.Adam)]
    public void Update_is_pure_and_independent_of_threads(ValueFit fit)
    {
        var value = Make(new ValueOptions { Fit = fit, Hidden = [16] });
        var targets = Targets((x, t) => x + t);
        var state = value.Init(RandomKey.FromSeed(2), NormalizationStatistics.None(2).Update(Observations));
        var before = state.GetHashCode();

        var first = value.Update(new Executor(1), state, Observations, Steps, targets, RandomKey.FromSeed(3));

        Assert.Equal(before, state.GetHashCode());
        foreach (var threads in (int[])[1, 2, 3, 7])
        {
            var again = value.Update(new Executor(threads), state, Observations, Steps, targets, RandomKey.FromSeed(3));
            Assert.Equal(first.State, again.State);
            Assert.Equal(first.Metrics.AsEnumerable(), again.Metrics);
        }
    }

    [Theory]
    [InlineData(Normalization.None)]
    [InlineData(Normalization.Demonstrations)]
    [InlineData(Normalization.Running)]
    public void Normalization_decides_what_the_moments_are(Normalization normalization)
    {
        var value = Make(new ValueOptions { Normalization = normalization, Hidden = [4] });
        var moments = NormalizationStatistics.None(2).Update(Observations.Gather([0, 1, 2]));
        var state = value.Init(RandomKey.FromSeed(2), moments);

        var targets = Targets((x, _) => x);
        var updated = value.Update(Executor, state, Observations, Steps, targets, RandomKey.FromSeed(3)).State;

        var expected = normalization switch
        {
            Normalization.None => NormalizationStatistics.None(2),
            Normalization.Demonstrations => moments,
            _ => moments.Update(Observations),
        };
        Assert.Equal(expected, NormalizationStatistics.FromTree(updated.Child("moments")));
        Assert.Equal(Rows, NormalizationStatistics.FromTree(updated.Child("targets")).Count);
    }

    private static ValueFunction Make(ValueOptions options) => new(2, stepLimit: 50, options);

    private static double[] Targets(Func<double, double, double> function) =>
        [.. Enumerable.Range(0, Rows).Select(i => function(Observations[i, 0], Steps[i]))];
}
