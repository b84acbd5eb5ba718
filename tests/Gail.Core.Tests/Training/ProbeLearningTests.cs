using Gail.Configuration;
using Gail.Core.Tests.Environments.Probes;
using Gail.Core.Tests.Training.Support;
using Gail.Environments;
using Gail.Evaluation;
using Gail.Execution;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>Environments so small that what must be learned is known.</summary>
public sealed class ProbeLearningTests
{
    private const double Discount = 0.5;
    private static readonly Executor Executor = new(threads: 2);

    [Theory]
    [InlineData(ValueFit.NaturalGradient)]
    [InlineData(ValueFit.Adam)]
    public void A_constant_reward_is_its_own_value(ValueFit fit) =>
        Assert.Equal([1], Values(new ConstantRewardProbe(), fit, 10, 0), Within(0.01));

    [Theory]
    [InlineData(ValueFit.NaturalGradient)]
    [InlineData(ValueFit.Adam)]
    public void The_value_reads_the_observation(ValueFit fit) =>
        Assert.Equal([-1, 1], Values(new ObservationRewardProbe(), fit, 60, -1, 1), Within(0.15));

    [Theory]
    [InlineData(ValueFit.NaturalGradient)]
    [InlineData(ValueFit.Adam)]
    public void A_reward_one_step_later_is_discounted_once(ValueFit fit) =>
        Assert.Equal([Discount, 1], Values(new DelayedRewardProbe(), fit, 60, 0, 1), Within(0.08));

    [Fact]
    public void The_rewarded_action_is_chosen()
    {
        var policy = Train(new ActionRewardProbe(), ValueFit.NaturalGradient, 15).Policy;
        Assert.InRange(Probability(policy, 0, action: 1), 0.9, 1);
    }

    [Fact]
    public void The_action_that_matches_the_observation_is_chosen()
    {
        var policy = Train(new MatchingRewardProbe(), ValueFit.NaturalGradient, 25).Policy;
        Assert.InRange(Probability(policy, -1, action: 0), 0.85, 1);
        Assert.InRange(Probability(policy, 1, action: 1), 0.85, 1);
    }

    [Fact]
    public void The_number_that_matches_the_observation_is_done()
    {
        var policy = Train(new ContinuousMatchingRewardProbe(), ValueFit.NaturalGradient, 30).Policy;
        Assert.InRange(policy.Act([-1])[0], -3, -0.5);
        Assert.InRange(policy.Act([1])[0], 0.5, 3);
    }

    [Theory]
    [InlineData(RewardForm.NonNegative)]
    [InlineData(RewardForm.NonPositive)]
    [InlineData(RewardForm.Logit)]
    public void Imitation_finds_the_expert_s_only_action(RewardForm form)
    {
        // The environment pays nothing worth having: what is learned comes from the demonstrations.
        var environment = new ConstantRewardProbe();
        var options = Options(environment) with
        {
            Discriminator = new DiscriminatorOptions { Hidden = [8], Reward = form },
        };
        var trainer = Trainers.Gail(environment, Always(1), options);

        var policy = Run(trainer, 30).Policy;

        Assert.InRange(Probability(policy, 0, action: 1), 0.9, 1);
    }

    /// <remarks>Every episode has one step: nothing but imitation leads to a return.</remarks>
    [Theory]
    [InlineData(Method.Gail, false)]
    [InlineData(Method.Gail, true)]
    [InlineData(Method.Fem, false)]
    [InlineData(Method.Gtal, false)]
    public void Imitation_does_what_the_expert_does_where_a_random_expert_s_learner_does_not(
        Method method,
        bool continuous
    )
    {
        IEnvironment environment = continuous ? new ContinuousMatchingRewardProbe() : new MatchingRewardProbe();
        double Learned(bool randomExpert)
        {
            var expert = Matching(environment.Spec.Action, randomExpert);
            var options = Options(environment) with
            {
                Method = method,
                Discriminator = new DiscriminatorOptions { Hidden = [16], Reward = RewardForm.Logit },
                Linear = new LinearOptions { Reward = RewardForm.Logit },
                // The iterates circle what the random expert does, which is nothing in particular.
                PolicyAverage = 0.9,
            };
            var policy = Run(Trainers.Imitation(environment, expert, options), 60).Policy;
            return PolicyEvaluation
                .Run(Executor, environment, policy, 500, RandomKey.FromSeed(9), ActionMode.Stochastic)
                .MeanReturn;
        }

        Assert.InRange(Learned(randomExpert: false), 0.6, 1);
        Assert.InRange(Learned(randomExpert: true), -0.4, 0.4);
    }

