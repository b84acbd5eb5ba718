using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Outside.Tests;

/// <summary>
/// Rosenblatt's perceptron, for two actions: goes through the expert's pairs and, where the rule w · x > 0 is wrong, adds
/// or takes away x. A trainer, a state and a policy of their own kind.
/// </summary>
internal sealed class Perceptron(EnvironmentSpec environment, Transitions expert) : ITrainer
{
    private readonly NormalizationStatistics _statistics = NormalizationStatistics
        .None(environment.Observation.Width)
        .Update(expert.Observations);

    public TrainState Init(long seed) =>
        new(
            TrainProgress.None,
            RandomKey.FromSeed(seed),
            StateTree.Empty.With("weights", NdArray.Zeros<double>(new Shape(environment.Observation.Width)))
        );

    public TrainStep Step(Executor executor, TrainState state)
    {
        var weights = state.Tree.Get<double>("weights").Span.ToArray();
        var (standardized, mistakes) = (_statistics.Standardize(expert.Observations), 0);
        foreach (var row in state.IterationKey.Permutation(expert.Count))
        {
            var seen = standardized.Row(row);
            var error = expert.RequiredActions[row, 0] - (Rule.Score(weights, seen) > 0 ? 1 : 0);
            mistakes += error == 0 ? 0 : 1;
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] += error * seen[i];
            }
        }
        var progress = state.Progress with
        {
            Iteration = state.Iteration + 1,
            GradientSteps = state.Progress.GradientSteps + mistakes,
            DemonstrationsSeen = state.Progress.DemonstrationsSeen + expert.Count,
        };
        return new TrainStep(
            state with
            {
                Progress = progress,
                Tree = StateTree.Empty.With("weights", NdArray.Vector<double>(weights)),
            },
            [new Metric("iteration", progress.Iteration), new Metric("mistakes", mistakes)]
        );
    }

    public IPolicy Publish(TrainState state) => new Rule(environment, _statistics, state.Tree.Get<double>("weights"));

    public TrainProgress Progress(TrainState state) => state.Progress;

    private sealed class Rule(EnvironmentSpec environment, NormalizationStatistics statistics, NdArray<double> weights)
        : IPolicy
    {
        public int ObservationWidth => environment.Observation.Width;

        public ActionSpace Action => environment.Action;

        public int RecurrentWidth => 0;

        public int DistributionWidth => 0;

        public void Act(
            Executor executor,
            ReadOnlySpan<float> observations,
            Span<float> recurrent,
            ReadOnlySpan<RandomKey> keys,
            ActionMode choice,
            Span<float> actions,
            Memory<float> distribution
        )
        {
            using var standardized = executor.Rent<float>(observations.Length);
            statistics.Standardizing().Apply(observations, standardized);
            for (var row = 0; row < keys.Length; row++)
            {
                var seen = standardized.Span.Slice(row * ObservationWidth, ObservationWidth);
                actions[row] = Score(weights.Span, seen) > 0 ? 1 : 0;
            }
        }

        internal static double Score(ReadOnlySpan<double> weights, ReadOnlySpan<float> seen)
        {
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * seen[i];
            }
            return sum;
        }
    }
}
