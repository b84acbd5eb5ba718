namespace Gail.Cli

open System
open System.Globalization
open Gail.Rewards
open Gail.Networks
open Gail.Policies
open Gail.Rollouts
open Gail.Rewards
open Gail.Training

/// The numbers a setting may have.
type Interval =
    {
        Least: float
        Most: float
        /// Whether the bounds themselves belong to it.
        WithLeast: bool
        WithMost: bool
    }

/// What a setting is, and so what may be given for it.
type Kind =
    | Whole of least: int64 * most: int64
    /// A whole number, or no limit at all (null).
    | WholeOrNone of least: int64
    | Real of Interval
    /// One of these names, spelt as in options.json.
    | Choice of string list
    /// The widths of layers.
    | Widths
    | YesNo

/// Where the help lists a setting.
type Group =
    | Job
    | Collecting
    | Policy
    | Value
    | Discriminator
    | Cloning
    /// Reached with --set alone.
    | Rare

/// One entry of options.json that the command line can set.
type Setting =
    {
        /// As in "advantage.discount".
        Path: string
        /// As in "--discount"; None for those that only --set reaches.
        Flag: string option
        Kind: Kind
        Group: Group
        Help: string
    }

[<RequireQualifiedAccess>]
module Kind =

    let private number (value: float) =
        value.ToString("0.############", CultureInfo.InvariantCulture)

    /// NonNegative as users write it: non-negative.
    let spoken (name: string) =
        name
        |> String.collect (fun letter ->
            if Char.IsUpper letter then
                $"-{Char.ToLower letter}"
            else
                string letter)
        |> _.TrimStart('-')

    /// As in "a number above 0.0".
    let describe kind =
        match kind with
        | Whole(least, _) when least = Int64.MinValue -> "a whole number"
        | Whole(least, most) when most >= int64 Int32.MaxValue -> $"a whole number of {least} or more"
        | Whole(least, most) -> $"a whole number from {least} to {most}"
        | WholeOrNone least when least = Int64.MinValue -> "a whole number, or none"
        | WholeOrNone least -> $"a whole number of {least} or more, or none"
        | Real interval when
            Double.IsPositiveInfinity interval.Most
            && Double.IsNegativeInfinity interval.Least
            ->
            "a number"
        | Real interval when Double.IsPositiveInfinity interval.Most ->
            if interval.WithLeast then
                $"a number of {number interval.Least} or more"
            else
                $"a number above {number interval.Least}"
        | Real interval when interval.WithLeast && interval.WithMost ->
            $"a number from {number interval.Least} to {number interval.Most}"
        | Real interval ->
            let lower = if interval.WithLeast then "at least" else "above"
            let upper = if interval.WithMost then "at most" else "below"
            $"a number {lower} {number interval.Least} and {upper} {number interval.Most}"
        | Choice names -> names |> List.map spoken |> String.concat " or "
        | Widths -> "widths of 1 or more, as in 100,100"
        | YesNo -> "true or false"

    /// What stands for the value in the help.
    let placeholder kind =
        match kind with
        | Whole _
        | WholeOrNone _ -> "N"
        | Real _ -> "X"
        | Choice names -> names |> List.map spoken |> String.concat "|"
        | Widths -> "N,N,..."
        | YesNo -> "true|false"

    let containsReal (interval: Interval) (value: float) =
        Double.IsFinite value
        && (value > interval.Least || (interval.WithLeast && value = interval.Least))
        && (value < interval.Most || (interval.WithMost && value = interval.Most))

