namespace Gail.Cli.Commands

open System.Text.Json
open Argu
open Gail.Cli
open Gail.Environments
open Gail.Scripts

type EnvsArguments =
    | Json

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Json -> "print one JSON array on one line"

/// gail envs: lists the built-in environments.
[<RequireQualifiedAccess>]
module Envs =

    let help () =
        Command.help
            "Lists the built-in environments."
            "gail envs [options]"
            [ Command.section<EnvsArguments> "Options" [ "--json" ] ]
            []

    let private writeJson (writer: Utf8JsonWriter) (spec: EnvironmentSpec) =
        writer.WriteStartObject()
        writer.WriteString("id", spec.Id)
        writer.WriteNumber("observationWidth", spec.Observation.Width)

        match spec.Action with
        | :? DiscreteSpace as discrete -> writer.WriteNumber("actionCount", discrete.Count)
        | action -> writer.WriteNumber("actionWidth", action.Width)

        writer.WriteString("action", string spec.Action)
        writer.WriteNumber("stepLimit", spec.StepLimit)
        writer.WriteString("termination", string spec.Termination)
        writer.WriteString("description", spec.Description)
        writer.WriteEndObject()

    let private row (spec: EnvironmentSpec) =
        [
            spec.Id
            string spec.Observation.Width
            string spec.Action
            string spec.StepLimit
            spec.Description
        ]

    let run (arguments: ParseResults<EnvsArguments>) =
        let specs = Env.names |> List.map (Env.create >> Env.spec)

        if arguments.Contains Json then
            Output.json (fun writer ->
                writer.WriteStartArray()
                specs |> List.iter (writeJson writer)
                writer.WriteEndArray())
        else
            specs
            |> List.map row
            |> Output.table [ "environment"; "observation"; "action"; "step limit"; "description" ]

        ExitCode.Success
