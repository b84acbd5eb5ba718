/// What train, expert, evaluate and inspect promise to programs.
module Gail.Tests.TrainTests

open System.IO
open System.Text.Json
open Gail.Tests.GailProcess
open Gail.Tests.Samples
open Xunit

/// Small enough to take a second or two.
let small =
    "--iterations 2 --batch-steps 400 --disc-steps 2 --disc-batch 64 --policy-hidden 16 --value-hidden 16 --disc-hidden 16"
        .Split
        ' '
    |> List.ofArray

let succeed arguments =
    let outcome = gail arguments
    Assert.Equal((0, ""), (outcome.ExitCode, (if outcome.ExitCode = 0 then "" else outcome.ErrorOutput)))
    outcome

let json (outcome: Outcome) =
    JsonDocument.Parse(Array.last (outcome.Output.TrimEnd().Split('\n'))).RootElement

let number (element: JsonElement) (name: string) = element.GetProperty(name).GetDouble()

let text (element: JsonElement) (name: string) =
    string (element.GetProperty(name).GetString())

[<Theory>]
[<InlineData "gail">]
[<InlineData "fem">]
[<InlineData "gtal">]
[<InlineData "bc">]
let ``train ends with JSON that evaluate confirms`` (method: string) =
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

    Assert.Equal(method, text trained "method")
    Assert.Equal("CartPole-v1", text trained "environment")
    Assert.Equal("fast", text trained "preset")
    Assert.Equal(3.0, number trained "seed")
    Assert.Equal(2.0, number trained "iterations")
    Assert.Equal(run, text trained "run")
    Assert.False(trained.GetProperty("stopped").GetBoolean())
    Assert.InRange(number trained "wallSeconds", 0.05, 600.0)
    Assert.Equal(6.0, number (trained.GetProperty "demonstrations") "episodes")

    if method <> "bc" then
        Assert.InRange(number trained "environmentSteps", 800.0, 2000.0)
        Assert.True(number trained "stepsPerSecond" > 0.0)
    else
        Assert.Equal(0.0, number trained "environmentSteps")

    let evaluation = trained.GetProperty "evaluation"
    Assert.Equal(7.0, number evaluation "episodes")

    for name in [ "meanReturn"; "stdReturn"; "minReturn"; "maxReturn"; "meanLength" ] do
        Assert.True(number evaluation name >= 0.0, name)

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

        Assert.Equal(evaluation.GetRawText(), again.GetProperty("evaluation").GetRawText())

[<Fact>]
let ``evaluate takes the environment from the policy and refuses another`` () =
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

    Assert.Equal(("", ""), (trained.Output, trained.ErrorOutput))

    let evaluated =
        succeed [ "evaluate"; "--policy"; run; "--episodes"; "2"; "--json" ] |> json

    Assert.Equal("Pendulum-v1", text evaluated "environment")

    let outcome = gail [ "evaluate"; "--policy"; run; "--env"; "CartPole-v1" ]
    Assert.Equal(1, outcome.ExitCode)
    Assert.Contains("trained for Pendulum-v1", outcome.ErrorOutput)
    Assert.Contains("takes 3 observation values but CartPole-v1 gives 4", outcome.ErrorOutput)

[<Fact>]
let ``inspect says what expert recorded`` () =
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

    Assert.Equal("expert", text recorded "method")
    let summary = recorded.GetProperty "recorded"
    Assert.Equal(3.0, number summary "episodes")
    Assert.Equal(600.0, number summary "transitions")

    let outcome = succeed [ "inspect"; file; "--json" ]
    Assert.Single(outcome.Output.TrimEnd().Split('\n')) |> ignore
    let inspected = json outcome
    Assert.Equal("gail", text inspected "format")
    Assert.Equal(3.0, number inspected "episodes")
    Assert.Equal(600.0, number inspected "transitions")
    Assert.Equal(3.0, number inspected "observationWidth")
    Assert.Equal(1.0, number inspected "actionWidth")
    Assert.Equal(number summary "meanReturn", number inspected "meanReturn", 9)
    Assert.Equal(0, inspected.GetProperty("problems").GetArrayLength())

[<Fact>]
let ``inspect speaks to people`` () =
    let outcome = succeed [ "inspect"; cartPole (); "--env"; "Pendulum-v1" ]
    Assert.Contains("episodes      6", outcome.Output)
    Assert.Contains("problem: ", outcome.Output)
    Assert.Contains("observation 3", outcome.Output)

[<Fact>]
let ``an existing run is kept without --overwrite and replaced with it`` () =
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

    Assert.Equal(0, (train []).ExitCode)
    let before = File.ReadAllBytes(Path.Combine(run, "policy.safetensors"))
    let refused = train [ "--seed"; "1" ]
    Assert.Equal(1, refused.ExitCode)
    Assert.Contains("--overwrite", refused.ErrorOutput)
    Assert.Equal<byte>(before, File.ReadAllBytes(Path.Combine(run, "policy.safetensors")))
    Assert.Equal(0, (train [ "--seed"; "1"; "--overwrite" ]).ExitCode)
    Assert.NotEqual<byte>(before, File.ReadAllBytes(Path.Combine(run, "policy.safetensors")))

[<Fact>]
let ``without --out runs go to the next free name under runs`` () =
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

    Assert.Equal(Path.Combine("runs", "CartPole-v1-bc-s0"), text (train ()) "run")
    Assert.Equal(Path.Combine("runs", "CartPole-v1-bc-s0-2"), text (train ()) "run")
    Assert.True(File.Exists(folder.File "runs/CartPole-v1-bc-s0-2/policy.safetensors"))

[<Fact>]
let ``an options.json begins a run that is the same`` () =
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

[<Fact>]
let ``discrete actions stored as floating point are taken for choices`` () =
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
