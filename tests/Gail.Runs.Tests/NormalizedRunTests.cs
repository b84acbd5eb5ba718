using Gail.Configuration;
using Gail.Data.Normalizers;
using Gail.Data.Views;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Runs.PolicyFiles;

namespace Gail.Runs.Tests;

/// <summary>A normaliser of the demonstrations goes with the run: its options, its checkpoints, its policy file.</summary>
public sealed class NormalizedRunTests
{
    [Theory]
    [InlineData(Normalization.MinMax, Method.Gail)]
    [InlineData(Normalization.Robust, Method.Gail)]
    [InlineData(Normalization.MinMax, Method.BehaviorCloning)]
    public void A_policy_read_back_acts_the_same(Normalization normalization, Method method)
    {
        using var folder = new TemporaryFolder();
        var options = Options(normalization, method);

        var result = SmallRun.Start(folder["run"], options, new Executor(1));

        Assert.Equal(normalization, RunDirectory.Open(folder["run"]).Options.Policy.Normalization);
        Assert.Equal(normalization, RunDirectory.Open(folder["run"]).Options.Value.Normalization);
        var read = PolicyFile.Read(folder["run"]);
        Assert.Equal(normalization, read.Architecture.Options.Normalization);
        Assert.Equal(((NetworkPolicy)result.Policy).State.Child("moments"), read.Policy.State.Child("moments"));
        for (var i = 0; i < 10; i++)
        {
            float[] observation = [0.1f * i, -0.2f * i, 0.01f * i, 0];
            Assert.Equal(result.Policy.Act(observation), read.Policy.Act(observation));
        }
    }

    [Fact]
    public void The_moments_in_the_file_are_the_normaliser_fitted_to_the_view()
    {
        using var folder = new TemporaryFolder();
        var environment = new CartPole(version: 0);
        var demonstrations = Recording.Record(
            new Executor(1),
            environment,
            new RandomPolicy(4, environment.Spec.Action),
            episodes: 20,
            RandomKey.FromSeed(5),
            ActionMode.Stochastic
        );
        SmallRun.Start(folder["run"], Options(Normalization.Robust, Method.Gail), new Executor(1));

        var moments = NormalizationStatistics.FromTree(PolicyFile.Read(folder["run"]).Policy.State.Child("moments"));

        var fitted = Normalizer.Robust.Fit(demonstrations.AsView(), ColumnNames.Observation);
        Assert.Equal(fitted.ToStatistics(), moments);
        var scaled = fitted.Apply(demonstrations.Observations);
        var standardized = moments.Standardize(demonstrations.Observations);
        Assert.All(
            Enumerable.Range(0, scaled.Length),
            i => Assert.Equal(scaled[i], standardized[i], 1e-5f * Math.Max(1, Math.Abs(scaled[i])))
        );
    }

    [Fact]
    public void A_normaliser_fitted_elsewhere_acts_within_a_policy()
    {
        using var folder = new TemporaryFolder();
        var network = new PolicyNetwork(
            2,
            new BoxSpace([-1], [1]),
            new PolicyOptions { Hidden = [5], Normalization = Normalization.Demonstrations }
        );
        var fitted = new FittedNormalizer(ColumnNames.Observation, [1.0, 2], [0.5, 4]);
        var policy = new NetworkPolicy(network, network.Init(RandomKey.FromSeed(1), fitted.ToStatistics()));

        PolicyFile.Write(folder["p"], "x", policy);
        var read = PolicyFile.Read(folder["p"]).Policy;

        var plain = network.Init(RandomKey.FromSeed(1), NormalizationStatistics.None(2));
        float[] normalized = [.. fitted.Apply(NdArray.Matrix<float>(1, 2, [3, 4])).Span];
        Assert.Equal(new NetworkPolicy(network, plain).Act(normalized)[0], read.Act([3, 4])[0], 1e-6f);
    }

    private static TrainingOptions Options(Normalization normalization, Method method)
    {
        var options = SmallRun.Options(method, iterations: 2);
        return options with
        {
            Policy = options.Policy with { Normalization = normalization },
            Value = options.Value with { Normalization = normalization },
        };
    }
}
