using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rollouts;

/// <summary>An environment that terminates must have said what that means: the form of the reward is chosen by it.</summary>
public sealed class UndeclaredTerminationTests
{
    private static readonly RandomPolicy Policy = new(1, new DiscreteSpace(2));

    private static readonly Ending Undeclared = new(TerminationMeaning.Never);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Whole_episodes_are_refused(int threads) =>
        AssertRefused(() =>
            new EpisodeSampler(100).Collect(
                new Executor(threads),
                Undeclared,
                Policy,
                StateTree.Empty,
                RandomKey.FromSeed(0)
            )
        );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fragments_are_refused(int threads)
    {
        var sampler = new FragmentSampler(numEnvs: 40, steps: 400);
        var state = sampler.Init(Undeclared, RandomKey.FromSeed(0));

        AssertRefused(() => sampler.Collect(new Executor(threads), Undeclared, Policy, state, RandomKey.FromSeed(1)));
    }

    [Fact]
    public void A_batch_of_environments_is_refused()
    {
        var batch = EnvironmentBatch.Reset(Undeclared, 2, RandomKey.FromSeed(0));
        var actions = NdArray.Zeros<float>(new Shape(2, 1));
        var executor = new Executor(1);
        var once = batch.Step(executor, Undeclared, actions, RandomKey.FromSeed(1)).Next;

        AssertRefused(() => once.Step(executor, Undeclared, actions, RandomKey.FromSeed(1)));
    }

    [Fact]
    public void An_evaluation_is_refused() => AssertRefused(() => Evaluate(Undeclared, Policy));

    [Theory]
    [InlineData(TerminationMeaning.Success)]
    [InlineData(TerminationMeaning.Failure)]
    public void What_is_declared_runs(TerminationMeaning meaning) =>
        Assert.All(Evaluate(new Ending(meaning), Policy).Lengths, length => Assert.Equal(2, length));

    public static TheoryData<string> BuiltIn => [.. BuiltInEnvironments.All];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void All_that_are_built_in_declare_what_they_do(string id)
    {
        var environment = BuiltInEnvironments.Create(id);
        var policy = new RandomPolicy(environment.Spec.Observation.Width, environment.Spec.Action);

        Assert.Equal(40, Evaluate(environment, policy, episodes: 40).Lengths.Length);
    }

    private static EvaluationResult Evaluate(IEnvironment environment, IPolicy policy, int episodes = 5) =>
        PolicyEvaluation.Run(
            new Executor(2),
            environment,
            policy,
            episodes,
            RandomKey.FromSeed(3),
            ActionMode.Stochastic
        );

    private static void AssertRefused(Action run)
    {
        var refused = Assert.Throws<UndeclaredTerminationException>(run);
        Assert.Equal("Probe-Ending", refused.EnvironmentId);
        Assert.Contains("Probe-Ending terminated an episode", refused.Message);
        Assert.Contains("TerminationMeaning.Success", refused.Message);
        Assert.Contains("TerminationMeaning.Failure", refused.Message);
    }

    /// <summary>Terminates at its second step, whatever it says of that.</summary>
    private sealed class Ending(TerminationMeaning meaning) : IEnvironment
    {
        public EnvironmentSpec Spec { get; } =
            new()
            {
                Id = "Probe-Ending",
                Observation = ObservationSpace.Unbounded(1),
                Action = new DiscreteSpace(2),
                StateWidth = 1,
                StepLimit = 10,
                Termination = meaning,
            };

        public void Reset(RandomKey key, Span<double> state) => state[0] = 0;

        public void Observe(ReadOnlySpan<double> state, Span<float> observation) => observation[0] = (float)state[0];

        public StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next)
        {
            next[0] = state[0] + 1;
            return new StepResult(0, Terminated: next[0] == 2);
        }
    }
}
