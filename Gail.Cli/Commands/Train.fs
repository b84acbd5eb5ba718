namespace Gail.Cli.Commands

open System.IO
open Argu
open Gail.Cli
open Gail.Data
open Gail.Execution
open Gail.Scripts
open Gail.Configuration
open Gail.Runs
open Gail.Data.Files
open Gail.Training

type TrainArguments =
    | Env of id: string
    | Demos of file: string
    | Filter_Key of name: string
    | Any_Environment
    | Method of name: string
    | Preset of name: string
    | Options of file: string
    | Out of dir: string
    | Overwrite
    | Resume of dir: string
    | Checkpoint_Every of n: string
    | Threads of n: string
    | Eval_Episodes of n: string
    | Eval_Every of n: string
    | Json
    | Quiet

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Env _ -> "the environment; `gail envs` lists them"
            | Demos _ ->
                $"the demonstrations: a file of any format that `gail inspect FILE` can read, or a folder of such files{Inputs.pipes}"
            | Filter_Key _ -> Reading.filterKeyUsage
            | Any_Environment -> Reading.anyEnvironmentUsage
            | Method _ ->
                "gail: adversarial imitation; bc: behaviour cloning, which takes no environment steps; fem, gtal: apprenticeship learning with a linear reward [gail]"
            | Preset _ -> "the options to begin from: fast, or paper for the authors' procedure [fast]"
            | Options _ -> "begin from an options.json (of an earlier run, or of `gail options --json`) instead"
            | Out _ -> "where the run is kept [runs/ENV-METHOD-sSEED, with a number behind if taken]"
            | Overwrite -> "replace an earlier run there"
            | Resume _ -> "continue the run in DIR, to its limits or to new --steps or --iterations"
            | Checkpoint_Every _ -> $"iterations between checkpoints [{TrainingRun.DefaultCheckpointEvery}]"
            | Threads _ -> "threads to compute on; the result does not depend on it [0: one per core]"
            | Eval_Episodes _ -> "episodes of the evaluation at the end [50]"
            | Eval_Every _ ->
                "iterations between evaluations while training, for evaluations.csv; not counted as its time [0: none]"
            | Json -> "end standard output with one JSON object on one line; progress goes to standard error"
            | Quiet -> "no progress and no summary"

