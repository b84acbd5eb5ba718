namespace Gail.Cli.Commands

open System.Collections.Immutable
open Argu
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Configuration
open Gail.Environments
open Gail.Execution
open Gail.Runs
open Gail.Scripts

type ExpertArguments =
    | Env of id: string
    | Policy of path: string
    | Weights of file: string
    | Record of file: string
    | Episodes of n: string
    | Stochastic
    | Preset of name: string
    | Options of file: string
    | Set of assignment: string
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
            | Set _ -> RunHelp.set
            | Out _ -> "where the run is kept [runs/ENV-expert-sSEED, with a number behind if taken]"
            | Overwrite -> "replace an earlier run and an earlier file of demonstrations"
            | Resume _ -> RunHelp.resume
            | Checkpoint_Every _ -> RunHelp.checkpointEvery
            | Threads _ -> RunHelp.threads
            | Eval_Episodes _ -> "episodes of the evaluation at the end of training [50]"
            | Eval_Every _ -> RunHelp.evaluateEvery
            | Json -> RunHelp.json
            | Quiet -> RunHelp.quiet

/// gail expert: trains on the true reward, and records demonstrations.
[<RequireQualifiedAccess>]
module Expert =

    let help () =
        let own title names =
            Command.section<ExpertArguments> title names

        Command.help
            "Makes experts and their demonstrations: trains on the true reward, or takes a policy there is, and records."
            "gail expert --env ID [options], or gail expert --env ID --policy PATH --record FILE [options]"
            (RunHelp.sections<ExpertArguments>
                [
                    own
                        "Who acts, what is recorded"
                        [ "--env"; "--policy"; "--weights"; "--record"; "--episodes"; "--stochastic" ]
                    own "Training" [ "--preset" ]
                ]
                Overrides.forExperts
                Gail.Configuration.Method.Expert)
            [
                "Train an expert and record 10 of its episodes",
                "gail expert --env Pendulum-v1 --record pendulum.npz --episodes 10"
                "The control: demonstrations of a random policy",
                "gail expert --env CartPole-v1 --policy random --record random.npz --episodes 10"
                "The paper's expert, its actions drawn as in the paper",
                "gail expert --env Hopper-v4 --weights Hopper-v1.npz --record hopper.npz --stochastic"
            ]
        + $"\n\n{RunHelp.defaultsNote}\nThey are those of `gail options --method expert`."

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
                    Names = ImmutableDictionary.Empty
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

    let private prepare (environment: IEnvironment) options (_: RunDirectory option) =
        {
            Trainer = Trainers.Expert(environment, options)
            Demonstrations = None
            Endings = null
            Info = RunInfo.OfThisProcess
            Notes = []
        }

    /// Records the trained policy, where that was asked for.
    let private finish (request: RecordRequest option) executor (outcome: Outcome) =
        let job = outcome.Job
        let spec = job.Environment.Spec

        let recorded =
            match request with
            | Some request when not outcome.Stopped ->
                Some(request, Recorder.run executor job.Environment outcome.Result.Policy job.Options.Seed request)
            | _ -> None

        {
            WriteJson = fun writer -> Summary.orNull writer "recorded" (Recorder.writeJson spec writer) recorded
            Lines =
                [
                    for request, demonstrations in Option.toList recorded ->
                        Recorder.sentence spec request.File demonstrations
                ]
        }

    /// Trains, then records when that was asked for.
    let private train given (arguments: ParseResults<ExpertArguments>) (request: RecordRequest option) =
        TrainingJob.run
            {
                Command = "expert"
                Prepare = prepare
                Check =
                    fun environment ->
                        request
                        |> Option.iter (fun request -> Memory.checkEpisodes "--episodes" environment.Spec request.Count)
                Finish = finish request
            }
            {
                Environment = arguments.TryGetResult Env
                Method = Some Gail.Configuration.Method.Expert
                Preset = arguments.TryGetResult Preset
                OptionsFile = arguments.TryGetResult Options
                Given = given
                Out = arguments.TryGetResult Out
                Overwrite = arguments.Contains Overwrite
                Resume = arguments.TryGetResult Resume
                FromTheRun =
                    [
                        "--env", arguments.Contains Env
                        "--preset", arguments.Contains Preset
                        "--options", arguments.Contains Options
                        "--out", arguments.Contains Out
                    ]
                Flags =
                    RunFlags.read
                        (arguments.TryGetResult Threads)
                        (arguments.TryGetResult Checkpoint_Every)
                        (arguments.TryGetResult Eval_Episodes)
                        (arguments.TryGetResult Eval_Every)
                        (arguments.Contains Json)
                        (arguments.Contains Quiet)
            }

    /// Records a policy that there is.
    let private act
        (given: OptionAssignment list)
        (arguments: ParseResults<ExpertArguments>)
        (request: RecordRequest option)
        =
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
                    if one.Option.Path <> "seed" then
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

        let environment, actor =
            match arguments.TryGetResult Policy, arguments.TryGetResult Weights with
            | Some _, Some _ -> Errors.usage "--policy and --weights both say who acts; give one of them"
            | Some path, _ ->
                let environment = Inputs.environmentFor path (arguments.TryGetResult Env)
                environment, Inputs.policy environment.Spec None path
            | None, Some path ->
                match arguments.TryGetResult Env with
                | None -> Errors.usage "--env ID is missing"
                | Some id ->
                    let environment = Env.create id
                    environment, Inputs.weights environment.Spec path
            | None, None -> invalidOp "There is no policy."

        let spec = environment.Spec
        let options = StartingOptions.preset spec Gail.Configuration.Method.Expert "fast"

        Recorder.ofPolicy
            {
                Environment = environment
                Actor = actor
                Seed = (Overrides.apply given options).Seed
                Threads = Inputs.threads (arguments.TryGetResult Threads)
                Request = request
                Json = arguments.Contains Json
                Quiet = arguments.Contains Quiet
            }
            (fun writer recorded -> Summary.orNull writer "recorded" (Recorder.writeJson spec writer) (Some recorded))

    let run (arguments: ParseResults<ExpertArguments>) =
        let request = request arguments
        let given = Overrides.read Overrides.forExperts (arguments.GetResults Set)

        if arguments.Contains Policy || arguments.Contains Weights then
            act given arguments request
        else
            train given arguments request