/// Every setting, its range and its words: the command line, the checks and the help are all made from this table.
[<RequireQualifiedAccess>]
module Settings =

    let private count (least: int) =
        Whole(int64 least, int64 Int32.MaxValue)

    let private orNone = WholeOrNone 1L

    let private between least most =
        Real
            {
                Least = least
                Most = most
                WithLeast = true
                WithMost = true
            }

    let private atLeast least = between least Double.PositiveInfinity

    let private above least =
        Real
            {
                Least = least
                Most = Double.PositiveInfinity
                WithLeast = false
                WithMost = false
            }

    let private fraction =
        Real
            {
                Least = 0.0
                Most = 1.0
                WithLeast = false
                WithMost = true
            }

    let private below1 =
        Real
            {
                Least = 0.0
                Most = 1.0
                WithLeast = true
                WithMost = false
            }

    let private inside =
        Real
            {
                Least = 0.0
                Most = 1.0
                WithLeast = false
                WithMost = false
            }

    let private anyNumber =
        Real
            {
                Least = Double.NegativeInfinity
                Most = Double.PositiveInfinity
                WithLeast = false
                WithMost = false
            }

    let private names<'E when 'E: struct and 'E: (new: unit -> 'E) and 'E :> Enum> =
        Choice(List.ofArray (Enum.GetNames<'E>()))

    let private flag name path kind group help =
        {
            Path = path
            Flag = Some("--" + name)
            Kind = kind
            Group = group
            Help = help
        }

    let private rare path kind help =
        {
            Path = path
            Flag = None
            Kind = kind
            Group = Rare
            Help = help
        }

    let private rename path flag group help settings =
        let given setting =
            if setting.Path = path then
                { setting with
                    Flag = Some("--" + flag)
                    Group = group
                    Help = help
                }
            else
                setting

        List.map given settings

    let private adam path =
        [
            rare $"{path}.learningRate" (above 0.0) "Adam's step size"
            rare $"{path}.beta1" below1 "Adam's decay of the mean of gradients"
            rare $"{path}.beta2" below1 "Adam's decay of the mean of squared gradients"
            rare $"{path}.epsilon" (above 0.0) "added to the root of the squared gradients' mean"
        ]

    let private trustRegion path =
        [
            rare $"{path}.maxKl" (above 0.0) "the limit on the divergence of a step, in nats"
            rare
                $"{path}.maxKlHalving"
                (atLeast 0.0)
                "the number of updates by which that limit has halved, L T / (T + t); 0: it stays"
            rare $"{path}.damping" (atLeast 0.0) "the multiple of the identity added to the Fisher matrix"
            rare $"{path}.conjugateGradientSteps" (count 1) "the most conjugate-gradient steps"
            rare $"{path}.conjugateGradientTolerance" (atLeast 0.0) "the relative residual at which they stop"
            rare $"{path}.fisherFraction" fraction "the share of the batch that Fisher products are taken on"
            rare $"{path}.backtracks" (Whole(0L, 1000L)) "the most times the line search shrinks the step"
            rare $"{path}.shrink" inside "what the line search shrinks the step by"
            rare $"{path}.acceptRatio" (atLeast 0.0) "the share of the predicted improvement a step must reach"
            rare $"{path}.klSlack" (above 0.0) "no step is accepted above this multiple of the limit"
        ]

    let private inputClip path =
        rare
            $"{path}.inputClip"
            (atLeast 0.0)
            "greatest magnitude of a standardised input, in standard deviations; 0: no limit"

    let private network path =
        [
            rare $"{path}.activation" names<Activation> "the function between layers"
            inputClip path
        ]

    let private normalization = names<Normalization>

    let private job =
        [
            flag "episodes" "demonstrations.episodes" orNone Job "use only the first N demonstrated episodes"
            flag "every" "demonstrations.every" (count 1) Job "keep every Nth step of them, from a random start"
            rare
                "demonstrations.startSeed"
                (WholeOrNone Int64.MinValue)
                "names the randomness of those starts; none: the run's seed"
            flag "seed" "seed" (Whole(Int64.MinValue, Int64.MaxValue)) Job "names the run's randomness"
            flag
                "steps"
                "steps"
                orNone
                Job
                "begin no iteration after N environment steps (bc: N updates); raises --iterations as needed"
            flag "iterations" "iterations" (count 1) Job "end after N iterations"
        ]

    let private collecting =
        [
            flag "batch-steps" "rollout.steps" (count 1) Collecting "environment steps per iteration"
            flag
                "num-envs"
                "rollout.numEnvs"
                (Whole(0L, 1_000_000L))
                Collecting
                "environments side by side whose episodes go on; 0: whole episodes from fresh resets"
            flag "discount" "advantage.discount" (between 0.0 1.0) Collecting "gamma, the discount of later rewards"
            flag "lambda" "advantage.lambda" (between 0.0 1.0) Collecting "lambda of generalised advantage estimation"
            flag
                "time-limit"
                "advantage.timeLimit"
                names<TimeLimit>
                Collecting
                "what follows a time limit: nothing, or the value function's estimate"
            flag "entropy-weight" "entropyWeight" (atLeast 0.0) Collecting "weight of the policy's entropy"
            flag
                "policy-average"
                "policyAverage"
                (between 0.0 0.999)
                Policy
                "share of the earlier average kept when the published policy's parameters are averaged; 0: no average"
        ]

    let private policy =
        [
            flag "policy-hidden" "policy.hidden" Widths Policy "widths of the policy's hidden layers"
            flag "policy-norm" "policy.normalization" normalization Policy "moments that standardise observations"
            rare
                "policy.initialLogStandardDeviation"
                anyNumber
                "log standard deviation of continuous actions to begin with"
            rare
                "policy.initialSpread"
                names<ActionSpread>
                "whether that number says how actions spread at first, or the demonstrations do"
        ]
        @ network "policy"
        @ (trustRegion "trpo"
           |> rename "trpo.maxKl" "max-kl" Policy "how far a step may move the policy, in nats"
           |> rename "trpo.maxKlHalving" "max-kl-halving" Policy "updates that halve it, as T / (T + t); 0: it stays"
           |> rename "trpo.damping" "damping" Policy "added to the Fisher matrix's diagonal"
           |> rename "trpo.conjugateGradientSteps" "cg-steps" Policy "conjugate-gradient steps"
           |> rename "trpo.fisherFraction" "fisher-fraction" Policy "share of the batch for Fisher products"
           |> rename "trpo.backtracks" "backtracks" Policy "most times the line search shrinks a step")

    let private value =
        [
            flag "value-hidden" "value.hidden" Widths Value "widths of the value function's hidden layers"
            flag "value-fit" "value.fit" names<ValueFit> Value "one natural-gradient step, or Adam on minibatches"
            flag "value-norm" "value.normalization" normalization Value "moments that standardise observations"
            flag "value-time" "value.includeTime" YesNo Value "whether the time step is an input"
            flag "value-epochs" "value.epochs" (count 1) Value "passes over the batch (Adam)"
            flag "value-batch" "value.minibatch" (count 1) Value "rows per step (Adam)"
        ]
        @ network "value"
        @ (trustRegion "value.trustRegion"
           |> rename "value.trustRegion.maxKl" "value-max-kl" Value "mean squared change a step may make (natural)")
        @ (adam "value.adam"
           |> rename "value.adam.learningRate" "value-lr" Value "learning rate (Adam)")

    let private discriminator =
        [
            flag "disc-hidden" "discriminator.hidden" Widths Discriminator "widths of its hidden layers"
            flag "disc-steps" "discriminator.steps" (count 1) Discriminator "Adam steps per iteration"
            flag
                "disc-batch"
                "discriminator.batchSize"
                (count 0)
                Discriminator
                "rows of each class per step; 0: the whole batch"
            flag
                "disc-entropy"
                "discriminator.entropyWeight"
                (atLeast 0.0)
                Discriminator
                "weight of the entropy of its answers"
            flag
                "gradient-penalty"
                "discriminator.gradientPenalty"
                (atLeast 0.0)
                Discriminator
                "weight of the penalty that keeps it smooth; 0: none"
            rare
                "discriminator.gradientPenaltyTarget"
                (atLeast 0.0)
                "slope that the gradient penalty draws the discriminator to; 0: flat where it cannot tell"
            flag
                "reward"
                "discriminator.reward"
                names<RewardForm>
                Discriminator
                "form of the reward; auto: by what ends the environment's episodes"
        ]
        @ network "discriminator"
        @ (adam "discriminator.adam"
           |> rename "discriminator.adam.learningRate" "disc-lr" Discriminator "learning rate")

    let private linear =
        [
            rare "linear.squareScale" (atLeast 0.0) "c of the features (c x)^2 of FEM and GTAL"
            inputClip "linear"
            rare
                "linear.reward"
                names<RewardForm>
                "the side of zero that the rewards of FEM and GTAL are shifted to; logit: not shifted"
        ]

    let private cloning =
        [
            flag "bc-batch" "cloning.batchSize" (count 1) Cloning "pairs per update"
            flag "bc-updates" "cloning.updatesPerIteration" (count 1) Cloning "updates per iteration"
            flag
                "bc-train-fraction"
                "cloning.trainFraction"
                (between 0.0 1.0)
                Cloning
                "share of the pairs trained on; 0: 0.7 to tell the best snapshot by the others, else all"
            flag
                "bc-snapshot"
                "cloning.snapshot"
                names<CloningSnapshot>
                Cloning
                "what is kept: the last parameters, or those best on the pairs not trained on"
        ]
        @ (adam "cloning.adam"
           |> rename "cloning.adam.learningRate" "bc-lr" Cloning "learning rate")

    /// All of them, in the order of the help.
    let all =
        List.concat [ job; collecting; policy; value; discriminator; linear; cloning ]

    /// Those that mean something where no demonstrations are imitated.
    let forExperts =
        let imitates setting =
            [ "demonstrations."; "discriminator."; "linear."; "cloning." ]
            |> List.exists setting.Path.StartsWith

        List.filter (imitates >> not) all
