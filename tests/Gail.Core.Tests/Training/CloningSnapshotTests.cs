using Gail.Core.Tests.Graphs;
using Gail.Core.Tests.Training.Support;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>
/// Which parameters behaviour cloning publishes, on noisy demonstrations: learned by heart, they do
/// worse on the pairs held out.
/// </summary>
public sealed class CloningSnapshotTests
{
    private const int Iterations = 80;
    private const int Seed = 3;
    private static readonly Executor Executor = new(threads: 1);

    [Fact]
    public void The_best_on_held_out_pairs_is_published()
    {
        var (expert, options) = (Noisy(new DiscreteSpace(2)), new BehaviorCloningOptions { UpdatesPerIteration = 1 });
        var steps = Run(expert, new DiscreteSpace(2), options);
        var losses = steps.Select(step => Metric(step, "validation_loss")).ToList();
        var best = losses.IndexOf(losses.Min());

        Assert.InRange(best, 1, Iterations - 2);
        Assert.Equal(steps[best].State.Policy.Child("parameters"), Published(steps[^1]));
        Assert.NotEqual(Published(steps[^1]), steps[^1].State.Policy.Child("parameters"));
        for (var i = 0; i < Iterations; i++)
        {
            var soFar = losses.Take(i + 1).ToList();
            Assert.Equal(1 + soFar.IndexOf(soFar.Min()), Metric(steps[i], "published_update"));
        }
    }

    [Fact]
    public void Continuous_actions_are_compared_by_the_distance_of_the_mean()
    {
        var space = BoxSpace.Uniform(2, -1, 1);
        var expert = Noisy(space);
        var steps = Run(expert, space, new BehaviorCloningOptions { UpdatesPerIteration = 1 });
        var heldOut = RandomKey.FromSeed(Seed).Fold(ulong.MaxValue - 1).Permutation(expert.Count)[70..];

        var errors = steps.Select(step => SquaredDistance(step, expert, heldOut)).ToList();

        var best = errors.IndexOf(errors.Min());
        Assert.InRange(best, 1, Iterations - 2);
        Assert.Equal(best + 1, Metric(steps[^1], "published_update"));
        // The loss goes on falling a while: it also knows how wide the distribution is.
        var losses = steps.Select(step => Metric(step, "validation_loss")).ToList();
        Assert.NotEqual(best, losses.IndexOf(losses.Min()));
    }

    [Fact]
    public void The_first_update_counts_too()
    {
        var options = new BehaviorCloningOptions
        {
            UpdatesPerIteration = 100,
            Adam = new() { LearningRate = 0.05 },
        };
        var steps = Run(Noisy(new DiscreteSpace(2), noise: 20), new DiscreteSpace(2), options, iterations: 2);

        Assert.Equal([1, 1], steps.Select(step => Metric(step, "published_update")));
        var once = Run(
            Noisy(new DiscreteSpace(2), noise: 20),
            new DiscreteSpace(2),
            options with
            {
                UpdatesPerIteration = 1,
            },
            iterations: 1
        );
        Assert.Equal(once[0].State.Policy.Child("parameters"), Published(steps[^1]));
    }

    [Theory]
    [InlineData(CloningSnapshot.Last, 0.7)]
    [InlineData(CloningSnapshot.BestValidation, 1)] // Nothing is held out.
    public void Otherwise_the_last_parameters_are_published(CloningSnapshot snapshot, double trainFraction)
    {
        var options = new BehaviorCloningOptions
        {
            UpdatesPerIteration = 2,
            Snapshot = snapshot,
            TrainFraction = trainFraction,
        };
        var steps = Run(Noisy(new DiscreteSpace(2)), new DiscreteSpace(2), options);

        Assert.Equal(steps[^1].State.Policy.Child("parameters"), Published(steps[^1]));
        Assert.Equal(2 * Iterations, Metric(steps[^1], "published_update"));
    }

    private static List<TrainStep> Run(
        Transitions expert,
        ActionSpace action,
        BehaviorCloningOptions options,
        int iterations = Iterations
    )
    {
        var network = new PolicyNetwork(2, action, new PolicyOptions { Hidden = [32] });
        options = options with
        {
            Adam = options.Adam.LearningRate == 0.001 ? new() { LearningRate = 0.02 } : options.Adam,
        };
        var trainer = new BehaviorCloning(network, expert, options);
        var steps = new List<TrainStep>();
        for (var i = 0; i < iterations; i++)
        {
            steps.Add(trainer.Step(Executor, i == 0 ? trainer.Init(Seed) : steps[^1].State));
        }
        return steps;
    }

    /// <summary>What the first number seen says, and some noise.</summary>
    private static Transitions Noisy(ActionSpace action, float noise = 0.7f)
    {
        var key = RandomKey.FromSeed(6);
        var seen = Matrices.ToSingle(Matrices.Random(key.Fold(0), 100, 2));
        var actions = new float[100 * action.Width];
        for (var i = 0; i < actions.Length; i++)
        {
            var meant = seen[i / action.Width, 0] + noise * (float)key.Fold(1).Normal((ulong)i);
            actions[i] =
                action is not DiscreteSpace ? meant
                : meant > 0 ? 1
                : 0;
        }
        return new Transitions(seen, NdArray.Matrix<float>(100, action.Width, actions));
    }

    private static StateTree Published(TrainStep step) =>
        BestSnapshot.IsKept(step.State.Policy)
            ? BestSnapshot.Of(step.State.Policy)
            : step.State.Policy.Child("parameters");

    private static double SquaredDistance(TrainStep step, Transitions expert, int[] rows)
    {
        var network = new PolicyNetwork(2, BoxSpace.Uniform(2, -1, 1), new PolicyOptions { Hidden = [32] });
        var policy = new NetworkPolicy(network, step.State.Policy);
        double Distance(int row)
        {
            var mean = policy.Act(expert.Observations.Row(row));
            return Enumerable.Range(0, 2).Sum(i => Math.Pow((double)mean[i] - expert.RequiredActions[row, i], 2));
        }
        return rows.Average(Distance);
    }

    private static double Metric(TrainStep step, string name) =>
        step.Metrics.Single(metric => metric.Name == name).Value;
}
