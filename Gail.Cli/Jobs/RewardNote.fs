namespace Gail.Cli.Jobs

open Gail.Configuration
open Gail.Environments
open Gail.Rewards

/// A run's note on its reward.
[<RequireQualifiedAccess>]
module RewardNote =

    /// Why the reward has the form it has; None where no adversary gives it.
    let ofOptions (options: TrainingOptions) (environment: EnvironmentSpec) =
        let note asked formula remedy =
            let form = RewardForms.Resolve(asked, environment)

            let reason =
                match environment.Termination with
                | _ when asked <> RewardForm.Auto -> "as the options say"
                | TerminationMeaning.Success -> "since episodes end on success, every further step costs"
                | TerminationMeaning.Failure -> "since episodes end on failure, every further step is worth something"
                | _ -> "since episodes all last to the time limit"

            Some $"reward: {formula form}: {reason} (see {remedy})"

        let ofClassifier form =
            match form with
            | RewardForm.NonPositive -> "log D, never positive"
            | RewardForm.Logit -> "the logit of D, of either sign"
            | _ -> "-log(1 - D), never negative"

        let ofLinear form =
            match form with
            | RewardForm.NonPositive -> "linear, shifted to be never positive"
            | RewardForm.Logit -> "linear, of either sign"
            | _ -> "linear, shifted to be never negative"

        match options.Method with
        | Method.Gail -> note options.Discriminator.Reward ofClassifier "--reward"
        | Method.Fem
        | Method.Gtal -> note options.Linear.Reward ofLinear "--set linear.reward"
        | _ -> None
