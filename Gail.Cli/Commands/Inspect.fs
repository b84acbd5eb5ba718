namespace Gail.Cli.Commands

open System.Collections.Immutable
open System.Globalization
open System.Text.Json
open Argu
open Gail.Cli
open Gail.Data
open Gail.Scripts

type InspectArguments =
    | [<MainCommand; Unique>] File of path: string
    | Env of id: string
    | Json

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | File _ -> "a file of demonstrations (.npz)"
            | Env _ -> "also check whether the file suits this environment"
            | Json -> "print one JSON object on one line"

/// gail inspect: what a file of demonstrations holds.
[<RequireQualifiedAccess>]
module Inspect =

    let help () =
        let rows =
            Command.section<InspectArguments> "Options" [ "--file"; "--env"; "--json" ]

        let named =
            rows.Rows
            |> List.map (fun (left, right) -> (if left.StartsWith "--file" then "FILE" else left), right)

        Command.help
            "Says what a file of demonstrations holds: episodes, lengths, returns, ranges, types, problems."
            "gail inspect FILE [options]"
            [ { rows with Rows = named } ]
            [
                "What is in a file, and can it teach CartPole-v1?", "gail inspect expert.npz --env CartPole-v1"
                "For a program", "gail inspect expert.npz --json"
            ]

    let private number (value: float) =
        value.ToString("0.####", CultureInfo.InvariantCulture)

    let private summary (values: ValueSummary | null) =
        match values with
        | null -> [ "-"; "-"; "-"; "-" ]
        | values ->
            [
                number values.Minimum
                number values.Mean
                number values.Maximum
                number values.StandardDeviation
            ]

    let private print (report: DemonstrationReport) =
        let line (label: string) (value: string) =
            stdout.WriteLine(label.PadRight 14 + value)

        let actions =
            match Option.ofNullable report.ActionCount with
            | Some count -> $"{count} choices"
            | None -> $"{report.ActionWidth} continuous values"

        line "file" report.File
        line "format" report.Format

        if report.EnvironmentId <> "" then
            line "environment" report.EnvironmentId

        line "episodes" (string report.Episodes)

        line
            "transitions"
            (string report.Transitions
             + (if report.IsSubsampled then " (sub-sampled)" else ""))

        line "observations" $"{report.ObservationWidth} values"
        line "actions" actions
        stdout.WriteLine()

        let columns name (columns: ImmutableArray<ValueSummary | null>) =
            columns
            |> Seq.mapi (fun i column -> $"{name} {i}" :: summary column)
            |> List.ofSeq

        Output.table
            [ "per episode"; "min"; "mean"; "max"; "std" ]
            [ "length" :: summary report.Lengths; "return" :: summary report.Returns ]

        stdout.WriteLine()

        Output.table
            [ "per step"; "min"; "mean"; "max"; "std" ]
            (columns "observation" report.ObservationColumns
             @ columns "action" report.ActionColumns)

        stdout.WriteLine()

        Output.table
            [ "array"; "type"; "shape" ]
            [
                for array in report.Arrays ->
                    [
                        array.Name
                        array.DataType
                        "[" + (array.Shape |> Seq.map string |> String.concat ", ") + "]"
                    ]
            ]

        stdout.WriteLine()

        if report.Problems.IsEmpty then
            stdout.WriteLine "no problems found"

        for problem in report.Problems do
            stdout.WriteLine $"problem: {problem}"

        for note in report.Notes do
            stdout.WriteLine $"note: {note}"

    let run (arguments: ParseResults<InspectArguments>) =
        let path =
            match arguments.TryGetResult File with
            | Some path -> path
            | None -> Errors.usage "FILE is missing"

        let report =
            match arguments.TryGetResult Env with
            | Some id -> DemonstrationInspector.Inspect(path, Env.specOf id, Inputs.fileOptions)
            | None -> DemonstrationInspector.Inspect(path, Inputs.fileOptions)

        if arguments.Contains Json then
            // The report's own JSON, brought onto one line.
            use document = JsonDocument.Parse(report.ToJson())
            Output.json document.WriteTo
        else
            print report

        ExitCode.Success
