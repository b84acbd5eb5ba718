namespace Gail.Cli.Jobs

open System
open Gail.Cli
open Gail.Configuration
open Gail.Data
open Gail.Environments
open Gail.Evaluation
open Gail.Runs
open Gail.Runs.Checkpoints
open Gail.Training
open Gail.Cli.Arguments

/// The arguments that all runs share.
type RunFlags =
    {
        Threads: int
        Checkpoints: CheckpointInterval
        EvaluationEpisodes: int
        /// Iterations between evaluations while training; 0 for none.
        EvaluateEvery: int
        Json: bool
        Quiet: bool
    }

[<RequireQualifiedAccess>]
module RunFlags =

    /// 20 (iterations) or 10min.
    let private checkpoints (given: string option) =
        match given with
        | Some text when text.EndsWith("min", StringComparison.Ordinal) ->
            match Number.real (text[.. text.Length - 4].Trim()) with
            | Ok minutes when minutes > 0.0 && minutes < 1e6 ->
                CheckpointInterval.Time(TimeSpan.FromMinutes minutes) :> CheckpointInterval
            | Ok _
            | Error _ -> Errors.user $"--checkpoint-every is {text}, expected minutes above 0, such as 10min."
        | None -> CheckpointInterval.Default
        | Some _ -> CheckpointInterval.Iterations(Number.count "--checkpoint-every" 1 1 given)

    /// Reads and checks what was given.
    let read threads checkpointEvery evaluationEpisodes evaluateEvery json quiet =
        {
            Threads = Inputs.threads threads
            Checkpoints = checkpoints checkpointEvery
            EvaluationEpisodes = Number.count "--eval-episodes" 1 50 evaluationEpisodes
            EvaluateEvery = Number.count "--eval-every" 0 0 evaluateEvery
            Json = json
            Quiet = quiet
        }

/// A run about to begin or go on: all of it is checked, and nothing is written yet.
type Job =
    {
        /// "train" or "expert", for what it says about itself.
        Command: string
        Options: TrainingOptions
        Environment: IEnvironment
        Demonstrations: Demonstrations option
        /// The endings of the demonstrated episodes, where they can be told.
        Endings: DemonstratedEndings | null
        Trainer: ITrainer
        /// The directory of the run.
        Path: string
        /// Makes the directory and the state to begin with, or opens them.
        Open: unit -> RunDirectory * TrainState
        /// Notes for the user, a sentence each.
        Notes: string list
    }

/// The outcome of a run.
type Outcome =
    {
        Job: Job
        Result: RunResult
        /// Environment steps per second of training in this process.
        StepsPerSecond: float
        /// Episodes of training in this process that were cut short since the simulation broke down.
        UnstableEpisodes: int64
        PolicyPath: string
        /// None when the run was stopped.
        Evaluation: EvaluationResult option
    }

    member outcome.Stopped = outcome.Evaluation.IsNone
