namespace Gail.Cli.Jobs

open System
open System.Text.Json
open Gail.Configuration
open Gail.Data
open Gail.Environments
open Gail.Evaluation
open Gail.Execution
open Gail.Policies
open Gail.Runs
open Gail.Scripts
open Gail.Training
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display

/// The arguments of a run, whatever it trains.
type RunArguments =
    {
        Environment: string option
        /// None for what the options file says, or GAIL.
        Method: Method option
        Preset: string option
        OptionsFile: string option
        Given: OptionAssignment list
        Out: string option
        Overwrite: bool
        Resume: string option
        /// The arguments that --resume takes from the run, and whether they were given all the same.
        FromTheRun: (string * bool) list
        Flags: RunFlags
    }

/// The trainer, and what goes with it.
type Prepared =
    {
        Trainer: ITrainer
        Demonstrations: Demonstrations option
        Endings: DemonstratedEndings | null
        Info: unit -> RunInfo
        Notes: string list
    }

/// The part of the end of a run that a command adds.
type Addition =
    {
        /// Members of the JSON object.
        WriteJson: Utf8JsonWriter -> unit
        /// Lines for people.
        Lines: string list
    }

/// The differences between the commands that train.
type JobKind =
    {
        /// "train" or "expert".
        Command: string
        /// The trainer of options; of an earlier run, if there is one.
        Prepare: IEnvironment -> TrainingOptions -> RunDirectory option -> Prepared
        /// Refuses what could not be done after training.
        Check: IEnvironment -> unit
        /// The work after training; a run may have been stopped.
        Finish: Executor -> Outcome -> Addition
    }

/// Runs: how `gail train` and `gail expert` begin, continue, execute and report them.
[<RequireQualifiedAccess>]
module TrainingJob =

    /// The command that trains by a method.
    let private commandOf method =
        if method = Method.Expert then "expert" else "train"

    let private job kind options environment path (prepared: Prepared) opening notes =
        {
            Command = kind.Command
            Options = options
            Environment = environment
            Demonstrations = prepared.Demonstrations
            Endings = prepared.Endings
            Trainer = prepared.Trainer
            Path = path
            Open = opening
            Notes = notes
        }

    let private beginning kind (arguments: RunArguments) =
        if arguments.OptionsFile.IsSome && arguments.Preset.IsSome then
            Errors.usage "--options and --preset both say what to begin from; give one of them"

        let file = arguments.OptionsFile |> Option.map StartingOptions.ofFile

        let environment =
            match arguments.Environment, file with
            | Some id, _ -> Env.create id
            | None, Some file -> Env.create file.Environment
            | None, None -> Errors.usage "--env ID is missing"

        let start =
            match file with
            | Some file -> file.With(environment = environment.Spec.Id)
            | None ->
                arguments.Preset
                |> Option.defaultValue "fast"
                |> StartingOptions.preset environment.Spec (Option.defaultValue Method.Gail arguments.Method)

        let chosen =
            match arguments.Method with
            | Some method -> start.With(``method`` = method)
            | None -> start

        if commandOf chosen.Method <> kind.Command then
            Errors.user $"--options: the file is of a run of `gail {commandOf chosen.Method}`; give another --method."

        let options = Overrides.apply arguments.Given chosen
        Memory.checkTraining environment.Spec options
        let prepared = kind.Prepare environment options None

        let path =
            match arguments.Out with
            | Some path -> path
            | None -> RunPlace.free options

        let opening =
            RunPlace.opening path arguments.Overwrite options prepared.Info prepared.Trainer

        job kind options environment path prepared opening prepared.Notes

    let private continuing kind (arguments: RunArguments) path =
        for name, present in arguments.FromTheRun do
            if present then
                Errors.usage $"{name} cannot be given with --resume, which takes it from the run"

        let directory, options = RunPlace.resumed arguments.Given path

        match commandOf options.Method with
        | other when other <> kind.Command ->
            Errors.user $"{path}: is a run of `gail {other}`; continue it with: gail {other} --resume {path}"
        | _ -> ()

        let environment = Env.create options.Environment
        Memory.checkTraining environment.Spec options
        let prepared = kind.Prepare environment options (Some directory)
        job kind options environment path prepared (RunPlace.reopening directory options prepared.Trainer) []

    let private evaluate (executor: Executor) (job: Job) (flags: RunFlags) (policy: IPolicy) =
        try
            PolicyEvaluation.Run(
                executor,
                job.Environment,
                policy,
                flags.EvaluationEpisodes,
                Keys.evaluation job.Options.Seed,
                ActionMode.Deterministic
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
    let private execute (executor: Executor) (flags: RunFlags) (job: Job) =
        Memory.checkEpisodes "--eval-episodes" job.Environment.Spec flags.EvaluationEpisodes
        let directory, start = job.Open()

        if not flags.Quiet then
            JobReport.header job executor.Threads |> List.iter stderr.WriteLine

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
                flags.Checkpoints,
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

    /// The whole of it; returns the exit code.
    let run kind (arguments: RunArguments) =
        let flags = arguments.Flags

        let job =
            match arguments.Resume with
            | Some path -> continuing kind arguments path
            | None -> beginning kind arguments

        kind.Check job.Environment
        use interruption = new Interruption()
        let executor = Executor(flags.Threads, interruption.Token)
        let outcome = execute executor flags job
        // What is made of it is there before anything is said, in case nobody listens.
        let addition = kind.Finish executor outcome
        JobReport.print flags outcome

        if flags.Json then
            Output.json (fun writer ->
                writer.WriteStartObject()
                JobReport.writeJson writer outcome
                addition.WriteJson writer
                writer.WriteEndObject())
        elif not flags.Quiet then
            addition.Lines |> List.iter stdout.WriteLine

        if outcome.Stopped then
            interruption.ExitCode
        else
            ExitCode.Success
