using System.Collections.Immutable;
using Gail.Environments;
using Gail.Numerics.Scaling;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Configuration;

/// <summary>Named sets of options to begin from.</summary>
public static class Presets
{
    /// <summary>The names known.</summary>
    public static ImmutableArray<string> All { get; } = ["paper", "fast"];

    private static ImmutableArray<int> Narrow { get; } = [64, 64];

    /// <summary>The options of a preset for an environment.</summary>
    /// <param name="name">"paper" or "fast".</param>
    /// <param name="method">The method.</param>
    /// <exception cref="ArgumentException">There is no preset of that name.</exception>
    public static TrainingOptions Create(string name, EnvironmentSpec environment, Method method)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var preset = name switch
        {
            "paper" => Paper(environment),
            "fast" => IsWideAndContinuous(environment) ? Robot(environment) : Fast(environment),
            _ => throw new ArgumentException(
                $"Unknown preset '{name}'. There are {string.Join(" and ", All)}.",
                nameof(name)
            ),
        };
        var chosen = preset with { Method = method };
        return method switch
        {
            // The paper's updates in all, or what continuous actions need.
            Method.BehaviorCloning => chosen with
            {
                Iterations = chosen.Preset == "paper" ? PaperProtocol.For(environment.Id).CloningRounds : 50,
                Policy = new PolicyOptions { InputClip = chosen.Policy.InputClip },
            },
            // What suits a robot's learner suits its expert.
            Method.Expert => name == "fast" && IsWideAndContinuous(environment) ? chosen : Expert(chosen),
            _ => chosen,
        };
    }

    /// <summary>
    /// The authors' procedure in every detail: the defaults of all options, and what they set per environment.
    /// </summary>
    private static TrainingOptions Paper(EnvironmentSpec environment)
    {
        var protocol = PaperProtocol.For(environment.Id);
        return new()
        {
            Environment = environment.Id,
            Preset = "paper",
            Iterations = protocol.Iterations,
            Rollout = new RolloutOptions { Steps = protocol.StepsPerIteration },
            Cloning = new BehaviorCloningOptions { UpdatesPerIteration = protocol.CloningUpdatesPerEvaluation },
            Demonstrations = new DemonstrationOptions { Every = protocol.Every, StartSeed = 0 },
        };
    }

    /// <summary>
    /// The options that learn soonest and most steadily here (docs/results): a discriminator that is ahead of the policy (30 Adam
    /// steps an iteration on small batches) and kept smooth by a gradient penalty, short iterations, policy steps that
    /// begin large and shrink, smaller networks, a shorter horizon that bootstraps at the time limit, a value function
    /// fitted by Adam, the logit itself as reward where episodes never terminate, and the average of the last
    /// iterations' policies as the result.
    /// </summary>
    /// <remarks>
    /// Where failure ends an episode, a reward that is never negative teaches to survive within few iterations; small
    /// steps and a longer horizon keep the most probable action right also where starts are rare. Where success ends
    /// it, learning takes longer, with steps that begin larger. Where nothing ends it, the demonstrations are all there
    /// is to learn from: see <see cref="Endless"/>.
    /// </remarks>
    private static TrainingOptions Fast(EnvironmentSpec environment)
    {
        var fails = environment.Termination == TerminationMeaning.Failure;
        var options = new TrainingOptions
        {
            Environment = environment.Id,
            Preset = "fast",
            Iterations = fails ? 20 : 200,
            Rollout = new RolloutOptions { Steps = 2000 },
            PolicyAverage = 0.9,
            Policy = new PolicyOptions { Hidden = Narrow, InputClip = InputClip.Usual },
            Trpo = new TrustRegionOptions { MaxKl = fails ? 0.01 : 0.03, MaxKlHalving = 30 },
            Advantage = new AdvantageOptions { Discount = fails ? 0.99 : 0.98, TimeLimit = TimeLimit.Bootstrap },
            Value = new ValueOptions
            {
                Hidden = Narrow,
                InputClip = InputClip.Usual,
                IncludeTime = false,
                Fit = ValueFit.Adam,
            },
            Cloning = new BehaviorCloningOptions { Snapshot = CloningSnapshot.Last, TrainFraction = 0 },
            Linear = new LinearOptions { InputClip = InputClip.Usual },
            Discriminator = new DiscriminatorOptions
            {
                Hidden = Narrow,
                Adam = new AdamOptions { LearningRate = 0.001 },
                Steps = 30,
                BatchSize = 256,
                GradientPenalty = 0.1,
                InputClip = InputClip.Usual,
                Reward = environment.Termination == TerminationMeaning.Never ? RewardForm.Logit : RewardForm.Auto,
            },
        };
        return environment.Termination == TerminationMeaning.Never && !IsWideAndContinuous(environment)
            ? Endless(options)
            : options;
    }

    /// <summary>
    /// Toys whose episodes never end early (docs/results/classic-control.md). A steep discriminator tells nearly all pairs
    /// of the policy apart and says little about which is the better one, so the policy sticks where demonstrations are
    /// scarce: a strong gradient penalty leaves slopes to climb. Its target is 0: a discriminator that must slope also
    /// where it cannot tell the classes apart leads a policy that is right away again, and one seed of ten then ended far
    /// from the expert. Batches of twice the episodes hold more of the rare starts, which smaller ones unlearn again.
    /// </summary>
    private static TrainingOptions Endless(TrainingOptions options) =>
        options with
        {
            Iterations = 300,
            Rollout = new RolloutOptions { Steps = 4000 },
            Discriminator = options.Discriminator with { GradientPenalty = 3, GradientPenaltyTarget = 0 },
        };

    // Robots are told from toys by what they see and do: joints' positions and velocities, continuous actions.
    private static bool IsWideAndContinuous(EnvironmentSpec environment) =>
        environment.Action.IsContinuous && environment.Observation.Width >= 8;

    /// <summary>
    /// The options that learn from fewest steps on the robots (docs/results/mujoco.md): as for the toys a discriminator ahead of the
    /// policy and kept smooth; batches of 5,000 steps, a tenth of the paper's, from many episodes at once that go on
    /// from batch to batch; actions that at first spread as the demonstrated ones do; policy steps of the paper's size.
    /// </summary>
    /// <remarks>
    /// The horizon follows the length of episodes. Where failure ends an episode, the discriminator takes fewer steps: one
    /// that is far ahead holds the learner just below the expert, one that is still catching up lets it overshoot a
    /// little (Hopper: 3,550 instead of 3,520, the expert's 3,534).
    /// </remarks>
    private static TrainingOptions Robot(EnvironmentSpec environment)
    {
        const int Batch = 5000;
        var isShort = environment.StepLimit < 200;
        var fails = environment.Termination == TerminationMeaning.Failure;
        var toys = Fast(environment);
        return toys with
        {
            Iterations = 500,
            Rollout = new RolloutOptions { Steps = Batch, NumEnvs = isShort ? Batch / environment.StepLimit : 16 },
            Policy = toys.Policy with { InitialSpread = ActionSpread.Demonstrations },
            Trpo = new TrustRegionOptions { MaxKl = 0.01, FisherFraction = 0.2 },
            Advantage = toys.Advantage with { Discount = isShort ? 0.95 : 0.995 },
            Discriminator = fails ? toys.Discriminator with { Steps = 10 } : toys.Discriminator,
        };
    }

    // A time limit is no failure, and rewards such as Pendulum's need no long horizon. Batches, networks and policy
    // steps are the paper's: a fixed reward has no equilibrium to circle.
    private static TrainingOptions Expert(TrainingOptions options) =>
        options with
        {
            Iterations = 100,
            Rollout = new RolloutOptions(),
            PolicyAverage = 0,
            Policy = new PolicyOptions { InputClip = options.Policy.InputClip },
            Trpo = new TrustRegionOptions(),
            Advantage = options.Advantage with { Discount = 0.97, TimeLimit = TimeLimit.Bootstrap },
            Value = new ValueOptions
            {
                IncludeTime = false,
                Fit = options.Value.Fit,
                InputClip = options.Value.InputClip,
            },
        };
}
