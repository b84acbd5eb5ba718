namespace Gail.Cli.Commands

open Argu
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Runs

type VerifyArguments =
    | [<MainCommand; Unique>] Run of dir: string
    | Json

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Run _ -> "the run directory"
            | Json -> "print one JSON object on one line"

/// gail verify: reads every file of a run and says which are damaged.
[<RequireQualifiedAccess>]
module Verify =

    let help () =
        let rows =
            Command.sectionWithMain<VerifyArguments> "Options" "RUN" [ "--run"; "--json" ]

        Command.help
            "Reads every file of a run: checksums of checkpoints and policy, and whether options and tables are as they\nwere when the newest checkpoint was written. Changes nothing; the exit code is 1 where something is damaged."
            "gail verify RUN [options]"
            [ rows ]
            [ "Is all of it sound?", "gail verify runs/Pendulum-v1-gail-s0" ]

    let run (arguments: ParseResults<VerifyArguments>) =
        let path =
            match arguments.TryGetResult Run with
            | Some path -> path
            | None -> Errors.usage "RUN, the run directory, is missing"

        let files = RunVerification.Of path |> List.ofSeq
        let isSound = files |> List.forall (fun file -> isNull file.Problem)

        if arguments.Contains Json then
            Output.json (fun writer ->
                writer.WriteStartObject()
                writer.WriteBoolean("sound", isSound)
                writer.WriteStartArray "files"

                for file in files do
                    writer.WriteStartObject()
                    writer.WriteString("file", file.File)
                    writer.WriteString("problem", file.Problem)
                    writer.WriteEndObject()

                writer.WriteEndArray()
                writer.WriteEndObject())
        else
            for file in files do
                match file.Problem with
                | null -> stdout.WriteLine $"sound    {file.File}"
                | problem -> stdout.WriteLine $"DAMAGED  {file.File}: {problem}"

        if isSound then ExitCode.Success else ExitCode.UserError
