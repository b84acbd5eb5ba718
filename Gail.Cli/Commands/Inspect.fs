namespace Gail.Cli.Commands

open System.Collections.Immutable
open System.Text.Json
open Argu
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Data
open Gail.Data.Inspection
open Gail.Scripts

type InspectArguments =
    | [<MainCommand; Unique>] Files of path: string list
    | Env of id: string
    | Format of name: string
    | Columns of pairs: string
    | Observation_Parts of names: string
    | Filter_Key of name: string
    | Unity_Actions of record: string
    | Skip_Bad
    | Json

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Files _ -> $"files of demonstrations, or folders of them, one after the other{Inputs.pipes}"
            | Env _ -> "also check whether the file suits this environment"
            | Format _ -> "the format to read [told by the content]"
            | Columns _ -> DemonstrationArguments.columnsUsage
            | Observation_Parts _ -> DemonstrationArguments.observationPartsUsage
            | Filter_Key _ -> DemonstrationArguments.filterKeyUsage
            | Unity_Actions _ -> DemonstrationArguments.unityActionsUsage
            | Skip_Bad -> DemonstrationArguments.skipBadUsage
            | Json -> "print one JSON object on one line"

/// gail inspect: what a file of demonstrations holds.
[<RequireQualifiedAccess>]
module Inspect =

    let help () =
        let rows =
            Command.sectionWithMain<InspectArguments>
                "Options"
                "FILE..."
                [
                    "--files"
                    "--env"
                    "--format"
                    "--columns"
                    "--observation-parts"
                    "--filter-key"
                    "--unity-actions"
                    "--skip-bad"
                    "--json"
                ]

        Command.help
            "Says what a file of demonstrations holds, how its values are spread, and what is wrong with it."
            "gail inspect FILE... [options]"
            [ rows; DemonstrationArguments.section () ]
            [
                "What is in a file, and can it teach CartPole-v1?", "gail inspect expert.npz --env CartPole-v1"
                "For a program", "gail inspect expert.npz --json"
            ]
        + "\n\n\"between episodes\" is the share of an action's variance that is between episodes rather than within\n\
           them: 0 where all act alike on average, 1 where each has one action of its own."

    let run (arguments: ParseResults<InspectArguments>) =
        let paths =
            match arguments.TryGetResult Files with
            | Some(_ :: _ as paths) -> Inputs.checkPaths "FILE" paths
            | _ -> Errors.usage "FILE is missing"

        let options =
            DemonstrationArguments.options
                {
                    FormatArgument = "--format"
                    Format = arguments.TryGetResult Format
                    Columns = arguments.TryGetResult Columns
                    ObservationParts = arguments.TryGetResult Observation_Parts
                    FilterKey = arguments.TryGetResult Filter_Key
                    UnityActions = arguments.TryGetResult Unity_Actions
                    AnyEnvironment = false
                    SkipBad = arguments.Contains Skip_Bad
                }

        let environment =
            arguments.TryGetResult Env |> Option.map Env.specOf |> Option.toObj

        let report =
            DemonstrationInspector.InspectAll(ImmutableArray.CreateRange paths, environment, options)

        if arguments.Contains Json then
            // The report's own JSON, brought onto one line.
            use document = JsonDocument.Parse(report.ToJson())
            Output.json document.WriteTo
        else
            InspectView.print report

        ExitCode.Success
