/// What is refused or told before or after work that could not come to much.
module Gail.Cli.Tests.GuardTests

open System
open Gail.Cli
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Data
open Gail.Data.Columns
open Gail.Environments
open Gail.Numerics
open Gail.Rollouts
open Gail.Runs
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

let private train (environment: string) demos rest =
    gail (
        [ "train"; "--env"; environment; "--demos"; demos; "--eval-episodes"; "1" ]
        @ rest
    )

let private matrix (rows: int) (columns: int) =
    NdArray.Zeros<float32>(Shape(ReadOnlySpan<int> [| rows; columns |]))

/// An episode of CartPole of some steps.
let private episode (steps: int) terminated truncated =
    Episode(
        matrix steps 4,
        matrix steps 1,
        matrix steps 1,
        NdArray.Zeros<float>(Shape(ReadOnlySpan<int> [| steps |])),
        NdArray.Zeros<float32>(Shape(ReadOnlySpan<int> [| 4 |])),
        terminated,
        truncated
    )

[<Tests>]
let tests =
    inOrder
        "guard"
        [
            testCase "demonstrations of another environment are refused though their widths agree"
            <| fun () ->
                use folder = new Folder()
                let outcome = train "Acrobot-v0" (cartPole ()) [ "--out"; folder.File "run" ]
                Check.Equal(1, outcome.ExitCode)
                Check.Contains("holds demonstrations of CartPole-v1, not of Acrobot-v0", outcome.ErrorOutput)
                Check.Contains("--any-environment", outcome.ErrorOutput)

            testCase "unless any environment's will do, also when the run goes on"
            <| fun () ->
                use folder = new Folder()
                let run = folder.File "run"

                let outcome =
                    train "Acrobot-v0" (cartPole ()) ([ "--any-environment"; "--out"; run ] @ small)

                Check.Equal((0, ""), (outcome.ExitCode, (if outcome.ExitCode = 0 then "" else outcome.ErrorOutput)))

                succeed [ "train"; "--resume"; run; "--iterations"; "3"; "--eval-episodes"; "1" ]
                |> ignore

            testCase "another version of the environment is a note"
            <| fun () ->
                use folder = new Folder()

                let outcome =
                    train "CartPole-v0" (cartPole ()) ([ "--out"; folder.File "run" ] @ small)

                Check.Equal(0, outcome.ExitCode)
                Check.Contains("was recorded in CartPole-v1, not in CartPole-v0", outcome.ErrorOutput)

            testCase "evaluate compares with demonstrations of the same environment only"
            <| fun () ->
                let evaluate rest =
                    gail (
                        [
                            "evaluate"
                            "--policy"
                            "random"
                            "--env"
                            "Acrobot-v0"
                            "--episodes"
                            "1"
                            "--demos"
                            cartPole ()
                        ]
                        @ rest
                    )

                Check.Contains("not of Acrobot-v0", (evaluate []).ErrorOutput)
                Check.Equal(0, (evaluate [ "--any-environment" ]).ExitCode)

                let missing =
                    gail [ "evaluate"; "--policy"; "random"; "--env"; "Acrobot-v0"; "--any-environment" ]

                Check.Equal(2, missing.ExitCode)

            testCase "convert joins files of one environment only"
            <| fun () ->
                use folder = new Folder()
                let renamed = folder.File "renamed.npz"

                DemonstrationReader.Read(cartPole ())
                |> fun cartPole ->
                    Demonstrations.Create(
                        DemonstrationColumns(
                            Observations = cartPole.Observations,
                            Actions = cartPole.Actions,
                            ActionsAreDiscrete = true,
                            ActionCount = 2,
                            EpisodeStarts = cartPole.EpisodeStarts,
                            Source = DemonstrationSource(EnvironmentId = "Acrobot-v0")
                        )
                    )
                |> fun other -> DemonstrationWriter.Write(renamed, other)

                let convert rest =
                    gail ([ "convert"; cartPole (); renamed; folder.File "both.npz" ] @ rest)

                let refused = convert []
                Check.Equal(1, refused.ExitCode)
                Check.Contains("only demonstrations of one environment go together", refused.ErrorOutput)
                Check.Equal(0, (convert [ "--any-environment" ]).ExitCode)

            testTheory
                "a size beyond the machine's memory is refused by its name before anything is written"
                [
                    "--policy-hidden 100000,100000"
                    "--value-hidden 2000000,2000000"
                    "--disc-hidden 1000000,1000000"
                    "--batch-steps 2000000000"
                    "--disc-batch 2000000000"
                    "--eval-episodes 2000000000"
                ]
            <| fun (given: string) ->
                use folder = new Folder()
                let run = folder.File "run"

                let outcome =
                    // A limit of the runtime's own, so that the verdict is that of any machine: 256 MB.
                    gailWith
                        [ "DOTNET_GCHeapHardLimit", "0x10000000" ]
                        ([ "train"; "--env"; "CartPole-v1"; "--demos"; cartPole (); "--out"; run ]
                         @ List.ofArray (given.Split ' '))

                Check.Equal(1, outcome.ExitCode)
                Check.StartsWith($"gail: {given} takes ", outcome.ErrorOutput)
                Check.Contains("but there are 268.4 MB; choose less.", outcome.ErrorOutput)
                Check.False(IO.Path.Exists run)

            testTheory
                "so are episodes that are all kept"
                [
                    "evaluate", "--env Pendulum-v1 --policy random --episodes 2000000000"
                    "record", "--env Pendulum-v1 --policy random --episodes 2000000000"
                    "expert", "--env Pendulum-v1 --policy random --record x.npz --episodes 2000000000"
                ]
            <| fun (command: string, given: string) ->
                use folder = new Folder()
                let outcome = gailIn folder.Path (command :: List.ofArray (given.Split ' '))
                Check.Equal(1, outcome.ExitCode)
                Check.StartsWith("gail: --episodes 2000000000 takes at least ", outcome.ErrorOutput)

            testCase "threads beyond reason are refused"
            <| fun () ->
                let outcome =
                    gail
                        [
                            "evaluate"
                            "--policy"
                            "random"
                            "--env"
                            "Pendulum-v1"
                            "--threads"
                            "2000000000"
                        ]

                Check.Equal(1, outcome.ExitCode)
                Check.Contains("expected a whole number from 0 to 4096", outcome.ErrorOutput)

            testCase "demonstrations that fall at once are told from a learner that balances"
            <| fun () ->
                use folder = new Folder()
                let file = folder.File "left.npz"
                // Stable-Baselines' layout: 20 episodes of 8 to 10 steps in which the cart is always pushed to the left.
                let lengths = [ for i in 0..19 -> 8 + i % 3 ]
                let steps = List.sum lengths

                let observations =
                    [
                        for length in lengths do
                            for t in 0 .. length - 1 do
                                yield! [ -0.02f * float32 t; -0.19f * float32 t; 0.02f * float32 t; 0.3f * float32 t ]
                    ]

                writeNpz
                    file
                    [
                        "obs", floats 4 observations
                        "actions", integers (List.replicate steps 0L)
                        "rewards", doubles (List.replicate steps 1.0)
                        "episode_returns", doubles (lengths |> List.map float)
                        "episode_starts",
                        booleans
                            [
                                for length in lengths do
                                    yield! true :: List.replicate (length - 1) false
                            ]
                    ]

                let outcome = train "CartPole-v1" file [ "--out"; folder.File "run"; "--json" ]
                Check.Equal(0, outcome.ExitCode)

                let warning =
                    [
                        for warning in (json outcome).GetProperty("warnings").EnumerateArray() ->
                            string (warning.GetString())
                    ]
                    |> List.exactlyOne

                Check.Contains("The learner's episodes go on where the demonstrated ones ended", warning)
                Check.Contains("--reward non-positive", warning)
                Check.Contains($"warning: {warning}", outcome.ErrorOutput)

            testCase "an episode kept before its end is told from one that broke down"
            <| fun () ->
                let spec = CartPole(1).Spec

                let sentence episodes =
                    Recording.Of(spec, episodes) |> Recorder.sentence spec "mine.npz"

                let early = sentence [| episode 12 false false; episode 20 true false |]
                Check.Contains("; 1 episode was kept before its end and is truncated there", early)
                Check.DoesNotContain("broke down", early)

                let broken = sentence [| episode 12 false true; episode 20 true false |]
                Check.Contains("of which 1 cut short where the simulation broke down", broken)
                Check.DoesNotContain("kept before", broken)

                let whole = sentence [| episode 500 false true; episode 20 true false |]
                Check.DoesNotContain("broke down", whole)
                Check.DoesNotContain("kept before", whole)

        ]
