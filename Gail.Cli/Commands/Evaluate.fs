namespace Gail.Cli.Commands

open System
open Argu
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Execution
open Gail.Policies
open Gail.Rollouts
open Gail.Scripts
open Gail.Configuration
open Gail.Evaluation
open Gail.Training

type EvaluateArguments =
    | Policy of path: string
    | Vec_Normalize of file: string
    | Env of id: string
    | Episodes of n: string
    | Seed of n: string
    | Stochastic
    | Demos of file: string list
    | Columns of pairs: string
    | Observation_Parts of names: string
    | Unity_Actions of record: string
    | Skip_Bad
    | Filter_Key of name: string
    | Any_Environment
    | Threads of n: string
    | Json

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Policy _ -> Inputs.policies
            | Vec_Normalize _ -> Inputs.vecNormalizeUsage
            | Env _ -> "the environment [the one the policy was trained for]"
            | Episodes _ -> "complete episodes, each from a fresh reset [50]"
            | Seed _ -> "names the randomness of the resets [0]"
            | Stochastic -> "draw actions from the policy instead of taking the most probable ones"
            | Demos _ ->
                "also say how far the state-action pairs are from these demonstrations' (maximum mean discrepancy, 0 to 1.41)"
            | Columns _ -> DemonstrationArguments.columnsUsage
            | Observation_Parts _ -> DemonstrationArguments.observationPartsUsage
            | Unity_Actions _ -> DemonstrationArguments.unityActionsUsage
            | Skip_Bad -> DemonstrationArguments.skipBadUsage
            | Filter_Key _ -> DemonstrationArguments.filterKeyUsage
            | Any_Environment -> DemonstrationArguments.anyEnvironmentUsage
            | Threads _ -> "threads to compute on; the result does not depend on it [0: one per core]"
            | Json -> "print one JSON object on one line"

/// gail evaluate: how good a policy is by the environment's own reward.
[<RequireQualifiedAccess>]
module Evaluate =

    let help () =
        Command.help
            "Measures a policy by the environment's own reward."
            "gail evaluate --policy PATH [options]"
            [
                Command.section<EvaluateArguments>
                    "Options"
                    [
                        "--policy"
                        "--env"
                        "--episodes"
                        "--seed"
                        "--stochastic"
                        "--vec-normalize"
                        "--demos"
                        "--columns"
                        "--observation-parts"
                        "--filter-key"
                        "--unity-actions"
                        "--skip-bad"
                        "--any-environment"
                        "--threads"
                        "--json"
                    ]
            ]
            [
                "The evaluation that `gail train --seed 3` ended with, again",
                "gail evaluate --policy runs/Pendulum-v1-gail-s3 --seed 3"
                "What chance reaches", "gail evaluate --policy random --env Pendulum-v1"
            ]

    let run (arguments: ParseResults<EvaluateArguments>) =
        let episodes = Number.count "--episodes" 1 50 (arguments.TryGetResult Episodes)
        let threads = Inputs.threads (arguments.TryGetResult Threads)
        let seed = Number.seed "--seed" 0L (arguments.TryGetResult Seed)
        let stochastic = arguments.Contains Stochastic

        let path =
            match arguments.TryGetResult Policy with
            | Some path -> path
            | None -> Errors.usage "--policy PATH is missing"

        let environment = Inputs.environmentFor path (arguments.TryGetResult Env)
        Memory.checkEpisodes "--episodes" environment.Spec episodes

        let actor =
            Inputs.policy environment.Spec (arguments.TryGetResult Vec_Normalize) path

        let choice =
            if stochastic then
                ActionMode.Stochastic
            else
                ActionMode.Deterministic

        for name, present in
            [
                "--columns", arguments.Contains Columns
                "--observation-parts", arguments.Contains Observation_Parts
                "--filter-key", arguments.Contains Filter_Key
                "--unity-actions", arguments.Contains Unity_Actions
                "--skip-bad", arguments.Contains Skip_Bad
                "--any-environment", arguments.Contains Any_Environment
            ] do
            if present && not (arguments.Contains Demos) then
                Errors.usage $"{name} is about the demonstrations of --demos FILE, which is missing"

        let reference =
            arguments.TryGetResult Demos
            |> Option.map (fun files ->
                let all = TrainingOptions(Environment = environment.Spec.Id)

                let reading =
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

                let _, demonstrations =
                    Inputs.demonstrations environment.Spec all reading (Inputs.checkPaths "--demos" files)

                Inputs.transitions demonstrations)

        let run =
            PolicyEvaluation.Episodes(
                Executor threads,
                environment,
                actor.Policy,
                episodes,
                Keys.evaluation seed,
                choice
            )

        let result = EvaluationResult.Of run

        let distance =
            reference
            |> Option.map (fun pairs ->
                OccupancyDistance(environment.Spec.Action, pairs).To(Transitions.Of(EpisodeSampler.Join(run, 0L))))

        if arguments.Contains Json then
            Output.json (fun writer ->
                writer.WriteStartObject()
                writer.WriteString("policy", actor.Source)
                writer.WriteString("environment", environment.Spec.Id)
                writer.WriteNumber("seed", seed)
                writer.WriteBoolean("stochastic", stochastic)
                writer.WriteNumber("wallSeconds", Summary.wallSeconds ())
                Summary.orNull writer "evaluation" (Summary.episodes writer) (Some result)

                distance
                |> Option.iter (fun value -> writer.WriteNumber("occupancyDistance", value))

                writer.WriteEndObject())
        else
            let lengths = Seq.averageBy float result.Lengths
            stdout.WriteLine $"{actor.Source} in {environment.Spec.Id}: {Summary.sentence result}"
            stdout.WriteLine $"mean length {lengths:F1}"

            distance
            |> Option.iter (fun value ->
                stdout.WriteLine
                    $"occupancy distance {value:F4} (maximum mean discrepancy from the demonstrations' pairs)")

        ExitCode.Success
