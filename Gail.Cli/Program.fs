namespace Gail.Cli

open System
open System.Reflection
open Gail.Numerics
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Commands
open Gail.Data.Formats.Hdf5.Child
open Gail.Data

/// The command line. A command is a file in Commands/ with its arguments, its help and a `run` that returns an exit
/// code; here it has a line, and nothing else.
module Program =

    let private commands =
        [
            Command.withOptions "train" "learn a policy from demonstrations" Train.help Overrides.all Train.run
            Command.withOptions
                "expert"
                "train on the true reward, record demonstrations"
                Expert.help
                Overrides.forExperts
                Expert.run
            Command.create "record" "record demonstrations of a policy, or play them yourself" Record.help Record.run
            Command.create "convert" "read demonstrations of any format, write another" Convert.help Convert.run
            Command.create "evaluate" "measure a policy by the environment's own reward" Evaluate.help Evaluate.run
            Command.create "paper" "make the paper's classic-control table again" Paper.help Paper.run
            Command.create "inspect" "say what a file of demonstrations holds" Inspect.help Inspect.run
            Command.create "verify" "check every file of a run for damage" Verify.help Verify.run
            Command.create "options" "list every option of a run with its value and range" Options.help Options.run
            Command.create "envs" "list the environments, or one with its options" Envs.help Envs.run
        ]

    let private version () =
        match Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>() with
        | null -> "(unversioned build)"
        | attribute -> attribute.InformationalVersion

    let private help () =
        Command.help
            "Generative adversarial imitation learning: learns a policy from demonstrations alone."
            "gail COMMAND [options]"
            [
                {
                    Title = "Commands"
                    Rows = [ for command in commands -> command.Name, command.Summary ]
                }
                {
                    Title = "Options"
                    Rows =
                        [
                            "--help", "this; after a command's name, that command's options"
                            "--version", "the version"
                        ]
                }
            ]
            [
                "The main job: imitate a pendulum expert",
                "gail train --env Pendulum-v1 --demos data/pendulum.npz --every 50"
                "See how good the result is", "gail evaluate --policy runs/Pendulum-v1-gail-s0"
            ]

    let private serveHdf5 (path: string) =
        use requests = Console.OpenStandardInput()
        use answers = Console.OpenStandardOutput()
        Hdf5Child.Serve(requests, answers, path)

    let private asksForHelp (argument: string) = argument = "--help" || argument = "-h"

    let private dispatch (arguments: string list) =
        let print (text: string) =
            writeLines stdout text
            ExitCode.Success

        match arguments with
        | [] ->
            writeLines stderr (help ())
            stderr.WriteLine()
            Errors.usage "a command is missing"
        | first :: _ when asksForHelp first || first = "help" -> print (help ())
        | "--version" :: _ -> print $"gail {version ()}"
        // Not for people: gail starts itself so, to read an HDF5 file in a process of its own.
        | [ Hdf5Child.Command; path ] -> serveHdf5 path
        | name :: rest ->
            match commands |> List.tryFind (fun command -> command.Name = name) with
            | Some command when List.exists asksForHelp rest -> print (command.Help())
            | Some command -> command.Run rest
            | None ->
                let near = NearestNames.Question(name, commands |> List.map _.Name)
                Errors.usage $"there is no command '{name}'{near}"

    [<EntryPoint>]
    let main arguments =
        StandardStreams.guard ()

        let hint =
            match List.ofArray arguments with
            | name :: _ when commands |> List.exists (fun command -> command.Name = name) -> $"gail {name} --help"
            | _ -> "gail --help"

        Errors.guard hint stderr (fun () -> dispatch (List.ofArray arguments))
