namespace Gail.Cli

open System.Reflection
open Argu
open Gail.Cli.Commands

/// The command line. A command is a file in Commands/ with its arguments and a `run` that returns an exit code; here
/// it has a case, a line of help and a line of dispatch, and nothing else.
type GailArguments =
    | [<CliPrefix(CliPrefix.None)>] Envs of ParseResults<EnvsArguments>
    | Version

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Envs _ -> "list the built-in environments"
            | Version -> "print the version"

module Program =

    let private version () =
        match Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>() with
        | null -> "(unversioned build)"
        | attribute -> attribute.InformationalVersion

    let private parser =
        ArgumentParser.Create<GailArguments>(
            programName = "gail",
            helpTextMessage = "Generative adversarial imitation learning: learns a policy from demonstrations alone.",
            errorHandler = ExceptionExiter(),
            checkStructure = false
        )

    let private dispatch (arguments: ParseResults<GailArguments>) =
        match arguments.TryGetSubCommand() with
        | Some(Envs envs) -> Envs.run envs
        | _ when arguments.Contains Version ->
            stdout.WriteLine $"gail {version ()}"
            ExitCode.Success
        | _ ->
            stderr.WriteLine(parser.PrintUsage(message = "a command is missing").TrimEnd())
            ExitCode.Usage

    [<EntryPoint>]
    let main arguments =
        Errors.guard stdout stderr (fun () -> parser.ParseCommandLine arguments |> dispatch)
