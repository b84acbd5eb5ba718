using System.Text.Json.Serialization;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Configuration;

/// <summary>What a policy is trained by.</summary>
public enum Method
{
    /// <summary>Generative adversarial imitation learning.</summary>
    Gail,

    /// <summary>Behaviour cloning.</summary>
    BehaviorCloning,

    /// <summary>Reinforcement learning on the true reward: how experts are made.</summary>
    Expert,

    /// <summary>Feature expectation matching: GAIL's procedure against a linear reward of weights in the L2 ball.</summary>
    Fem,

    /// <summary>Game-theoretic apprenticeship learning: the same, of weights in the simplex.</summary>
    Gtal,
}

/// <summary>Every number of a training run. The defaults are the paper's for classic control.</summary>
public sealed record TrainingOptions
{
    /// <summary>The environment's id.</summary>
    public required string Environment { get; init; }

    /// <summary>The method.</summary>
    public Method Method { get; init; } = Method.Gail;

    /// <summary>The preset these options began as.</summary>
    public string Preset { get; init; } = "paper";

    /// <summary>Names the run's randomness.</summary>
    public long Seed { get; init; }

    /// <summary>How many iterations to run at most.</summary>
    public int Iterations { get; init; } = 300;

    /// <summary>
    /// No iteration begins once this many environment steps are taken (for behaviour cloning: this many updates);
    /// null for no such limit.
    /// </summary>
    public long? Steps { get; init; }

    /// <summary>How steps are collected.</summary>
    public RolloutOptions Rollout { get; init; } = new();

    /// <summary>Discount, lambda and the meaning of the time limit.</summary>
    public AdvantageOptions Advantage { get; init; } = new();

    /// <summary>The weight of the policy's entropy.</summary>
    public double EntropyWeight { get; init; }

    /// <summary>
    /// How much of the earlier average is kept by each iteration when the policy's parameters are averaged, in [0, 1);
    /// the average is what a run publishes, while training goes on from the parameters themselves. Adversarial training
    /// circles its equilibrium, so the average is nearer to it. 0, the paper's, publishes the last parameters.
    /// </summary>
    public double PolicyAverage { get; init; }

    /// <summary>The policy's network.</summary>
    public PolicyOptions Policy { get; init; } = new();

    /// <summary>The policy's trust region.</summary>
    public TrustRegionOptions Trpo { get; init; } = new();

    /// <summary>The value function.</summary>
    public ValueOptions Value { get; init; } = new();

    /// <summary>The discriminator.</summary>
    public DiscriminatorOptions Discriminator { get; init; } = new();

    /// <summary>The linear adversary of FEM and GTAL.</summary>
    public LinearOptions Linear { get; init; } = new();

    /// <summary>Behaviour cloning.</summary>
    public BehaviorCloningOptions Cloning { get; init; } = new();

    /// <summary>How the demonstrations are cut down.</summary>
    public DemonstrationOptions Demonstrations { get; init; } = new();

    /// <summary>What one iteration adds to the steps that <see cref="Steps"/> limits: of the environment, or updates.</summary>
    [JsonIgnore]
    public int StepsPerIteration => Method == Method.BehaviorCloning ? Cloning.UpdatesPerIteration : Rollout.Steps;

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    /// <remarks>So a limit of <see cref="Steps"/> cannot be taken away here, only set higher.</remarks>
    public TrainingOptions With(
        string? environment = null,
        Method? method = null,
        string? preset = null,
        long? seed = null,
        int? iterations = null,
        long? steps = null,
        RolloutOptions? rollout = null,
        AdvantageOptions? advantage = null,
        double? entropyWeight = null,
        double? policyAverage = null,
        PolicyOptions? policy = null,
        TrustRegionOptions? trpo = null,
        ValueOptions? value = null,
        DiscriminatorOptions? discriminator = null,
        LinearOptions? linear = null,
        BehaviorCloningOptions? cloning = null,
        DemonstrationOptions? demonstrations = null
    ) =>
        this with
        {
            Environment = environment ?? Environment,
            Method = method ?? Method,
            Preset = preset ?? Preset,
            Seed = seed ?? Seed,
            Iterations = iterations ?? Iterations,
            Steps = steps ?? Steps,
            Rollout = rollout ?? Rollout,
            Advantage = advantage ?? Advantage,
            EntropyWeight = entropyWeight ?? EntropyWeight,
            PolicyAverage = policyAverage ?? PolicyAverage,
            Policy = policy ?? Policy,
            Trpo = trpo ?? Trpo,
            Value = value ?? Value,
            Discriminator = discriminator ?? Discriminator,
            Linear = linear ?? Linear,
            Cloning = cloning ?? Cloning,
            Demonstrations = demonstrations ?? Demonstrations,
        };
}

/// <summary>How the demonstrations are cut down before training.</summary>
public sealed record DemonstrationOptions
{
    /// <summary>How many episodes are used, from the first; null for all.</summary>
    public int? Episodes { get; init; }

    /// <summary>Every how manieth step is kept, from a random start in each episode.</summary>
    public int Every { get; init; } = 1;

    /// <summary>
    /// Names the randomness of those starts; null for the run's seed. The authors drew the starts once, so that all runs
    /// on a number of episodes see the same steps (preset paper: 0).
    /// </summary>
    public long? StartSeed { get; init; }

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    /// <remarks>
    /// So a number of <see cref="Episodes"/> or a <see cref="StartSeed"/> cannot be taken away here; new options have
    /// none.
    /// </remarks>
    public DemonstrationOptions With(int? episodes = null, int? every = null, long? startSeed = null) =>
        this with
        {
            Episodes = episodes ?? Episodes,
            Every = every ?? Every,
            StartSeed = startSeed ?? StartSeed,
        };
}

/// <summary>How steps are collected.</summary>
public sealed record RolloutOptions
{
    /// <summary>The steps of an iteration; whole episodes make it a few more.</summary>
    public int Steps { get; init; } = 5000;

    /// <summary>
    /// Environments stepped side by side, each keeping its episode from one iteration to the next; 0 for whole
    /// episodes, each from a fresh reset (the paper's way).
    /// </summary>
    public int NumEnvs { get; init; }

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public RolloutOptions With(int? steps = null, int? numEnvs = null) =>
        this with
        {
            Steps = steps ?? Steps,
            NumEnvs = numEnvs ?? NumEnvs,
        };
}
