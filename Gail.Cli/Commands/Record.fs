namespace Gail.Cli.Commands

open System
open Argu
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Cli.Play
open Gail.Data
open Gail.Environments
open Gail.Execution
open Gail.Scripts

type RecordArguments =
    | Env of id: string
    | Policy of path: string
    | Vec_Normalize of file: string
    | Play
    | Port of n: string
    | Rate of n: string
    | Episodes of n: string
    | Stochastic
    | Seed of n: string
    | Out of file: string
    | Format of name: string
    | Columns of pairs: string
    | Overwrite
    | Threads of n: string
    | Json
    | Quiet

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Env _ -> "the environment [the one the policy was trained for]; `gail envs` lists them"
            | Policy _ -> $"who acts: {Inputs.policies}"
            | Vec_Normalize _ -> Inputs.vecNormalizeUsage
            | Play -> $"you act, with the arrow keys on a page in the browser: {PlayTask.names}"
            | Port _ -> "the port of the page, which only this machine reaches [0: a free one]"
            | Rate _ -> "steps a second to begin with, 1 to 100 [what suits the environment]"
            | Episodes _ -> "complete episodes to record [50]"
            | Stochastic -> "draw actions from the policy instead of taking the most probable ones"
            | Seed _ -> "names the randomness of the resets and the actions drawn [0]"
            | Out _ -> "the file to write; its extension says in which format [ENV.npz]"
            | Format _ -> $"the format, whatever the extension: {OutputFile.formats ()}"
            | Columns _ ->
                "what to call the columns of CSV and JSON Lines, as in observation=state,action=torque; `gail train --columns` takes the same"
            | Overwrite -> "replace an earlier file"
            | Threads _ -> "threads to compute on; the result does not depend on it [0: one per core]"
            | Json -> "print one JSON object on one line"
            | Quiet -> "print nothing"

