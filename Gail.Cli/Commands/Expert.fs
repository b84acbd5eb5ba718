namespace Gail.Cli.Commands

open Argu
open Gail.Cli
open Gail.Data
open Gail.Environments
open Gail.Execution
open Gail.Policies
open Gail.Scripts
open Gail.Configuration
open Gail.Runs
open Gail.Training

type ExpertArguments =
    | Env of id: string
    | Policy of path: string
    | Weights of file: string
    | Record of file: string
    | Episodes of n: string
    | Stochastic
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
            | Policy _ -> "act with this instead of training: a run directory, a policy file, or random"
            | Weights _ -> "act with one of the paper's experts (.npz) instead of training"
            | Record _ -> "write demonstrations of the expert to this file; its extension says in which format"
            | Episodes _ -> "complete episodes to record [50]"
            | Stochastic -> "record actions drawn from the policy instead of the most probable ones"
            | Preset _ -> "the options to begin from: fast or paper [fast]"
            | Options _ -> "begin from an options.json instead"
            | Out _ -> "where the run is kept [runs/ENV-expert-sSEED, with a number behind if taken]"
            | Overwrite -> "replace an earlier run and an earlier file of demonstrations"
            | Resume _ -> "continue the run in DIR, to its limits or to new --steps or --iterations"
            | Checkpoint_Every _ -> $"iterations between checkpoints [{TrainingRun.DefaultCheckpointEvery}]"
            | Threads _ -> "threads to compute on; the result does not depend on it [0: one per core]"
            | Eval_Episodes _ -> "episodes of the evaluation at the end of training [50]"
            | Eval_Every _ ->
                "iterations between evaluations while training, for evaluations.csv; not counted as its time [0: none]"
            | Json -> "end standard output with one JSON object on one line; progress goes to standard error"
            | Quiet -> "no progress and no summary"

