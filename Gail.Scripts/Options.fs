namespace Gail.Scripts

open System.Collections.Immutable
open Gail.Environments
open Gail.OptionRules
open Gail.Optimizers
open Gail.Policies
open Gail.Rollouts
open Gail.Configuration
open Gail.Rewards
open Gail.Training

/// Every number of a training run: a preset, then setters that pipe. What has no setter here is reached by
/// <c>options.With(...)</c>, and the groups by functions over them:
/// <c>Options.trpo (fun trpo -> trpo.With(maxKl = 0.02))</c>.
[<RequireQualifiedAccess>]
module Options =

    /// The names of the presets.
    let presets: string list = List.ofSeq Presets.All

    /// A preset for a method: what suits behaviour cloning or an expert differs from what suits GAIL.
    let presetFor (method: Method) (name: string) (env: IEnvironment) : TrainingOptions =
        Presets.Create(name, env.Spec, method)

    /// A preset for GAIL, such as "paper" or "fast".
    let preset (name: string) (env: IEnvironment) : TrainingOptions = presetFor Method.Gail name env

    /// Every option with its path, flag, range and meaning, as declared beside its property.
    let all: OptionRule list = List.ofSeq TrainingOptions.Rules

    /// Any option by its path, as <c>gail train --set</c> has it: <c>Options.set "trpo.maxKl" "0.02"</c>. Raises
    /// OptionException for what is no option or no value of it.
    let set (path: string) (value: string) (options: TrainingOptions) : TrainingOptions =
        let option = OptionValues.Named("Options.set", path, TrainingOptions.Rules)
        OptionValues.Set(options, ImmutableArray.Create(OptionAssignment(option, option.Path, value)))

    /// Names the run's randomness.
    let seed (seed: int64) (options: TrainingOptions) : TrainingOptions = options.With(seed = seed)

    /// How many iterations to run at most.
    let iterations (count: int) (options: TrainingOptions) : TrainingOptions = options.With(iterations = count)

    /// No iteration begins once this many environment steps are taken.
    let steps (limit: int64) (options: TrainingOptions) : TrainingOptions = options.With(steps = limit)

    /// The environment steps of one iteration.
    let batch (steps: int) (options: TrainingOptions) : TrainingOptions =
        options.With(rollout = options.Rollout.With(steps = steps))

    /// How many episodes of the demonstrations are used, from the first.
    let episodes (count: int) (options: TrainingOptions) : TrainingOptions =
        options.With(demonstrations = options.Demonstrations.With(episodes = count))

    /// Only every k-th step of the demonstrations is used.
    let every (k: int) (options: TrainingOptions) : TrainingOptions =
        options.With(demonstrations = options.Demonstrations.With(every = k))

    /// The weight of the policy's causal entropy.
    let entropyWeight (weight: float) (options: TrainingOptions) : TrainingOptions =
        options.With(entropyWeight = weight)

    /// The form of the reward, in place of the one that the environment suggests.
    let reward (form: RewardForm) (options: TrainingOptions) : TrainingOptions =
        options.With(discriminator = options.Discriminator.With(reward = form))

    /// Changes how steps are collected.
    let rollout (change: RolloutOptions -> RolloutOptions) (options: TrainingOptions) : TrainingOptions =
        options.With(rollout = change options.Rollout)

    /// Changes discount, lambda and the meaning of the time limit.
    let advantage (change: AdvantageOptions -> AdvantageOptions) (options: TrainingOptions) : TrainingOptions =
        options.With(advantage = change options.Advantage)

    /// Changes the policy's network.
    let policy (change: PolicyOptions -> PolicyOptions) (options: TrainingOptions) : TrainingOptions =
        options.With(policy = change options.Policy)

    /// Changes the policy's trust region.
    let trpo (change: TrustRegionOptions -> TrustRegionOptions) (options: TrainingOptions) : TrainingOptions =
        options.With(trpo = change options.Trpo)

    /// Changes the value function.
    let value (change: ValueOptions -> ValueOptions) (options: TrainingOptions) : TrainingOptions =
        options.With(value = change options.Value)

    /// Changes the discriminator.
    let discriminator
        (change: DiscriminatorOptions -> DiscriminatorOptions)
        (options: TrainingOptions)
        : TrainingOptions =
        options.With(discriminator = change options.Discriminator)

    /// Changes the linear adversary of FEM and GTAL.
    let linear (change: LinearOptions -> LinearOptions) (options: TrainingOptions) : TrainingOptions =
        options.With(linear = change options.Linear)

    /// Changes behaviour cloning.
    let cloning
        (change: BehaviorCloningOptions -> BehaviorCloningOptions)
        (options: TrainingOptions)
        : TrainingOptions =
        options.With(cloning = change options.Cloning)

    /// The options as JSON, as a run directory holds them.
    let toJson (options: TrainingOptions) : string = OptionsJson.Write options

    /// Reads what <c>toJson</c> wrote; unknown names are refused.
    let ofJson (json: string) : TrainingOptions = OptionsJson.Read json