    [Fact]
    public void Cloning_finds_the_expert_s_only_action()
    {
        var environment = new ConstantRewardProbe();
        // Nothing is seen, so only the two output biases learn: at 0.01 a step they come far enough.
        var options = Options(environment) with
        {
            Cloning = new BehaviorCloningOptions { Adam = new() { LearningRate = 0.01 } },
        };
        var trainer = Trainers.BehaviorCloning(environment.Spec, Always(1), options);
        Assert.InRange(Probability(Run(trainer, 5).Policy, 0, action: 1), 0.95, 1);
    }

    [Fact]
    public void Cloning_a_half_decided_expert_finds_its_frequencies()
    {
        // Action 1 in three of four pairs.
        var environment = new ConstantRewardProbe();
        var expert = new Transitions(
            NdArray.Zeros<float>(new Shape(400, 1)),
            NdArray.Matrix<float>(400, 1, Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 0f : 1f).ToArray())
        );
        var options = Options(environment) with
        {
            Cloning = new BehaviorCloningOptions
            {
                TrainFraction = 1,
                Adam = new() { LearningRate = 0.01 },
            },
        };
        var policy = Run(Trainers.BehaviorCloning(environment.Spec, expert, options), 5).Policy;
        Assert.InRange(Probability(policy, 0, action: 1), 0.7, 0.8);
    }

    private static Transitions Always(float action) =>
        new(
            NdArray.Zeros<float>(new Shape(20, 1)),
            NdArray.Matrix<float>(20, 1, Enumerable.Repeat(action, 20).ToArray())
        );

    /// <summary>Pairs whose action goes with the sign seen, or with another sign that nobody sees.</summary>
    private static Transitions Matching(ActionSpace space, bool random)
    {
        const int Count = 200;
        var key = RandomKey.FromSeed(6);
        var seen = Enumerable.Range(0, Count).Select(i => i % 2 == 0 ? -1f : 1f).ToArray();
        var actions = seen.Select(
                (sign, i) =>
                {
                    var meant = random ? (2 * key.Fold(0).Below((ulong)i, 2)) - 1 : sign;
                    return space is DiscreteSpace ? (meant + 1) / 2 : meant + (0.3f * (float)key.Normal((ulong)i));
                }
            )
            .ToArray();
        return new Transitions(NdArray.Matrix<float>(Count, 1, seen), NdArray.Matrix<float>(Count, 1, actions));
    }

    private static TrainingOptions Options(IEnvironment environment, ValueFit fit = ValueFit.NaturalGradient) =>
        new()
        {
            Environment = environment.Spec.Id,
            Rollout = new RolloutOptions { Steps = 300 },
            Policy = new PolicyOptions { Hidden = [16] },
            Trpo = new TrustRegionOptions { MaxKl = 0.03, FisherFraction = 1 },
            Value = new ValueOptions
            {
                Hidden = [16],
                IncludeTime = false,
                Fit = fit,
                Adam = new AdamOptions { LearningRate = 0.01 },
                TrustRegion = new TrustRegionOptions { MaxKl = 0.03, FisherFraction = 1 },
            },
            Advantage = new AdvantageOptions { Discount = Discount },
        };

    private static double[] Values(IEnvironment environment, ValueFit fit, int iterations, params float[] observations)
    {
        var options = Options(environment, fit);
        var state = Train(environment, fit, iterations).State;
        return new ValueFunction(1, environment.Spec.StepLimit, options.Value).Predict(
            Executor,
            state.Value,
            NdArray.Matrix<float>(observations.Length, 1, observations),
            new long[observations.Length]
        );
    }

    private static (TrainState State, NetworkPolicy Policy) Train(
        IEnvironment environment,
        ValueFit fit,
        int iterations
    ) => Run(Trainers.Expert(environment, Options(environment, fit)), iterations);

    private static (TrainState State, NetworkPolicy Policy) Run(ITrainer trainer, int iterations)
    {
        var state = trainer.Init(1);
        for (var i = 0; i < iterations; i++)
        {
            state = trainer.Step(Executor, state).State;
        }
        return (state, (NetworkPolicy)trainer.Publish(state));
    }

    private static double Probability(NetworkPolicy policy, float observation, int action) =>
        Math.Exp(
            policy.Network.DistributionParameters(Executor, policy.State, NdArray.Matrix<float>(1, 1, [observation]))[
                action
            ]
        );

    private static Func<double, double, bool> Within(double tolerance) => (x, y) => Math.Abs(x - y) <= tolerance;
}
