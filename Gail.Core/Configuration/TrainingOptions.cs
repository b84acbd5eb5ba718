using System.Text.Json.Serialization;
using Gail.Optimizers;
using Gail.OptionRules;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using Gail.Training;

namespace Gail.Configuration;

/// <summary>The method that trains a policy.</summary>
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
[OptionRecord]
public sealed partial record TrainingOptions
{
    /// <summary>The environment's id.</summary>
    public required string Environment { get; init; }

    /// <summary>The method.</summary>
    public Method Method { get; init; } = Method.Gail;

    /// <summary>The preset these options began as.</summary>
    public string Preset { get; init; } = "paper";

    /// <summary>Names the run's randomness.</summary>
    [Option("names the run's randomness", Flag = "--seed", Section = OptionSections.Job)]
    public partial long Seed { get; init; }

    /// <summary>The maximum number of iterations.</summary>
    [Option("end after N iterations", Flag = "--iterations", Range = "[1, inf)", Section = OptionSections.Job)]
    public partial int Iterations { get; init; } = 300;

    /// <summary>
    /// No iteration begins once this many environment steps are taken (for behaviour cloning: this many updates);
    /// null for no such limit.
    /// </summary>
    [Option(
        "begin no iteration after N environment steps (bc: N updates); raises --iterations as needed",
        Flag = "--steps",
        Range = "[1, inf)",
        Section = OptionSections.Job
    )]
    public partial long? Steps { get; init; }

    /// <summary>Collection of steps.</summary>
    [OptionGroup(Section = OptionSections.Collecting)]
    public partial RolloutOptions Rollout { get; init; } = new();

    /// <summary>Discount, lambda and the meaning of the time limit.</summary>
    [OptionGroup(Section = OptionSections.Collecting)]
    public partial AdvantageOptions Advantage { get; init; } = new();

    /// <summary>The weight of the policy's entropy.</summary>
    [Option(
        "weight of the policy's entropy",
        Flag = "--entropy-weight",
        Range = EntropyBonus.WeightRange,
        Section = OptionSections.Collecting
    )]
    public partial double EntropyWeight { get; init; }

    /// <summary>
    /// The share of the earlier average that each iteration keeps when the policy's parameters are averaged, in [0, 1);
    /// the average is what a run publishes, while training goes on from the parameters themselves. Adversarial training
    /// circles its equilibrium, so the average is nearer to it. 0, the paper's, publishes the last parameters.
    /// </summary>
    [Option(
        "share of the earlier average kept when the published policy's parameters are averaged; 0: no average",
        Flag = "--policy-average",
        Range = ParameterAverage.ShareRange,
        Section = OptionSections.Policy
    )]
    public partial double PolicyAverage { get; init; }

    /// <summary>The policy's network.</summary>
    [OptionGroup(Section = OptionSections.Policy)]
    public partial PolicyOptions Policy { get; init; } = new();

    /// <summary>The policy's trust region.</summary>
    [OptionGroup(Section = OptionSections.Policy)]
    [OptionFlag("maxKl", "--max-kl", "how far a step may move the policy", "nats")]
    [OptionFlag("maxKlHalving", "--max-kl-halving", "updates that halve it, as T / (T + t); 0: it stays")]
    [OptionFlag("damping", "--damping", "added to the Fisher matrix's diagonal")]
    [OptionFlag("conjugateGradientSteps", "--cg-steps", "conjugate-gradient steps")]
    [OptionFlag("fisherFraction", "--fisher-fraction", "share of the batch for Fisher products")]
    [OptionFlag("backtracks", "--backtracks", "most times the line search shrinks a step")]
    public partial TrustRegionOptions Trpo { get; init; } = new();

    /// <summary>The value function.</summary>
    [OptionGroup(Section = OptionSections.Value)]
    public partial ValueOptions Value { get; init; } = new();

    /// <summary>The discriminator.</summary>
    [OptionGroup(Section = OptionSections.Discriminator, OfImitation = true)]
    public partial DiscriminatorOptions Discriminator { get; init; } = new();

    /// <summary>The linear adversary of FEM and GTAL.</summary>
    [OptionGroup(OfImitation = true)]
    public partial LinearOptions Linear { get; init; } = new();

    /// <summary>Behaviour cloning.</summary>
    [OptionGroup(Section = OptionSections.Cloning, OfImitation = true)]
    public partial BehaviorCloningOptions Cloning { get; init; } = new();

    /// <summary>Subsampling of the demonstrations.</summary>
    [OptionGroup(Section = OptionSections.Job, OfImitation = true)]
    public partial DemonstrationOptions Demonstrations { get; init; } = new();

    /// <summary>The steps of one iteration that <see cref="Steps"/> limits: environment steps, or updates.</summary>
    [JsonIgnore]
    public int StepsPerIteration => Method == Method.BehaviorCloning ? Cloning.UpdatesPerIteration : Rollout.Steps;
}
