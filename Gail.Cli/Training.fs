namespace Gail.Cli

open System
open System.Globalization
open System.IO
open System.Text.Json
open Gail.Rewards
open Gail.Data
open Gail.Environments
open Gail.Execution
open Gail.Policies
open Gail.Scripts
open Gail.Configuration
open Gail.Data.Files
open Gail.Evaluation
open Gail.Rewards
open Gail.Runs
open Gail.Training

/// What a run shares whatever it trains.
type RunFlags =
    {
        Threads: int
        CheckpointEvery: int
        EvaluationEpisodes: int
        /// Iterations between evaluations while training; 0 for none.
        EvaluateEvery: int
        Json: bool
        Quiet: bool
    }

/// A run about to begin or go on: all of it is checked, and nothing is written yet.
type Job =
    {
        /// "train" or "expert", for what it says about itself.
        Command: string
        Options: TrainingOptions
        Environment: IEnvironment
        Demonstrations: Demonstrations option
        /// How the demonstrated episodes ended, where that can be told.
        Endings: DemonstratedEndings | null
        Trainer: ITrainer
        /// Where the run is going to be kept.
        Path: string
        /// Makes the directory and the state to begin with, or opens them.
        Open: unit -> RunDirectory * TrainState
        /// What the user should know, a sentence each.
        Notes: string list
    }

/// What a run came to.
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

