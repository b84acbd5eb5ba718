/// What a run says while it goes on.
module Gail.Tests.ProgressTests

open System
open System.Collections.Generic
open Gail.Cli.Display
open Gail.Data
open Gail.Numerics
open Gail.Tests.GailProcess
open Gail.Tests.Samples
open Gail.Configuration
open Gail.Runs
open Gail.Training
open Xunit

let private train (folder: Folder) rest =
    [
        "train"
        "--env"
        "CartPole-v1"
        "--demos"
        cartPole ()
        "--out"
        folder.File "run"
        "--eval-episodes"
        "1"
    ]
    @ TrainTests.small
    @ rest
    |> gail

[<Fact>]
let ``without a terminal progress is plain lines, and says where the reward comes from`` () =
    use folder = new Folder()
    let outcome = train folder []
    Assert.Equal(0, outcome.ExitCode)
    Assert.DoesNotContain("\027", outcome.Output + outcome.ErrorOutput)
    Assert.Contains("iteration 2/2", outcome.ErrorOutput)
    Assert.Contains("mean true return", outcome.ErrorOutput)
    Assert.Contains("discriminator right on", outcome.ErrorOutput)
    Assert.Contains("KL 0.", outcome.ErrorOutput)
    Assert.Contains("entropy 0.", outcome.ErrorOutput)
    Assert.Contains("reward: -log(1 - D)", outcome.ErrorOutput)
    Assert.Contains("mean return", outcome.Output)
    Assert.Contains($"""policy: {folder.File "run"}""", outcome.Output)

[<Fact>]
let ``--json leaves standard output to the one line`` () =
    use folder = new Folder()
    let outcome = train folder [ "--json" ]
    Assert.Single(outcome.Output.TrimEnd().Split('\n')) |> ignore
    Assert.Contains("iteration 2/2", outcome.ErrorOutput)

[<Fact>]
let ``--quiet is silent`` () =
    use folder = new Folder()
    let outcome = train folder [ "--quiet" ]
    Assert.Equal((0, "", ""), (outcome.ExitCode, outcome.Output, outcome.ErrorOutput))

let private options =
    Presets.Create("fast", (Gail.Scripts.Env.create "CartPole-v1").Spec, Method.Gail).With(iterations = 10)

let private report iteration seconds share =
    let state =
        TrainState(TrainProgress(iteration, 1000L * iteration, iteration, 0L), RandomKey 0UL, StateTree.Empty)

    let metrics =
        List<Metric>([ Metric("true_return_mean", nan); Metric("policy_kl", 0.01) ])

    RunProgress(state, metrics, TimeSpan.FromSeconds(seconds: float), 500.0, share)

[<Fact>]
let ``the time left follows from the speed since the start`` () =
    let follow = ProgressReport.follow options
    Assert.Equal(Some(TimeSpan.FromSeconds 18.0), (follow (report 1L 2.0 0.1)).Left)
    Assert.Equal(Some(TimeSpan.FromSeconds 10.0), (follow (report 5L 10.0 0.5)).Left)

[<Fact>]
let ``a resumed run's time left does not count what was done before`` () =
    let follow = ProgressReport.follow options
    Assert.Equal(Some(TimeSpan.FromSeconds 8.0), (follow (report 6L 2.0 0.6)).Left)

[<Fact>]
let ``a limit of steps makes the iterations an estimate, and a missing number a dash`` () =
    let standing = ProgressReport.follow options (report 1L 2.0 0.25)
    Assert.Equal("~4", standing.Iterations)
    Assert.Contains(("mean true return", "-"), standing.Facts)

    Assert.Equal(
        "iteration 1/~4; environment steps 1,000 (500/s); mean true return -; KL 0.0100; 6s left",
        ProgressReport.line standing
    )
