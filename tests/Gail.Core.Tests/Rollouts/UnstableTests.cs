using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rollouts;

/// <summary>A simulation that breaks down cuts the episode short there, and is counted.</summary>
public sealed class UnstableTests
{
    private static readonly RandomPolicy Policy = new(1, new DiscreteSpace(2));

    [Fact]
    public void Episodes_are_truncated_and_counted()
    {
        var rollout = new EpisodeSampler(25)
            .Collect(new Executor(2), new Breaking(), Policy, StateTree.Empty, RandomKey.FromSeed(0))
            .Rollout;

        AssertCutAtThree(rollout);
        Assert.Equal(rollout.Segments.Length, rollout.UnstableEpisodes);
    }

    [Fact]
    public void So_are_fragments()
    {
        var sampler = new FragmentSampler(numEnvs: 5, steps: 5 * 9);
        var state = sampler.Init(new Breaking(), RandomKey.FromSeed(0));
        var rollout = sampler.Collect(new Executor(2), new Breaking(), Policy, state, RandomKey.FromSeed(1)).Rollout;

        AssertCutAtThree(rollout);
        Assert.Equal(15, rollout.UnstableEpisodes);
    }

    [Fact]
    public void Where_nothing_breaks_nothing_is_counted()
    {
        var rollout = new EpisodeSampler(25)
            .Collect(new Executor(1), new Breaking(breaks: false), Policy, StateTree.Empty, RandomKey.FromSeed(0))
            .Rollout;

        Assert.Equal(0, rollout.UnstableEpisodes);
        Assert.All(rollout.Segments, segment => Assert.Equal((10, true), (segment.Length, segment.Truncated)));
    }

    [Fact]
    public void An_evaluation_says_how_many()
    {
        var result = PolicyEvaluation.Run(
            new Executor(1),
            new Breaking(),
            Policy,
            episodes: 7,
            RandomKey.FromSeed(0),
            ActionMode.Stochastic
        );
        Assert.Equal(7, result.UnstableEpisodes);
    }

    private static void AssertCutAtThree(Rollout rollout) =>
        Assert.All(
            rollout.Segments,
            segment => Assert.Equal((3, false, true), (segment.Length, segment.Terminated, segment.Truncated))
        );

    /// <summary>Counts its steps and breaks down at the third; the time limit is 10.</summary>
    private sealed class Breaking(bool breaks = true) : IEnvironment
    {
        public EnvironmentSpec Spec { get; } =
            new()
            {
                Id = "Probe-Breaking",
                Observation = ObservationSpace.Unbounded(1),
                Action = new DiscreteSpace(2),
                StateWidth = 1,
                StepLimit = 10,
            };

        public void Reset(RandomKey key, Span<double> state) => state[0] = 0;

        public void Observe(ReadOnlySpan<double> state, Span<float> observation) => observation[0] = (float)state[0];

        public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
        {
            var unstable = breaks && state[0] == 2;
            next[0] = unstable ? state[0] : state[0] + 1;
            return new StepResult(unstable ? 0 : 1, Terminated: false, unstable);
        }
    }
}
