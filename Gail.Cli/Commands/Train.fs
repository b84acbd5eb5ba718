namespace Gail.Cli.Commands

open System.Collections.Immutable
open System.IO
open Argu
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Jobs
open Gail.Configuration
open Gail.Data
open Gail.Data.Files
open Gail.Runs
open Gail.Training

type TrainArguments =
    | Env of id: string
    | Demos of file: string list
    | Columns of pairs: string
    | Observation_Parts of names: string
    | Unity_Actions of record: string
    | Skip_Bad
    | Filter_Key of name: string
    | Any_Environment
    | Method of name: string
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
            | Demos _ ->
                $"the demonstrations: files of any format that `gail inspect FILE` can read, or folders of such files, one after the other{Inputs.pipes}"
            | Columns _ -> DemonstrationArguments.columnsUsage
            | Observation_Parts _ -> DemonstrationArguments.observationPartsUsage
            | Unity_Actions _ -> DemonstrationArguments.unityActionsUsage
            | Skip_Bad -> DemonstrationArguments.skipBadUsage
            | Filter_Key _ -> DemonstrationArguments.filterKeyUsage
            | Any_Environment -> DemonstrationArguments.anyEnvironmentUsage
            | Method _ ->
                "gail: adversarial imitation; bc: behaviour cloning, which takes no environment steps; fem, gtal: apprenticeship learning with a linear reward [gail]"
            | Preset _ -> "the options to begin from: fast, or paper for the authors' procedure [fast]"
            | Options _ -> "begin from an options.json (of an earlier run, or of `gail options --json`) instead"
            | Set _ -> RunHelp.set
            | Out _ -> "where the run is kept [runs/ENV-METHOD-sSEED, with a number behind if taken]"
            | Overwrite -> "replace an earlier run there"
            | Resume _ -> RunHelp.resume
            | Checkpoint_Every _ -> RunHelp.checkpointEvery
            | Threads _ -> RunHelp.threads
            | Eval_Episodes _ -> "episodes of the evaluation at the end [50]"
            | Eval_Every _ -> RunHelp.evaluateEvery
            | Json -> RunHelp.json
            | Quiet -> RunHelp.quiet

/// gail train: imitates demonstrations.
[<RequireQualifiedAccess>]
module Train =

    let help () =
        let job =
            Command.section<TrainArguments>
                "The job"
                [
                    "--env"
                    "--demos"
                    "--columns"
                    "--observation-parts"
                    "--filter-key"
                    "--unity-actions"
                    "--skip-bad"
                    "--any-environment"
                    "--method"
                    "--preset"
                ]

        Command.help
            "Learns a policy from demonstrations alone. The environment's reward is shown and never read."
            "gail train --env ID --demos FILE... [options], or gail train --resume DIR"
            (RunHelp.sections<TrainArguments> [ job ] Overrides.all Gail.Configuration.Method.Gail)
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
        + $"\n\n{RunHelp.defaultsNote}\nThey are those of --method gail; `gail options --method bc` says the others. The final evaluation is what\n`gail evaluate --policy RUN --episodes 50 --seed S` gives with the run's seed."

    /// The demonstration files of an earlier run, which must be the same to the last bit.
    let private sameDemonstrations (directory: RunDirectory) (named: string list option) =
        let paths = named |> Option.defaultValue (List.ofSeq directory.Info.Demonstrations)

        for path in paths do
            // What came through a pipe comes only once: a run's own is not there any more.
            if not (Path.Exists path || named.IsSome && PipedInput.IsNamedBy path) then
                Errors.user
                    $"{directory.Path}: the run's demonstrations '{path}' are not there; say where they are with --demos FILE."

        if
            RunInfo()
                .WithDemonstrations(ImmutableArray.CreateRange paths, DemonstrationFileOptions.Default)
                .DemonstrationSha256
            <> directory.Info.DemonstrationSha256
        then
            let files = String.concat ", " paths

            let changed =
                if paths.Length = 1 then
                    "the file has changed"
                else
                    "a file has changed"

            Errors.user
                $"{files}: {changed} since the run in {directory.Path} began (another SHA-256), so the run cannot go on; begin a new one."

        paths

    /// How an earlier run read its files. They are the ones that it began with, so whatever it was allowed then, it is
    /// now.
    let private sameReading (directory: RunDirectory) =
        let reading =
            match directory.Info.Reading with
            | null -> DemonstrationFileOptions(FilterKey = directory.Info.FilterKey)
            | reading -> reading

        reading.ForAnyEnvironment()

    /// The demonstrations, and a trainer that imitates them.
    let private prepare (arguments: ParseResults<TrainArguments>) environment options (earlier: RunDirectory option) =
        let named = arguments.TryGetResult Demos |> Option.map (Inputs.checkPaths "--demos")

        let demos, reading =
            match earlier, named with
            | Some directory, _ -> sameDemonstrations directory named, sameReading directory
            | None, None -> Errors.usage "--demos FILE is missing"
            | None, Some demos ->
                demos,
                DemonstrationArguments.options
                    {
                        FormatArgument = "--format"
                        Format = None
                        Columns = arguments.TryGetResult Columns
                        ObservationParts = arguments.TryGetResult Observation_Parts
                        FilterKey = arguments.TryGetResult Filter_Key
                        UnityActions = arguments.TryGetResult Unity_Actions
                        AnyEnvironment = arguments.Contains Any_Environment
                        SkipBad = arguments.Contains Skip_Bad
                    }

        let environment: Gail.Environments.IEnvironment = environment

        let whole, demonstrations =
            Inputs.demonstrations environment.Spec options reading demos

        {
            Trainer = Trainers.Imitation(environment, Inputs.transitions demonstrations, options)
            Demonstrations = Some demonstrations
            Endings = DemonstratedEndings.Of(environment.Spec, whole, options)
            Info =
                fun () ->
                    RunInfo
                        .OfThisProcess()
                        .WithDemonstrations(ImmutableArray.CreateRange demos, reading)
                        .WithObservationsOf(demonstrations)
            Notes =
                if earlier.IsSome then
                    []
                else
                    Inputs.oddities environment.Spec reading demos
        }

    let run (arguments: ParseResults<TrainArguments>) =
        TrainingJob.run
            {
                Command = "train"
                Prepare = prepare arguments
                Check = ignore
                Finish = fun _ _ -> { WriteJson = ignore; Lines = [] }
            }
            {
                Environment = arguments.TryGetResult Env
                Method =
                    arguments.TryGetResult Method
                    |> Option.map (MethodNames.parse MethodNames.imitating)
                Preset = arguments.TryGetResult Preset
                OptionsFile = arguments.TryGetResult Options
                Given = Overrides.read Overrides.all (arguments.GetResults Set)
                Out = arguments.TryGetResult Out
                Overwrite = arguments.Contains Overwrite
                Resume = arguments.TryGetResult Resume
                FromTheRun =
                    [
                        "--env", arguments.Contains Env
                        "--columns", arguments.Contains Columns
                        "--observation-parts", arguments.Contains Observation_Parts
                        "--filter-key", arguments.Contains Filter_Key
                        "--unity-actions", arguments.Contains Unity_Actions
                        "--skip-bad", arguments.Contains Skip_Bad
                        "--any-environment", arguments.Contains Any_Environment
                        "--method", arguments.Contains Method
                        "--preset", arguments.Contains Preset
                        "--options", arguments.Contains Options
                        "--out", arguments.Contains Out
                        "--overwrite", arguments.Contains Overwrite
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