/// gail expert: trains on the true reward, and records demonstrations.
[<RequireQualifiedAccess>]
module Expert =

    let private table = Settings.forExperts

    let help () =
        let defaults = Train.defaults Gail.Configuration.Method.Expert

        let own title names =
            Command.section<ExpertArguments> title names

        let settings title group =
            Command.settings title group table defaults

        Command.help
            "Makes experts and their demonstrations: trains on the true reward, or takes a policy there is, and records."
            "gail expert --env ID [options], or gail expert --env ID --policy PATH --record FILE [options]"
            [
                own
                    "Who acts, what is recorded"
                    [ "--env"; "--policy"; "--weights"; "--record"; "--episodes"; "--stochastic" ]
                { own "Training" [ "--preset" ] with
                    Rows = (own "" [ "--preset" ]).Rows @ (settings "" Job).Rows
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
                settings "Policy and its trust region" Group.Policy
                settings "Value function" Value
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
                "Train an expert and record 10 of its episodes",
                "gail expert --env Pendulum-v1 --record pendulum.npz --episodes 10"
                "The control: demonstrations of a random policy",
                "gail expert --env CartPole-v1 --policy random --record random.npz --episodes 10"
                "The paper's expert, its actions drawn as in the paper",
                "gail expert --env Hopper-v4 --weights Hopper-v1.npz --record hopper.npz --stochastic"
            ]
        + $"\n\n{Train.defaultsNote}\nThey are those of `gail options --method expert`."

    let private request (arguments: ParseResults<ExpertArguments>) =
        let count = Number.count "--episodes" 1 50 (arguments.TryGetResult Episodes)

        match arguments.TryGetResult Record with
        | Some file ->
            OutputFile.check "--record" (arguments.Contains Overwrite) file

            Some
                {
                    File = file
                    Format = None
                    Count = count
                    Choice = Recorder.choice (arguments.Contains Stochastic)
                }
        | None ->
            for name, present in
                [
                    "--episodes", arguments.Contains Episodes
                    "--stochastic", arguments.Contains Stochastic
                ] do
                if present then
                    Errors.usage $"{name} is about recording, which --record FILE asks for"

            None

    let private printRecord environment (request: RecordRequest, demonstrations: Demonstrations) =
        stdout.WriteLine(Recorder.sentence environment request.File demonstrations)

    let private start (arguments: ParseResults<ExpertArguments>) =
        if arguments.Contains Options && arguments.Contains Preset then
            Errors.usage "--options and --preset both say what to begin from; give one of them"

        let file = arguments.TryGetResult Options |> Option.map Train.optionsFile

        let environment =
            match arguments.TryGetResult Env, file with
            | Some id, _ -> Env.create id
            | None, Some file -> Env.create file.Environment
            | None, None -> Errors.usage "--env ID is missing"

        let options =
            match file with
            | Some file -> file.With(environment = environment.Spec.Id, ``method`` = Gail.Configuration.Method.Expert)
            | None ->
                Train.preset
                    environment.Spec
                    Gail.Configuration.Method.Expert
                    (arguments.GetResult(Preset, defaultValue = "fast"))

        environment, options

    let private beginning given (arguments: ParseResults<ExpertArguments>) =
        let environment, options = start arguments
        let options = Given.apply given options
        Given.check $"preset {options.Preset}" options
        Memory.checkTraining environment.Spec options
        let trainer = Trainers.Expert(environment, options)

        let path =
            match arguments.TryGetResult Out with
            | Some path -> path
            | None -> Training.freePath options

        {
            Command = "expert"
            Options = options
            Environment = environment
            Demonstrations = None
            Endings = null
            Trainer = trainer
            Path = path
            Open = Training.opening path (arguments.Contains Overwrite) options RunInfo.OfThisProcess trainer
            Notes = []
        }

    let private continuing given (arguments: ParseResults<ExpertArguments>) path =
        for name, present in
            [
                "--env", arguments.Contains Env
                "--preset", arguments.Contains Preset
                "--options", arguments.Contains Options
                "--out", arguments.Contains Out
            ] do
            if present then
                Errors.usage $"{name} cannot be given with --resume, which takes it from the run"

        let directory, options = Training.resumed given path

        if options.Method <> Gail.Configuration.Method.Expert then
            Errors.user $"{path}: is a run of `gail train`; continue it with: gail train --resume {path}"

        let environment = Env.create options.Environment
        Memory.checkTraining environment.Spec options
        let trainer = Trainers.Expert(environment, options)

        {
            Command = "expert"
            Options = options
            Environment = environment
            Demonstrations = None
            Endings = null
            Trainer = trainer
            Path = path
            Open = Training.reopening directory options trainer
            Notes = []
        }

    /// Trains, then records when that was asked for.
    let private train given (arguments: ParseResults<ExpertArguments>) (request: RecordRequest option) =
        let flags =
            Train.flags
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

        request
        |> Option.iter (fun request -> Memory.checkEpisodes "--episodes" job.Environment.Spec request.Count)

        use interruption = new Interruption()
        let executor = Executor(flags.Threads, interruption.Token)
        let outcome = Training.execute executor flags job

        let recorded =
            match request with
            | Some request when not outcome.Stopped ->
                Some(request, Recorder.run executor job.Environment outcome.Result.Policy job.Options.Seed request)
            | _ -> None

        // The file is there before anything is said, in case nobody listens.
        Training.print flags outcome

        if flags.Json then
            Output.json (fun writer ->
                writer.WriteStartObject()
                Training.writeJson writer outcome
                Summary.orNull writer "recorded" (Recorder.writeJson job.Environment.Spec writer) recorded
                writer.WriteEndObject())
        elif not flags.Quiet then
            Option.iter (printRecord job.Environment.Spec) recorded

        if outcome.Stopped then
            ExitCode.Stopped
        else
            ExitCode.Success

    /// Records a policy that there is.
    let private act given (arguments: ParseResults<ExpertArguments>) (request: RecordRequest option) =
        for name, present in
            [
                "--resume", arguments.Contains Resume
                "--options", arguments.Contains Options
                "--preset", arguments.Contains Preset
                "--out", arguments.Contains Out
                "--checkpoint-every", arguments.Contains Checkpoint_Every
                "--eval-episodes", arguments.Contains Eval_Episodes
                "--eval-every", arguments.Contains Eval_Every
                for one in given do
                    if one.Setting.Path <> "seed" then
                        one.Name, true
            ] do
            if present then
                let instead =
                    if name = "--out" then
                        "; --record FILE says where demonstrations go"
                    else
                        ""

                Errors.usage $"{name} is about training, but with --policy or --weights nothing is trained{instead}"

        let request =
            match request with
            | Some request -> request
            | None -> Errors.usage "--record FILE is missing (to measure a policy, see `gail evaluate`)"

        let threads = Inputs.threads (arguments.TryGetResult Threads)

        let environment, actor =
            match arguments.TryGetResult Policy, arguments.TryGetResult Weights with
            | Some _, Some _ -> Errors.usage "--policy and --weights both say who acts; give one of them"
            | Some path, _ ->
                let environment = Inputs.environmentFor path (arguments.TryGetResult Env)
                environment, Inputs.policy environment.Spec path
            | None, Some path ->
                match arguments.TryGetResult Env with
                | None -> Errors.usage "--env ID is missing"
                | Some id ->
                    let environment = Env.create id
                    environment, Inputs.weights environment.Spec path
            | None, None -> invalidOp "There is no policy."

        Memory.checkEpisodes "--episodes" environment.Spec request.Count

        let seed =
            (Train.preset environment.Spec Gail.Configuration.Method.Expert "fast"
             |> Given.apply given)
                .Seed

        let demonstrations =
            Recorder.run (Executor threads) environment actor.Policy seed request

        if arguments.Contains Json then
            Output.json (fun writer ->
                writer.WriteStartObject()
                writer.WriteString("policy", actor.Source)
                writer.WriteString("environment", environment.Spec.Id)
                writer.WriteNumber("seed", seed)
                writer.WriteNumber("wallSeconds", Summary.wallSeconds ())

                Summary.orNull
                    writer
                    "recorded"
                    (Recorder.writeJson environment.Spec writer)
                    (Some(request, demonstrations))

                writer.WriteEndObject())
        elif not (arguments.Contains Quiet) then
            printRecord environment.Spec (request, demonstrations)

        ExitCode.Success

    let run (given: Given list) (arguments: ParseResults<ExpertArguments>) =
        let request = request arguments

        if arguments.Contains Policy || arguments.Contains Weights then
            act given arguments request
        else
            train given arguments request
