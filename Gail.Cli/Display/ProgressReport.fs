namespace Gail.Cli.Display

open System
open System.Globalization
open Gail.Data
open Gail.Configuration
open Gail.Runs
open Gail.Training
open Gail.Cli

/// The progress of a run, in words.
type ProgressReport =
    {
        Iteration: int64
        /// As in "80", or "~12" where a limit of steps decides.
        Iterations: string
        Share: float
        Left: TimeSpan option
        /// A label and its value.
        Facts: (string * string) list
    }

[<RequireQualifiedAccess>]
module ProgressReport =

    /// The label of what training never reads.
    let trueReturn = "mean true return"

    let private number (format: string) (value: float) =
        if Double.IsFinite value then
            value.ToString(format, CultureInfo.InvariantCulture)
        else
            "-"

    let private percent (value: float) = number "0%" value

    let duration (time: TimeSpan) =
        if time.TotalHours >= 1.0 then
            $"{int time.TotalHours}h {time.Minutes:D2}m"
        elif time.TotalMinutes >= 1.0 then
            $"{time.Minutes}m {time.Seconds:D2}s"
        else
            $"{time.Seconds}s"

    let private facts (progress: RunProgress) =
        let metrics = dict [ for metric in progress.Metrics -> metric.Name, metric.Value ]

        let fact name label (show: float -> string) =
            match metrics.TryGetValue name with
            | true, value -> [ label, show value ]
            | _ -> []

        let accuracies expert =
            match metrics.TryGetValue "discriminator_accuracy_policy" with
            | true, policy -> $"right on {percent expert} of the expert's pairs, {percent policy} of the policy's"
            | _ -> percent expert

        // Said only where it happens.
        let unstable =
            match metrics.TryGetValue "unstable_episodes" with
            | true, count when count > 0.0 -> [ "episodes cut short", $"{int64 count} (the simulation broke down)" ]
            | _ -> []

        let speed = number "N0" progress.StepsPerSecond
        let progressed = progress.State.Progress

        [
            if progressed.EnvironmentSteps = 0L then
                "updates", progressed.GradientSteps.ToString("N0", CultureInfo.InvariantCulture)
            else
                "environment steps", $"""{number "N0" (float progressed.EnvironmentSteps)} ({speed}/s)"""
            yield! fact "true_return_mean" trueReturn (number "0.0")
            yield! unstable
            yield! fact "discriminator_accuracy_expert" "discriminator" accuracies
            yield! fact "feature_distance" "distance of features" (number "0.0000")
            yield! fact "policy_kl" "KL" (number "0.0000")
            yield! fact "policy_entropy" "entropy" (number "0.000")
            yield! fact "train_loss" "loss" (number "0.0000")
            yield! fact "validation_loss" "loss on held-out pairs" (number "0.0000")
        ]

    /// Turns what a run reports into words. The time left is what the rest takes at the speed since the start.
    let follow (options: TrainingOptions) =
        let mutable before = None

        fun (progress: RunProgress) ->
            let iteration = float progress.State.Iteration

            let start =
                before
                |> Option.defaultValue (progress.Progress * (iteration - 1.0) / iteration)

            before <- Some start
            let gained = progress.Progress - start

            {
                Iteration = progress.State.Iteration
                Iterations =
                    if progress.Progress * float options.Iterations > iteration + 0.5 then
                        $"~{int64 (ceil (iteration / progress.Progress))}"
                    else
                        string options.Iterations
                Share = progress.Progress
                Left =
                    if gained > 0.0 then
                        Some(progress.Elapsed * ((1.0 - progress.Progress) / gained))
                    else
                        None
                Facts = facts progress
            }

    /// All of it on one line.
    let line (report: ProgressReport) =
        let facts = [ for label, value in report.Facts -> $"{label} {value}" ]
        let left = report.Left |> Option.map (fun left -> $"{duration left} left")

        String.Join(
            "; ",
            $"iteration {report.Iteration}/{report.Iterations}" :: facts
            @ Option.toList left
        )
