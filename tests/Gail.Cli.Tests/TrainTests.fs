/// What train, expert, evaluate and inspect promise to programs.
module Gail.Cli.Tests.TrainTests

open System.IO
open System.Text.Json
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Expecto
open Gail.TestSupport

/// Small enough to take a second or two.
let small =
    "--iterations 2 --batch-steps 400 --disc-steps 2 --disc-batch 64 --policy-hidden 16 --value-hidden 16 --disc-hidden 16"
        .Split
        ' '
    |> List.ofArray

let succeed arguments =
    let outcome = gail arguments
    Check.Equal((0, ""), (outcome.ExitCode, (if outcome.ExitCode = 0 then "" else outcome.ErrorOutput)))
    outcome

let json (outcome: Outcome) =
    JsonDocument.Parse(Array.last (outcome.Output.TrimEnd().Split('\n'))).RootElement

let number (element: JsonElement) (name: string) = element.GetProperty(name).GetDouble()

let text (element: JsonElement) (name: string) =
    string (element.GetProperty(name).GetString())

[<Tests>]
let tests =
    inOrder
        "train"
        [
            testTheory "train ends with JSON that evaluate confirms" [ "gail"; "fem"; "gtal"; "bc" ]
            <| fun (method: string) ->
                use folder = new Folder()
                let run = folder.File "run"

                let trained =
                    [
                        "train"
                        "--env"
                        "CartPole-v1"
                        "--demos"
                        cartPole ()
                        "--method"
                        method
                        "--seed"
                        "3"
                        "--out"
                        run
                        "--eval-episodes"
                        "7"
                        "--json"
                    ]
                    @ small
                    |> succeed
                    |> json

                Check.Equal(method, text trained "method")
                Check.Equal("CartPole-v1", text trained "environment")
                Check.Equal("fast", text trained "preset")
                Check.Equal(3.0, number trained "seed")
                Check.Equal(2.0, number trained "iterations")
                Check.Equal(run, text trained "run")
                Check.False(trained.GetProperty("stopped").GetBoolean())
                Check.InRange(number trained "wallSeconds", 0.05, 600.0)
                Check.Equal(6.0, number (trained.GetProperty "demonstrations") "episodes")

                if method <> "bc" then
                    Check.InRange(number trained "environmentSteps", 800.0, 2000.0)
                    Check.True(number trained "stepsPerSecond" > 0.0)
                else
                    Check.Equal(0.0, number trained "environmentSteps")

                let evaluation = trained.GetProperty "evaluation"
                Check.Equal(7.0, number evaluation "episodes")

                for name in [ "meanReturn"; "stdReturn"; "minReturn"; "maxReturn"; "meanLength" ] do
                    Check.True(number evaluation name >= 0.0, name)

                // The same evaluation from the run, the policy file, and whatever the threads.
                for policy in [ run; text trained "policy" ] do
                    let again =
                        succeed
                            [
                                "evaluate"
                                "--policy"
                                policy
                                "--env"
                                "CartPole-v1"
                                "--episodes"
                                "7"
                                "--seed"
                                "3"
                                "--threads"
                                "1"
                                "--json"
                            ]
                        |> json

                    Check.Equal(evaluation.GetRawText(), again.GetProperty("evaluation").GetRawText())

            testCase "evaluate takes the environment from the policy and refuses another"
            <| fun () ->
                use folder = new Folder()
                let run = folder.File "run"

                let trained =
                    [
                        "expert"
                        "--env"
                        "Pendulum-v1"
                        "--out"
                        run
                        "--quiet"
                        "--eval-episodes"
                        "1"
                    ]
                    @ [ "--iterations"; "1"; "--batch-steps"; "200" ]
                    |> succeed

                Check.Equal(("", ""), (trained.Output, trained.ErrorOutput))

                let evaluated =
                    succeed [ "evaluate"; "--policy"; run; "--episodes"; "2"; "--json" ] |> json

                Check.Equal("Pendulum-v1", text evaluated "environment")

                let outcome = gail [ "evaluate"; "--policy"; run; "--env"; "CartPole-v1" ]
                Check.Equal(1, outcome.ExitCode)
                Check.Contains("trained for Pendulum-v1", outcome.ErrorOutput)
                Check.Contains("takes 3 observation values but CartPole-v1 gives 4", outcome.ErrorOutput)

            testCase "inspect says what expert recorded"
            <| fun () ->
                use folder = new Folder()
                let file = folder.File "demos.npz"

                let recorded =
                    [
                        "expert"
                        "--env"
                        "Pendulum-v1"
                        "--out"
                        folder.File "run"
                        "--record"
                        file
                        "--episodes"
                        "3"
                        "--stochastic"
                        "--iterations"
                        "1"
                        "--batch-steps"
                        "200"
                        "--eval-episodes"
                        "1"
                        "--json"
                    ]
                    |> succeed
                    |> json

                Check.Equal("expert", text recorded "method")
                let summary = recorded.GetProperty "recorded"
                Check.Equal(3.0, number summary "episodes")
                Check.Equal(600.0, number summary "transitions")

                let outcome = succeed [ "inspect"; file; "--json" ]
                Check.Single(outcome.Output.TrimEnd().Split('\n')) |> ignore
                let inspected = json outcome
                Check.Equal("gail", text inspected "format")
                Check.Equal(3.0, number inspected "episodes")
                Check.Equal(600.0, number inspected "transitions")
                Check.Equal(3.0, number inspected "observationWidth")
                Check.Equal(1.0, number inspected "actionWidth")
                Check.Close(number summary "meanReturn", number inspected "meanReturn", 5e-10)
                Check.Equal(0, inspected.GetProperty("problems").GetArrayLength())

            testCase "inspect speaks to people"
            <| fun () ->
                let outcome = succeed [ "inspect"; cartPole (); "--env"; "Pendulum-v1" ]
                Check.Contains("episodes      6", outcome.Output)
                Check.Contains("problem: ", outcome.Output)
                Check.Contains("observation 3", outcome.Output)

            testCase "an existing run is kept without --overwrite and replaced with it"
            <| fun () ->
                use folder = new Folder()
                let run = folder.File "run"

                let train rest =
                    gail (
                        [
                            "train"
                            "--env"
                            "CartPole-v1"
                            "--demos"
                            cartPole ()
                            "--method"
                            "bc"
                            "--iterations"
                            "1"
                        ]
                        @ [ "--bc-updates"; "2"; "--eval-episodes"; "1"; "--quiet"; "--out"; run ]
                        @ rest
                    )

                Check.Equal(0, (train []).ExitCode)
                let before = File.ReadAllBytes(Path.Combine(run, "policy.safetensors"))
                let refused = train [ "--seed"; "1" ]
                Check.Equal(1, refused.ExitCode)
                Check.Contains("--overwrite", refused.ErrorOutput)
                Check.SameItems(before, File.ReadAllBytes(Path.Combine(run, "policy.safetensors")))
                Check.Equal(0, (train [ "--seed"; "1"; "--overwrite" ]).ExitCode)
                Check.OtherItems(before, File.ReadAllBytes(Path.Combine(run, "policy.safetensors")))

            testCase "without --out runs go to the next free name under runs"
            <| fun () ->
                use folder = new Folder()

                let train () =
                    gailIn
                        folder.Path
                        [
                            "train"
                            "--env"
                            "CartPole-v1"
                            "--demos"
                            cartPole ()
                            "--method"
                            "bc"
                            "--iterations"
                            "1"
                            "--bc-updates"
                            "2"
                            "--eval-episodes"
                            "1"
                            "--json"
                        ]
                    |> json

                Check.Equal(Path.Combine("runs", "CartPole-v1-bc-s0"), text (train ()) "run")
                Check.Equal(Path.Combine("runs", "CartPole-v1-bc-s0-2"), text (train ()) "run")
                Check.True(File.Exists(folder.File "runs/CartPole-v1-bc-s0-2/policy.safetensors"))

            testCase "an options.json begins a run that is the same"
            <| fun () ->
                use folder = new Folder()
                let first, second = folder.File "first", folder.File "second"
                let demos = [ "--demos"; cartPole (); "--quiet"; "--eval-episodes"; "1" ]

                succeed (
                    [ "train"; "--env"; "CartPole-v1"; "--out"; first; "--seed"; "5" ]
                    @ demos
                    @ small
                )
                |> ignore

                let options = Path.Combine(first, "options.json")
                succeed ([ "train"; "--options"; options; "--out"; second ] @ demos) |> ignore

                sameRun first second

            testCase "discrete actions stored as floating point are taken for choices"
            <| fun () ->
                use folder = new Folder()
                let file = folder.File "float.npz"
                writeCartPole file [ "actions", floats 1 [ 0f; 1f; 0f ] ]

                succeed
                    [
                        "train"
                        "--env"
                        "CartPole-v1"
                        "--demos"
                        file
                        "--out"
                        folder.File "run"
                        "--method"
                        "bc"
                        "--iterations"
                        "1"
                        "--eval-episodes"
                        "1"
                        "--quiet"
                    ]
                |> ignore

        ]