/// gail train: imitates demonstrations.
[<RequireQualifiedAccess>]
module Train =

    /// The presets with their options in every environment, Pendulum-v1 first.
    let defaults method =
        let specs = "Pendulum-v1" :: Env.names |> List.map Env.specOf

        [
            for name in Presets.All -> name, [ for spec in specs -> Presets.Create(name, spec, method) ]
        ]

    /// What the values in the help are.
    let defaultsNote =
        "Values in [brackets] are the defaults, by preset where those differ. A * means that the value depends on the\nenvironment; it is given for Pendulum-v1. `gail options --env ID --preset NAME` says what yours has."

    let help () =
        let table = Settings.all
        let defaults = defaults Gail.Configuration.Method.Gail

        let own title names =
            Command.section<TrainArguments> title names

        let settings title group =
            Command.settings title group table defaults

        let job =
            own
                "The job"
                [
                    "--env"
                    "--demos"
                    "--filter-key"
                    "--any-environment"
                    "--method"
                    "--preset"
                ]

        Command.help
            "Learns a policy from demonstrations alone. The environment's reward is shown and never read."
            "gail train --env ID --demos FILE [options], or gail train --resume DIR"
            [
                { job with
                    Rows = job.Rows @ (settings "" Job).Rows
                }
                own
                    "The run"
                    [
                        "--out"
                        "--overwrite"
                        "--resume"
                        "--checkpoint-every"
                        "--threads"
                        "--eval-episodes"
                        "--eval-every"
                        "--json"
                        "--quiet"
                    ]
                settings "Collecting steps, advantages" Collecting
                settings "Policy and its trust region" Policy
                settings "Value function" Value
                settings "Discriminator" Discriminator
                settings "Behaviour cloning" Cloning
                {
                    Title = "Everything else"
                    Rows =
                        (own "" [ "--options" ]).Rows
                        @ [
                            "--set PATH=VALUE",
                            "any entry of options.json; `gail options` lists paths, values and ranges"
                        ]
                }
            ]
            [
                "Imitate a pendulum expert from every 50th step",
                "gail train --env Pendulum-v1 --demos data/pendulum.npz --every 50"
                "Behaviour cloning from 4 episodes, keeping every 10th step",
                "gail train --env CartPole-v1 --demos expert.npz --method bc --episodes 4 --every 10"
                "A robot, by the paper's use of its demonstrations",
                "gail train --env Hopper-v4 --demos hopper.npz --episodes 4 --every 20"
                "The authors' procedure with another discount, for a program to read",
                "gail train --env CartPole-v1 --demos expert.npz --preset paper --discount 0.99 --json"
                "Stop with Ctrl-C, go on later", "gail train --resume runs/Pendulum-v1-gail-s0"
            ]
        + $"\n\n{defaultsNote}\nThey are those of --method gail; `gail options --method bc` says the others. The final evaluation is what\n`gail evaluate --policy RUN --episodes 50 --seed S` gives with the run's seed."

    /// A preset's options for an environment.
    let preset (environment: Gail.Environments.EnvironmentSpec) method name =
        if Presets.All.Contains name then
            Presets.Create(name, environment, method)
        else
            let names = String.concat " or " Presets.All
            Errors.user $"--preset is '{name}', expected {names}."

    /// The options in a file that --options names.
    let optionsFile (path: string) =
        try
            let options = OptionsJson.Read(RunText.Read path)
            Given.check path options
            options
        with
        | :? DataFileException as wrong -> Errors.user $"--options: {wrong.Message}"
        | :? System.FormatException as wrong -> Errors.user $"--options: {path} holds no options: {wrong.Message}"

    /// The flags of a run.
    let flags threads checkpointEvery evaluationEpisodes evaluateEvery json quiet =
        {
            Threads = Inputs.threads threads
            CheckpointEvery = Number.count "--checkpoint-every" 1 TrainingRun.DefaultCheckpointEvery checkpointEvery
            EvaluationEpisodes = Number.count "--eval-episodes" 1 50 evaluationEpisodes
            EvaluateEvery = Number.count "--eval-every" 0 0 evaluateEvery
            Json = json
            Quiet = quiet
        }

    let private trainer (environment: Gail.Environments.IEnvironment) (options: TrainingOptions) demonstrations =
        Trainers.Imitation(environment, Inputs.transitions demonstrations, options)

    let private beginning (given: Given list) (arguments: ParseResults<TrainArguments>) =
        if arguments.Contains Options && arguments.Contains Preset then
            Errors.usage "--options and --preset both say what to begin from; give one of them"

        let file = arguments.TryGetResult Options |> Option.map optionsFile

        let id =
            match arguments.TryGetResult Env, file with
            | Some id, _ -> id
            | None, Some file -> file.Environment
            | None, None -> Errors.usage "--env ID is missing"

        let demos =
            match arguments.TryGetResult Demos with
            | Some path -> path
            | None -> Errors.usage "--demos FILE is missing"

        let environment = Env.create id

        let method =
            arguments.TryGetResult Method |> Option.map (Methods.parse Methods.imitating)

        let start =
            match file with
            | Some file -> file.With(environment = environment.Spec.Id)
            | None ->
                arguments.GetResult(Preset, defaultValue = "fast")
                |> preset environment.Spec (Option.defaultValue Gail.Configuration.Method.Gail method)

        let chosen =
            match method with
            | Some method -> start.With(``method`` = method)
            | None -> start

        if chosen.Method = Gail.Configuration.Method.Expert then
            Errors.user "--options: the file is of a run of `gail expert`; give another --method."

        let options = Given.apply given chosen
        Given.check $"preset {options.Preset}" options
        let filterKey = arguments.TryGetResult Filter_Key
        Memory.checkTraining environment.Spec options
        let reading = Reading.filtered filterKey (arguments.Contains Any_Environment)

        let whole, demonstrations =
            Inputs.demonstrations environment.Spec options reading demos

        let trainer = trainer environment options demonstrations

        let path =
            match arguments.TryGetResult Out with
            | Some path -> path
            | None -> Training.freePath options

        let info () =
            RunInfo.OfThisProcess().WithDemonstrations(demos, Option.toObj filterKey).WithObservationsOf(demonstrations)

        {
            Command = "train"
            Options = options
            Environment = environment
            Demonstrations = Some demonstrations
            Endings = DemonstratedEndings.Of(environment.Spec, whole, options)
            Trainer = trainer
            Path = path
            Open = Training.opening path (arguments.Contains Overwrite) options info trainer
            Notes = Inputs.oddities environment.Spec reading demos
        }

    /// The demonstration file of an earlier run, which must be the same to the last bit.
    let private sameDemonstrations (directory: RunDirectory) (named: string option) =
        let path =
            match named with
            | Some path -> path
            | None -> directory.Info.DemonstrationFile

        // What came through a pipe comes only once: a run's own is not there any more.
        if not (Path.Exists path || named.IsSome && PipedInput.IsNamedBy path) then
            Errors.user
                $"{directory.Path}: the run's demonstrations '{path}' are not there; say where they are with --demos FILE."

        if
            RunInfo().WithDemonstrations(path).DemonstrationSha256
            <> directory.Info.DemonstrationSha256
        then
            Errors.user
                $"{path}: the file has changed since the run in {directory.Path} began (another SHA-256), so the run cannot go on; begin a new one."

        path

    let private continuing (given: Given list) (arguments: ParseResults<TrainArguments>) path =
        for name, present in
            [
                "--env", arguments.Contains Env
                "--filter-key", arguments.Contains Filter_Key
                "--any-environment", arguments.Contains Any_Environment
                "--method", arguments.Contains Method
                "--preset", arguments.Contains Preset
                "--options", arguments.Contains Options
                "--out", arguments.Contains Out
                "--overwrite", arguments.Contains Overwrite
            ] do
            if present then
                Errors.usage $"{name} cannot be given with --resume, which takes it from the run"

        let directory, options = Training.resumed given path
        Memory.checkTraining (Env.specOf options.Environment) options

        if options.Method = Gail.Configuration.Method.Expert then
            Errors.user $"{path}: is a run of `gail expert`; continue it with: gail expert --resume {path}"

        let demos = sameDemonstrations directory (arguments.TryGetResult Demos)
        let environment = Env.create options.Environment
        let filterKey = Option.ofObj directory.Info.FilterKey
        // The file is the one that the run began with, so whatever it was allowed then, it is now.
        let reading = Reading.filtered filterKey true

        let whole, demonstrations =
            Inputs.demonstrations environment.Spec options reading demos

        let trainer = trainer environment options demonstrations

        {
            Command = "train"
            Options = options
            Environment = environment
            Demonstrations = Some demonstrations
            Endings = DemonstratedEndings.Of(environment.Spec, whole, options)
            Trainer = trainer
            Path = path
            Open = Training.reopening directory options trainer
            Notes = []
        }

    let run (given: Given list) (arguments: ParseResults<TrainArguments>) =
        let flags =
            flags
                (arguments.TryGetResult Threads)
                (arguments.TryGetResult Checkpoint_Every)
                (arguments.TryGetResult Eval_Episodes)
                (arguments.TryGetResult Eval_Every)
                (arguments.Contains Json)
                (arguments.Contains Quiet)

        let job =
            match arguments.TryGetResult Resume with
            | Some path -> continuing given arguments path
            | None -> beginning given arguments

        use interruption = new Interruption()
        let executor = Executor(flags.Threads, interruption.Token)
        let outcome = Training.execute executor flags job
        Training.print flags outcome

        if flags.Json then
            Output.json (fun writer ->
                writer.WriteStartObject()
                Training.writeJson writer outcome
                writer.WriteEndObject())

        if outcome.Stopped then
            ExitCode.Stopped
        else
            ExitCode.Success