/// Runs: how `gail train` and `gail expert` make, continue and report them.
[<RequireQualifiedAccess>]
module Training =

    /// An environment's name as a folder may be called everywhere: with options, it has colons and can be long.
    let private folderName (environment: string) =
        let plain letter =
            if Char.IsAsciiLetterOrDigit letter || "._-".Contains(letter: char) then
                letter
            else
                '-'

        (String.map plain environment)[..99]

    /// runs/ENV-METHOD-sSEED, with a number behind when that is taken.
    let freePath (options: TrainingOptions) =
        let name =
            $"{folderName options.Environment}-{Methods.name options.Method}-s{options.Seed}"

        let isFree (path: string) = not (Path.Exists path)

        Seq.initInfinite (fun i -> Path.Combine("runs", (if i = 0 then name else $"{name}-{i + 1}")))
        |> Seq.find isFree

    /// A directory for a new run, checked and made when it opens.
    let opening path overwrite (options: TrainingOptions) (info: unit -> RunInfo) (trainer: ITrainer) =
        RunDirectory.CheckFree(path, overwrite)
        let info = info ()
        fun () -> RunDirectory.Create(path, options, info, overwrite), trainer.Init options.Seed

    /// The networks of a checkpoint must be those that the options describe.
    let private checkState (path: string) (trainer: ITrainer) (options: TrainingOptions) (state: TrainState) =
        let parameters (state: TrainState) =
            [
                for leaf in state.ToTree().Leaves do
                    if leaf.Path.Contains "parameters/" then
                        leaf.Path, string leaf.Value.Shape
            ]

        if parameters state <> parameters (trainer.Init options.Seed) then
            Errors.user $"{path}: the checkpoint does not fit the run's options.json; was it changed?"

    /// The directory of an earlier run with new limits, and its state when it opens.
    let reopening (directory: RunDirectory) (options: TrainingOptions) (trainer: ITrainer) =
        fun () ->
            let state =
                match directory.Resume() with
                | null -> trainer.Init options.Seed
                | state ->
                    checkState directory.Path trainer options state
                    state

            if int64 options.Iterations < state.Iteration then
                Errors.user
                    $"--iterations is {options.Iterations}, but {directory.Path} has done {state.Iteration} already."

            directory.WithLimits(options.Iterations, options.Steps), state

    /// The method's name for a run that --resume names, and its options with the new limits.
    let resumed (given: Given list) (path: string) =
        let directory = RunDirectory.Open path

        for one in given do
            if not (List.contains one.Setting.Path [ "iterations"; "steps" ]) then
                Errors.usage
                    $"{one.Name} would change the run; with --resume only --iterations and --steps can be set anew"

        let options = Given.apply given directory.Options
        Given.check (Path.Combine(path, "options.json")) options
        directory, options

    /// Why the reward has the form it has; None where no adversary gives it.
    let rewardNote (options: TrainingOptions) (environment: EnvironmentSpec) =
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

    let private header (job: Job) (threads: int) =
        let options = job.Options

        [
            $"gail {job.Command}: {options.Environment}, {Methods.name options.Method}, preset {options.Preset}, seed {options.Seed}, {threads} threads"
            match job.Demonstrations with
            | Some demonstrations -> $"demonstrations: {demonstrations}"
            | None -> ()
            yield! Option.toList (rewardNote options job.Environment.Spec)
            yield! job.Notes |> List.map (fun note -> $"note: {note}")
            $"run: {job.Path}"
        ]

    let private evaluate (executor: Executor) (job: Job) (flags: RunFlags) (policy: IPolicy) =
        try
            PolicyEvaluation.Run(
                executor,
                job.Environment,
                policy,
                flags.EvaluationEpisodes,
                Keys.evaluation job.Options.Seed,
                ActionChoice.Deterministic
            )
            |> Some
        with :? OperationCanceledException when executor.Cancellation.IsCancellationRequested ->
            None

    let private periodic (job: Job) (flags: RunFlags) : PeriodicEvaluation | null =
        if flags.EvaluateEvery = 0 then
            null
        else
            let key = Keys.evaluation job.Options.Seed
            PeriodicEvaluation(job.Environment, flags.EvaluateEvery, flags.EvaluationEpisodes, key)

    /// Trains, keeps the run and evaluates; a stop leaves what was learned until then.
    let execute (executor: Executor) (flags: RunFlags) (job: Job) =
        Memory.checkEpisodes "--eval-episodes" job.Environment.Spec flags.EvaluationEpisodes
        let directory, start = job.Open()

        if not flags.Quiet then
            header job executor.Threads |> List.iter stderr.WriteLine

        let mutable elapsed = TimeSpan.Zero
        let mutable unstable = 0L

        let train show =
            let progress (progress: RunProgress) =
                elapsed <- progress.Elapsed

                for metric in progress.Metrics do
                    if metric.Name = "unstable_episodes" then
                        unstable <- unstable + int64 metric.Value

                show progress

            TrainingRun.Execute(
                job.Trainer,
                job.Options,
                start,
                executor,
                directory,
                Action<RunProgress> progress,
                flags.CheckpointEvery,
                periodic job flags,
                job.Endings
            )

        let style = Progress.style flags.Quiet flags.Json

        let result =
            Progress.show style $"gail {job.Command} {job.Options.Environment}" job.Options train

        let steps = result.State.Progress.EnvironmentSteps - start.Progress.EnvironmentSteps

        {
            Job = job
            Result = result
            StepsPerSecond =
                if elapsed > TimeSpan.Zero then
                    float steps / elapsed.TotalSeconds
                else
                    0.0
            UnstableEpisodes = unstable
            PolicyPath = directory.PolicyPath
            Evaluation =
                if result.Cancelled then
                    None
                else
                    evaluate executor job flags result.Policy
        }

    let private writeDemonstrations (writer: Utf8JsonWriter) (demonstrations: Demonstrations) =
        writer.WriteString("file", demonstrations.Source.File)
        writer.WriteNumber("episodes", demonstrations.EpisodeCount)
        writer.WriteNumber("transitions", demonstrations.StepCount)

    /// The keys of a run, within an object.
    let writeJson (writer: Utf8JsonWriter) (outcome: Outcome) =
        let options = outcome.Job.Options
        writer.WriteString("method", Methods.name options.Method)
        writer.WriteString("environment", options.Environment)
        writer.WriteString("preset", options.Preset)
        writer.WriteNumber("seed", options.Seed)
        writer.WriteNumber("iterations", outcome.Result.State.Iteration)
        writer.WriteNumber("environmentSteps", outcome.Result.State.Progress.EnvironmentSteps)
        writer.WriteNumber("wallSeconds", Summary.wallSeconds ())
        Summary.number writer "stepsPerSecond" outcome.StepsPerSecond
        writer.WriteNumber("unstableEpisodes", outcome.UnstableEpisodes)
        writer.WriteBoolean("stopped", outcome.Stopped)
        Summary.orNull writer "evaluation" (Summary.episodes writer) outcome.Evaluation
        Summary.orNull writer "demonstrations" (writeDemonstrations writer) outcome.Job.Demonstrations
        writer.WriteString("policy", outcome.PolicyPath)
        writer.WriteString("run", outcome.Job.Path)
        writer.WriteStartArray "warnings"

        for warning in outcome.Result.Warnings do
            writer.WriteStringValue warning

        writer.WriteEndArray()

    let private quoted (path: string) =
        if Seq.forall (fun letter -> Char.IsLetterOrDigit letter || "/._-".Contains(letter: char)) path then
            path
        else
            $"'{path}'"

    /// The end of a run, for people.
    let print (flags: RunFlags) (outcome: Outcome) =
        let state = outcome.Result.State

        let steps =
            state.Progress.EnvironmentSteps.ToString("N0", CultureInfo.InvariantCulture)

        let path = quoted outcome.Job.Path

        if outcome.UnstableEpisodes > 0L && not flags.Quiet then
            stderr.WriteLine
                $"note: {outcome.UnstableEpisodes} episodes of training were cut short where the simulation broke down (unstable_episodes in metrics.csv)"

        match outcome.Evaluation with
        | _ when flags.Quiet -> ()
        | Some evaluation ->
            if not flags.Json then
                stdout.WriteLine $"{Summary.sentence evaluation}, acting deterministically"
                stdout.WriteLine $"trained for {state.Iteration} iterations and {steps} environment steps"
                stdout.WriteLine $"policy: {outcome.PolicyPath}"

            for warning in outcome.Result.Warnings do
                stderr.WriteLine $"warning: {warning}"
        | None ->
            stderr.WriteLine
                $"stopped after {state.Iteration} iterations; what was learned is kept. Continue with: gail {outcome.Job.Command} --resume {path}"
