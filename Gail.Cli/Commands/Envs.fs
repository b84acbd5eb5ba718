namespace Gail.Cli.Commands

open System.Globalization
open System.Text.Json
open Argu
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Environments
open Gail.MuJoCo.Environments
open Gail.MuJoCo.Native
open Gail.MuJoCo.Environments.Options
open Gail.Scripts

type EnvsArguments =
    | [<MainCommand; Unique>] Id of id: string
    | Json

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Id _ -> "only this environment, with the options that its name can have"
            | Json -> "print one JSON array on one line; with ID, one object"

/// gail envs: lists the environments, or one of them with its options.
[<RequireQualifiedAccess>]
module Envs =

    let help () =
        let rows =
            Command.sectionWithMain<EnvsArguments> "Options" "ID" [ "--id"; "--json" ]

        Command.help
            "Lists the environments, or one of them with its options."
            "gail envs [ID] [options]"
            [ rows ]
            [
                "What can be changed about a robot?", "gail envs Hopper-v5"
                "Options are part of the name, wherever it goes",
                "gail evaluate --policy random --env Hopper-v5:ctrlCostWeight=0.01,resetNoiseScale=0"
            ]

    /// A kind of environments under one title.
    type private Group =
        {
            Name: string
            Ids: string list
            /// Why they cannot be made here; empty when they can.
            Problem: string
            /// A remark on all of them.
            Note: string
        }

    let private classic =
        {
            Name = "classic control"
            Ids = Env.classic
            Problem = ""
            Note = ""
        }

    let private robots () =
        let engine = EngineStatus.OfThisProcess()

        {
            Name = "robots (MuJoCo)"
            Ids = Env.robots
            Problem = engine.Problem
            Note =
                if engine.IsUsable then
                    $"simulated by MuJoCo {engine.Version} ({engine.Library})"
                else
                    $"not usable here: {engine.Problem}"
        }

    /// The actions of an agent, in words.
    let private action (spec: EnvironmentSpec) =
        let number (value: float32) =
            value.ToString(CultureInfo.InvariantCulture)

        match spec.Action with
        | :? DiscreteSpace as discrete -> $"{discrete.Count} choices"
        | :? BoxSpace as box when Seq.forall ((=) box.Low[0]) box.Low && Seq.forall ((=) box.High[0]) box.High ->
            $"{box.Width} in [{number box.Low[0]}, {number box.High[0]}]"
        | other -> string other

    let private ending (spec: EnvironmentSpec) =
        match spec.Termination with
        | TerminationMeaning.Failure -> "failure"
        | TerminationMeaning.Success -> "success"
        | _ -> "never"

    let private writeFacts (writer: Utf8JsonWriter) (group: Group) (spec: EnvironmentSpec) =
        writer.WriteString("id", spec.Id)
        writer.WriteNumber("observationWidth", spec.Observation.Width)

        match spec.Action with
        | :? DiscreteSpace as discrete -> writer.WriteNumber("actionCount", discrete.Count)
        | action -> writer.WriteNumber("actionWidth", action.Width)

        writer.WriteString("action", string spec.Action)
        writer.WriteNumber("stepLimit", spec.StepLimit)
        writer.WriteString("termination", string spec.Termination)
        writer.WriteString("description", spec.Description)
        writer.WriteString("group", group.Name)
        writer.WriteBoolean("available", (group.Problem = ""))

        if group.Problem <> "" then
            writer.WriteString("problem", group.Problem)

    let private writeOption (writer: Utf8JsonWriter) (option: RobotOptionInfo) =
        writer.WriteStartObject()
        writer.WriteString("name", option.Name)
        writer.WriteString("value", option.Value)
        writer.WriteString("default", option.Default)
        writer.WriteString("expected", option.Expected)
        writer.WriteString("meaning", option.Meaning)
        writer.WriteEndObject()

    let private listJson (groups: Group list) =
        Output.json (fun writer ->
            writer.WriteStartArray()

            for group in groups do
                for id in group.Ids do
                    writer.WriteStartObject()
                    writeFacts writer group (Env.specOf id)
                    writer.WriteEndObject()

            writer.WriteEndArray())

    let private oneJson group (spec: EnvironmentSpec) (options: RobotOptionInfo list) =
        Output.json (fun writer ->
            writer.WriteStartObject()
            writeFacts writer group spec
            writer.WriteStartArray "options"
            options |> List.iter (writeOption writer)
            writer.WriteEndArray()
            writer.WriteEndObject())

    /// A line per environment; what an environment is about is said where it differs from the one before.
    let private list (groups: Group list) =
        let row (before: EnvironmentSpec option, spec: EnvironmentSpec) =
            let said =
                before |> Option.exists (fun before -> before.Description = spec.Description)

            [
                spec.Id
                string spec.Observation.Width
                action spec
                string spec.StepLimit
                ending spec
                (if said then "" else spec.Description)
            ]

        for group in groups do
            if group.Ids <> groups.Head.Ids then
                stdout.WriteLine()

            stdout.WriteLine group.Name

            if group.Note <> "" then
                stdout.WriteLine group.Note

            let specs = group.Ids |> List.map Env.specOf

            List.zip (None :: List.map Some specs |> List.take specs.Length) specs
            |> List.map row
            |> Output.table
                [
                    "environment"
                    "observation"
                    "action"
                    "step limit"
                    "ends by"
                    "description"
                ]

    let private one (group: Group) (spec: EnvironmentSpec) (options: RobotOptionInfo list) =
        let line (label: string) (value: string) =
            stdout.WriteLine(label.PadRight 14 + value)

        line "environment" spec.Id
        line "description" spec.Description
        line "observation" $"{spec.Observation.Width} values"
        line "action" (action spec)
        line "step limit" (string spec.StepLimit)
        line "ends by" (ending spec)

        if group.Note <> "" then
            line "kind" $"{group.Name}, {group.Note}"

        if options.IsEmpty then
            line "options" "none"
        else
            let row (option: RobotOptionInfo) =
                let standard =
                    if option.Value = option.Default then
                        ""
                    else
                        $"; by default {option.Default}"

                [
                    $"{option.Name}={option.Value}"
                    $"{option.Meaning} Expected: {option.Expected}{standard}."
                ]

            stdout.WriteLine()
            options |> List.map row |> Output.table [ "option"; "meaning" ]
            let plain, example = spec.Id.Split(':')[0], options.Head
            stdout.WriteLine()

            stdout.WriteLine
                $"Give options after a colon, comma between: --env {plain}:{example.Name}={example.Default}"

    let run (arguments: ParseResults<EnvsArguments>) =
        match arguments.TryGetResult Id, arguments.Contains Json with
        | None, true -> listJson [ classic; robots () ]
        | None, false -> list [ classic; robots () ]
        | Some id, json ->
            let spec, options = Env.specOf id, Env.options id
            let group = if options.IsEmpty then classic else robots ()
            (if json then oneJson else one) group spec options

        ExitCode.Success
