/// What is refused or told before or after work that could not come to much.
module Gail.Tests.GuardTests

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
open Gail.Tests.GailProcess
open Gail.Tests.Samples
open Gail.Tests.TrainTests
open Xunit

let private train (environment: string) demos rest =
    gail (
        [ "train"; "--env"; environment; "--demos"; demos; "--eval-episodes"; "1" ]
        @ rest
    )

[<Fact>]
let ``demonstrations of another environment are refused though their widths agree`` () =
    use folder = new Folder()
    let outcome = train "Acrobot-v0" (cartPole ()) [ "--out"; folder.File "run" ]
    Assert.Equal(1, outcome.ExitCode)
    Assert.Contains("holds demonstrations of CartPole-v1, not of Acrobot-v0", outcome.ErrorOutput)
    Assert.Contains("--any-environment", outcome.ErrorOutput)

[<Fact>]
let ``unless any environment's will do, also when the run goes on`` () =
    use folder = new Folder()
    let run = folder.File "run"

    let outcome =
        train "Acrobot-v0" (cartPole ()) ([ "--any-environment"; "--out"; run ] @ small)

    Assert.Equal((0, ""), (outcome.ExitCode, (if outcome.ExitCode = 0 then "" else outcome.ErrorOutput)))

    succeed [ "train"; "--resume"; run; "--iterations"; "3"; "--eval-episodes"; "1" ]
    |> ignore

[<Fact>]
let ``another version of the environment is a note`` () =
    use folder = new Folder()

    let outcome =
        train "CartPole-v0" (cartPole ()) ([ "--out"; folder.File "run" ] @ small)

    Assert.Equal(0, outcome.ExitCode)
    Assert.Contains("was recorded in CartPole-v1, not in CartPole-v0", outcome.ErrorOutput)

[<Fact>]
let ``evaluate compares with demonstrations of the same environment only`` () =
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

    Assert.Contains("not of Acrobot-v0", (evaluate []).ErrorOutput)
    Assert.Equal(0, (evaluate [ "--any-environment" ]).ExitCode)

    let missing =
        gail [ "evaluate"; "--policy"; "random"; "--env"; "Acrobot-v0"; "--any-environment" ]

    Assert.Equal(2, missing.ExitCode)

[<Fact>]
let ``convert joins files of one environment only`` () =
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
    Assert.Equal(1, refused.ExitCode)
    Assert.Contains("only demonstrations of one environment go together", refused.ErrorOutput)
    Assert.Equal(0, (convert [ "--any-environment" ]).ExitCode)

[<Theory>]
[<InlineData "--policy-hidden 100000,100000">]
[<InlineData "--value-hidden 2000000,2000000">]
[<InlineData "--disc-hidden 1000000,1000000">]
[<InlineData "--batch-steps 2000000000">]
[<InlineData "--disc-batch 2000000000">]
[<InlineData "--eval-episodes 2000000000">]
let ``a size beyond the machine's memory is refused by its name before anything is written`` (given: string) =
    use folder = new Folder()
    let run = folder.File "run"

    let outcome =
        // A limit of the runtime's own, so that the verdict is that of any machine: 256 MB.
        gailWith
            [ "DOTNET_GCHeapHardLimit", "0x10000000" ]
            ([ "train"; "--env"; "CartPole-v1"; "--demos"; cartPole (); "--out"; run ]
             @ List.ofArray (given.Split ' '))

    Assert.Equal(1, outcome.ExitCode)
    Assert.StartsWith($"gail: {given} takes ", outcome.ErrorOutput)
    Assert.Contains("but there are 268.4 MB; choose less.", outcome.ErrorOutput)
    Assert.False(IO.Path.Exists run)

[<Theory>]
[<InlineData("evaluate", "--env Pendulum-v1 --policy random --episodes 2000000000")>]
[<InlineData("record", "--env Pendulum-v1 --policy random --episodes 2000000000")>]
[<InlineData("expert", "--env Pendulum-v1 --policy random --record x.npz --episodes 2000000000")>]
let ``so are episodes that are all kept`` (command: string) (given: string) =
    use folder = new Folder()
    let outcome = gailIn folder.Path (command :: List.ofArray (given.Split ' '))
    Assert.Equal(1, outcome.ExitCode)
    Assert.StartsWith("gail: --episodes 2000000000 takes at least ", outcome.ErrorOutput)

[<Fact>]
let ``threads beyond reason are refused`` () =
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

    Assert.Equal(1, outcome.ExitCode)
    Assert.Contains("expected a whole number from 0 to 4096", outcome.ErrorOutput)

[<Fact>]
let ``demonstrations that fall at once are told from a learner that balances`` () =
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
    Assert.Equal(0, outcome.ExitCode)

    let warning =
        [
            for warning in (json outcome).GetProperty("warnings").EnumerateArray() -> string (warning.GetString())
        ]
        |> List.exactlyOne

    Assert.Contains("The learner's episodes go on where the demonstrated ones ended", warning)
    Assert.Contains("--reward non-positive", warning)
    Assert.Contains($"warning: {warning}", outcome.ErrorOutput)

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

[<Fact>]
let ``an episode kept before its end is told from one that broke down`` () =
    let spec = CartPole(1).Spec

    let sentence episodes =
        Recording.Of(spec, episodes) |> Recorder.sentence spec "mine.npz"

    let early = sentence [| episode 12 false false; episode 20 true false |]
    Assert.Contains("; 1 episode was kept before its end and is truncated there", early)
    Assert.DoesNotContain("broke down", early)

    let broken = sentence [| episode 12 false true; episode 20 true false |]
    Assert.Contains("of which 1 cut short where the simulation broke down", broken)
    Assert.DoesNotContain("kept before", broken)

    let whole = sentence [| episode 500 false true; episode 20 true false |]
    Assert.DoesNotContain("broke down", whole)
    Assert.DoesNotContain("kept before", whole)
