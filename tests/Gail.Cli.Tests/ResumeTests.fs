/// A run stopped and resumed is the uninterrupted run, byte for byte.
module Gail.Cli.Tests.ResumeTests

open System
open System.IO
open System.Text.Json
open System.Text.RegularExpressions
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Expecto
open Gail.TestSupport

let private succeed arguments =
    let outcome = gail arguments
    Check.Equal((0, ""), (outcome.ExitCode, (if outcome.ExitCode = 0 then "" else outcome.ErrorOutput)))

let private begin' (method: string) (threads: int) =
    let common =
        [
            "--env"
            "CartPole-v1"
            "--threads"
            string threads
            "--eval-episodes"
            "1"
            "--eval-every"
            "2"
            "--quiet"
            "--batch-steps"
            "600"
        ]

    let networks = [ "--policy-hidden"; "16,16"; "--value-hidden"; "16" ]

    match method with
    | "expert" -> "expert" :: common @ networks
    | _ ->
        [ "train"; "--demos"; cartPole (); "--method"; method; "--disc-hidden"; "16" ]
        @ [ "--disc-steps"; "3"; "--disc-batch"; "64"; "--bc-updates"; "5" ]
        @ common
        @ networks

let private resumeEquals (method: string) (threads: int) (rest: string list) =
    use folder = new Folder()
    let whole, halved = folder.File "whole", folder.File "halved"
    let start = begin' method threads @ rest

    let resume =
        [
            start.Head
            "--resume"
            halved
            "--threads"
            string threads
            "--eval-episodes"
            "1"
            "--eval-every"
            "2"
            "--quiet"
        ]

    succeed (start @ [ "--iterations"; "4"; "--out"; whole ])
    succeed (start @ [ "--iterations"; "2"; "--out"; halved ])
    succeed (resume @ [ "--iterations"; "4" ])
    sameRun whole halved
    Check.Equal(5, File.ReadAllLines(Path.Combine(halved, "metrics.csv")).Length)
    Check.Equal(3, File.ReadAllLines(Path.Combine(halved, "evaluations.csv")).Length)

let private trainedOnce =
    lazy
        (let folder = new Folder()
         AppDomain.CurrentDomain.ProcessExit.Add(fun _ -> (folder :> IDisposable).Dispose())
         File.Copy(cartPole (), folder.File "demos.npz")

         succeed
             [
                 "train"
                 "--env"
                 "CartPole-v1"
                 "--demos"
                 folder.File "demos.npz"
                 "--method"
                 "bc"
                 "--bc-updates"
                 "2"
                 "--iterations"
                 "2"
                 "--eval-episodes"
                 "1"
                 "--quiet"
                 "--out"
                 folder.File "run"
             ]

         folder)

/// Waits for the first iterations of a run that would take hours, then signals it.
let private stopped (name: string) (run: string) =
    use running =
        startedGail (begin' "gail" 2 @ [ "--iterations"; "100000"; "--out"; run; "--json" ])

    let metrics = Path.Combine(run, "metrics.csv")

    running.WaitFor("two iterations", (fun () -> File.Exists metrics && File.ReadAllLines(metrics).Length > 2))
    running.Signal name
    running.End(), running.Output

[<Tests>]
let tests =
    inOrder
        "resume"
        [
            testTheory "a run resumed after two iterations of four is the whole run" [ "gail", 2; "bc", 1 ]
            <| fun (method: string, threads: int) -> resumeEquals method threads []

            slow (
                testTheory
                    "so it is with other options, methods and threads"
                    [
                        "gail", 1, ""
                        "gail", 2, "--num-envs 8"
                        "gail", 2, "--preset paper"
                        "bc", 2, ""
                        "expert", 1, "--value-fit natural-gradient"
                        "expert", 2, "--value-fit adam"
                    ]
                <| fun (method: string, threads: int, rest: string) ->
                    resumeEquals method threads (List.ofArray (rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            )

            testTheory
                "--resume refuses what would make another run"
                [
                    "--discount 0.9", 2, "--discount would change the run"
                    "--seed 4", 2, "--seed would change the run"
                    "--env CartPole-v1", 2, "--env cannot be given with --resume"
                    "--iterations 1", 1, "--iterations is 1, but"
                    "--demos {other}", 1, "changed since the run"
                    "--demos none.npz", 1, "'none.npz' are not there"
                ]
            <| fun (rest: string, code: int, named: string) ->
                let folder = trainedOnce.Value
                let run = folder.File "run"
                let before = File.ReadAllText(Path.Combine(run, "options.json"))

                let outcome =
                    gail (
                        [ "train"; "--resume"; run ]
                        @ List.ofArray (rest.Replace("{other}", pendulum ()).Split ' ')
                    )

                Check.Equal(code, outcome.ExitCode)
                Check.Contains(named, outcome.ErrorOutput)
                Check.Single(outcome.ErrorOutput.TrimEnd().Split('\n')) |> ignore
                Check.Equal(before, File.ReadAllText(Path.Combine(run, "options.json")))

            testCase "a run that is over can be resumed for its summary"
            <| fun () ->
                let run = trainedOnce.Value.File "run"

                let metrics () =
                    File.ReadAllText(Path.Combine(run, "metrics.csv"))

                let before = metrics ()
                succeed [ "train"; "--resume"; run; "--eval-episodes"; "1"; "--json" ]
                Check.Equal(before, metrics ())

            testCase "the other command's run is refused by name"
            <| fun () ->
                let outcome = gail [ "expert"; "--resume"; trainedOnce.Value.File "run" ]
                Check.Equal(1, outcome.ExitCode)
                Check.Contains("gail train --resume", outcome.ErrorOutput)

            testTheory "Ctrl-C keeps what was learned, and the run goes on from there" [ "INT"; "TERM" ]
            <| fun (name: string) ->
                Check.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill")
                use folder = new Folder()
                let run, whole = folder.File "run", folder.File "whole"
                let code, output = stopped name run
                Check.Equal((if name = "TERM" then 143 else 130), code)
                let result = JsonDocument.Parse(output).RootElement
                Check.True(result.GetProperty("stopped").GetBoolean())
                Check.Equal(JsonValueKind.Null, result.GetProperty("evaluation").ValueKind)
                let iterations = result.GetProperty("iterations").GetInt32()
                Check.True(iterations >= 2)
                Check.True(File.Exists(string (result.GetProperty("policy").GetString())))

                let limit = [ "--iterations"; string (iterations + 1) ]

                succeed (
                    [
                        "train"
                        "--resume"
                        run
                        "--eval-episodes"
                        "1"
                        "--eval-every"
                        "2"
                        "--quiet"
                    ]
                    @ limit
                )

                succeed (begin' "gail" 2 @ limit @ [ "--out"; whole ])
                sameRun whole run

            testCase "the message after Ctrl-C is the command that goes on"
            <| fun () ->
                Check.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill")
                use folder = new Folder()
                let run = folder.File "run"

                use running =
                    startedGail
                        [
                            "train"
                            "--env"
                            "CartPole-v1"
                            "--demos"
                            cartPole ()
                            "--out"
                            run
                            "--batch-steps"
                            "300"
                            // It must not be over before the signal comes, however late that is.
                            "--iterations"
                            "100000"
                        ]

                running.WaitFor("its first iteration", (fun () -> Regex.IsMatch(running.ErrorOutput, "(?m)^iteration")))
                running.Signal "INT"
                Check.Equal(130, running.End())
                Check.Contains($"gail train --resume {run}", running.ErrorOutput)
                Check.True(File.Exists(Path.Combine(run, "policy.safetensors")))

        ]
