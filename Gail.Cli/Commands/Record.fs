namespace Gail.Cli.Commands

open System
open Argu
open Gail.Cli
open Gail.Environments
open Gail.Execution
open Gail.Scripts

type RecordArguments =
    | Env of id: string
    | Policy of path: string
    | Episodes of n: int
    | Stochastic
    | Seed of n: int64
    | Out of file: string
    | Format of name: string
    | Overwrite
    | Threads of n: int
    | Json
    | Quiet

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Env _ -> "the environment [the one the policy was trained for]; `gail envs` lists them"
            | Policy _ -> "who acts: a run directory, a policy file, the paper's weights (.npz), or random"
            | Episodes _ -> "complete episodes to record [50]"
            | Stochastic -> "draw actions from the policy instead of taking the most probable ones"
            | Seed _ -> "names the randomness of the resets and the actions drawn [0]"
            | Out _ -> "the file to write; its extension says in which format [ENV.npz]"
            | Format _ -> $"the format, whatever the extension: {OutputFile.formats ()}"
            | Overwrite -> "replace an earlier file"
            | Threads _ -> "threads to compute on; the result does not depend on it [0: one per core]"
            | Json -> "print one JSON object on one line"
            | Quiet -> "print nothing"

/// gail record: demonstrations of a policy that there is.
[<RequireQualifiedAccess>]
module Record =

    let help () =
        Command.help
            "Records demonstrations of a policy."
            "gail record --policy PATH [options]"
            [
                Command.section<RecordArguments>
                    "Options"
                    [
                        "--env"
                        "--policy"
                        "--episodes"
                        "--stochastic"
                        "--seed"
                        "--out"
                        "--format"
                        "--overwrite"
                        "--threads"
                        "--json"
                        "--quiet"
                    ]
            ]
            [
                "Ten episodes of what `gail train` learned",
                "gail record --policy runs/Pendulum-v1-gail-s0 --episodes 10 --out learned.npz"
                "The control: a random policy", "gail record --policy random --env CartPole-v1 --out random.npz"
            ]

    /// The name of an environment as that of a file: options may hold what files should not be called.
    let private fileName (environment: EnvironmentSpec) =
        let letter (c: char) =
            if Char.IsLetterOrDigit c || c = '-' || c = '.' || c = '_' then
                c
            else
                '-'

        String.map letter environment.Id + ".npz"

    let private ofPolicy (arguments: ParseResults<RecordArguments>) (path: string) =
        let format = arguments.TryGetResult Format
        let count = Inputs.count "--episodes" 1 50 (arguments.TryGetResult Episodes)
        let threads = Inputs.threads (arguments.TryGetResult Threads)
        let seed = arguments.GetResult(Seed, defaultValue = 0L)
        let environment = Inputs.environmentFor path (arguments.TryGetResult Env)

        let file =
            match arguments.TryGetResult Out, format with
            | Some file, _ -> file
            | None, None -> fileName environment.Spec
            | None, Some _ -> Errors.usage "--out FILE is missing, which --format needs"

        OutputFile.checkWith "--out" (arguments.Contains Overwrite) format file
        let actor = Inputs.policy environment.Spec path

        let request =
            {
                File = file
                Format = format
                Count = count
                Choice = Recorder.choice (arguments.Contains Stochastic)
            }

        let demonstrations =
            Recorder.run (Executor threads) environment actor.Policy seed request

        if arguments.Contains Json then
            Output.json (fun writer ->
                writer.WriteStartObject()
                writer.WriteString("policy", actor.Source)
                writer.WriteString("environment", environment.Spec.Id)
                writer.WriteNumber("seed", seed)
                writer.WriteNumber("wallSeconds", Summary.wallSeconds ())
                Recorder.writeJson environment.Spec writer (request, demonstrations)
                writer.WriteEndObject())
        elif not (arguments.Contains Quiet) then
            stdout.WriteLine(Recorder.sentence environment.Spec file demonstrations)
            stdout.WriteLine(Recorder.next environment.Spec file)

        ExitCode.Success

    let run (arguments: ParseResults<RecordArguments>) =
        match arguments.TryGetResult Policy with
        | Some path -> ofPolicy arguments path
        | None -> Errors.usage "--policy PATH is missing, which says who acts"