/// gail record: demonstrations of a policy that there is.
[<RequireQualifiedAccess>]
module Record =

    let help () =
        let section title names =
            Command.section<RecordArguments> title names

        Command.help
            "Records demonstrations: of a policy, or your own."
            "gail record --policy PATH [options], or gail record --play --env ID [options]"
            [
                section
                    "Of a policy"
                    [
                        "--policy"
                        "--env"
                        "--episodes"
                        "--stochastic"
                        "--vec-normalize"
                        "--threads"
                    ]
                section "Your own" [ "--play"; "--rate"; "--port" ]
                section
                    "The file"
                    [
                        "--out"
                        "--format"
                        "--columns"
                        "--overwrite"
                        "--seed"
                        "--json"
                        "--quiet"
                    ]
            ]
            [
                "Ten episodes of what `gail train` learned",
                "gail record --policy runs/Pendulum-v1-gail-s0 --episodes 10 --out learned.npz"
                "The control: a random policy", "gail record --policy random --env CartPole-v1 --out random.npz"
                "What a model of Stable-Baselines3 learned",
                "gail record --policy ppo.zip --env Pendulum-v1 --vec-normalize vecnormalize.pkl"
                "Play yourself, on a page that the command shows the address of",
                "gail record --play --env MountainCar-v0 --out mine.npz"
            ]

    /// The name of an environment as that of a file: options may hold what files should not be called.
    let private fileName (environment: EnvironmentSpec) =
        let letter (c: char) =
            if Char.IsLetterOrDigit c || c = '-' || c = '.' || c = '_' then
                c
            else
                '-'

        String.map letter environment.Id + ".npz"

    /// The file to write, and its format where one is named.
    let private target (arguments: ParseResults<RecordArguments>) (environment: EnvironmentSpec) =
        let format = arguments.TryGetResult Format

        let file =
            match arguments.TryGetResult Out, format with
            | Some file, _ -> file
            | None, None -> fileName environment
            | None, Some _ -> Errors.usage "--out FILE is missing, which --format needs"

        OutputFile.checkWith "--out" (arguments.Contains Overwrite) format file
        file, format

    let private refuse (because: string) (given: (string * bool) list) =
        for name, present in given do
            if present then
                Errors.usage $"{name} {because}"

    let private ofPolicy (arguments: ParseResults<RecordArguments>) (path: string) =
        refuse "is about --play" [ "--port", arguments.Contains Port; "--rate", arguments.Contains Rate ]
        let count = Number.count "--episodes" 1 50 (arguments.TryGetResult Episodes)
        let environment = Inputs.environmentFor path (arguments.TryGetResult Env)
        let file, format = target arguments environment.Spec

        Recorder.ofPolicy
            {
                Environment = environment
                Actor = Inputs.policy environment.Spec (arguments.TryGetResult Vec_Normalize) path
                Seed = Number.seed "--seed" 0L (arguments.TryGetResult Seed)
                Threads = Inputs.threads (arguments.TryGetResult Threads)
                Request =
                    {
                        File = file
                        Format = format
                        Names = DemonstrationArguments.writtenNames (arguments.TryGetResult Columns)
                        Count = count
                        Choice = Recorder.choice (arguments.Contains Stochastic)
                    }
                Json = arguments.Contains Json
                Quiet = arguments.Contains Quiet
            }
            (Recorder.writeJson environment.Spec)

    let private printPlayed (arguments: ParseResults<RecordArguments>) (environment: EnvironmentSpec) file seed played =
        if arguments.Contains Json then
            Output.json (fun writer ->
                writer.WriteStartObject()
                writer.WriteString("environment", environment.Id)
                writer.WriteNumber("seed", (seed: int64))

                Summary.orNull
                    writer
                    "recorded"
                    (fun (demonstrations: Demonstrations) ->
                        writer.WriteString("file", (file: string))
                        writer.WriteNumber("transitions", demonstrations.StepCount)
                        writer.WriteNumber("keptEarly", Summary.keptEarly demonstrations)

                        Summary.ofDemonstrations environment demonstrations
                        |> Option.iter (Summary.episodes writer))
                    played

                writer.WriteEndObject())
        elif not (arguments.Contains Quiet) then
            match played with
            | Some demonstrations ->
                stdout.WriteLine(Recorder.sentence environment file demonstrations)
                stdout.WriteLine(Recorder.next environment file)
            | None -> stdout.WriteLine "no episode was kept, so nothing was written"

    let private ofPlayer (arguments: ParseResults<RecordArguments>) =
        refuse
            "is about recording a policy, but with --play you act"
            [
                "--policy", arguments.Contains Policy
                "--episodes", arguments.Contains Episodes
                "--stochastic", arguments.Contains Stochastic
                "--columns", arguments.Contains Columns
                "--vec-normalize", arguments.Contains Vec_Normalize
                "--threads", arguments.Contains Threads
            ]

        let task =
            match arguments.TryGetResult Env with
            | Some id -> PlayTask.create id
            | None -> Errors.usage $"--env ID is missing, one of {PlayTask.names}"

        let port = Number.between "--port" 0 65535 0 (arguments.TryGetResult Port)
        let rate = Number.between "--rate" 1 100 task.Rate (arguments.TryGetResult Rate)
        let seed = Number.seed "--seed" 0L (arguments.TryGetResult Seed)
        let spec = task.Environment.Spec
        let file, format = target arguments spec
        // Standard output is left to the result where a program reads it.
        let say: string -> unit =
            if arguments.Contains Json then
                stderr.WriteLine
            else
                stdout.WriteLine

        let opened (address: string) =
            say $"Play {spec.Id} in your browser: {address}"
            say "Ctrl-C here, or Finish on the page, ends it; episodes that you keep are in the file at once."

        use interruption = new Interruption()

        let played =
            PlayGame.run task (Keys.recording seed) rate port format file opened interruption.Token

        printPlayed arguments spec file seed played

        if interruption.IsRequested then
            interruption.ExitCode
        else
            ExitCode.Success

    let run (arguments: ParseResults<RecordArguments>) =
        match arguments.TryGetResult Policy with
        | _ when arguments.Contains Play -> ofPlayer arguments
        | Some path -> ofPolicy arguments path
        | None -> Errors.usage "say who acts: --policy PATH, or --play to act yourself"
