/// What a run says while it goes on.
module Gail.Cli.Tests.ProgressTests

open System
open System.Collections.Generic
open Gail.Cli.Display
open Gail.Data
open Gail.Numerics
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Configuration
open Gail.Runs
open Gail.Training
open Expecto
open Gail.TestSupport

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

let private options =
    Presets.Create("fast", (Gail.Scripts.Env.create "CartPole-v1").Spec, Method.Gail).With(iterations = 10)

let private report iteration seconds share =
    let state =
        TrainState(TrainProgress(iteration, 1000L * iteration, iteration, 0L), RandomKey 0UL, StateTree.Empty)

    let metrics =
        List<Metric>([ Metric("true_return_mean", nan); Metric("policy_kl", 0.01) ])

    RunProgress(state, metrics, TimeSpan.FromSeconds(seconds: float), 500.0, share)

[<Tests>]
let tests =
    inOrder
        "progress"
        [
            testCase "without a terminal progress is plain lines, and says where the reward comes from"
            <| fun () ->
                use folder = new Folder()
                let outcome = train folder []
                Check.Equal(0, outcome.ExitCode)
                Check.DoesNotContain("\027", outcome.Output + outcome.ErrorOutput)
                Check.Contains("iteration 2/2", outcome.ErrorOutput)
                Check.Contains("mean true return", outcome.ErrorOutput)
                Check.Contains("discriminator right on", outcome.ErrorOutput)
                Check.Contains("KL 0.", outcome.ErrorOutput)
                Check.Contains("entropy 0.", outcome.ErrorOutput)
                Check.Contains("reward: -log(1 - D)", outcome.ErrorOutput)
                Check.Contains("mean return", outcome.Output)
                Check.Contains($"""policy: {folder.File "run"}""", outcome.Output)

            testCase "--json leaves standard output to the one line"
            <| fun () ->
                use folder = new Folder()
                let outcome = train folder [ "--json" ]
                Check.Single(outcome.Output.TrimEnd().Split('\n')) |> ignore
                Check.Contains("iteration 2/2", outcome.ErrorOutput)

            testCase "--quiet is silent"
            <| fun () ->
                use folder = new Folder()
                let outcome = train folder [ "--quiet" ]
                Check.Equal((0, "", ""), (outcome.ExitCode, outcome.Output, outcome.ErrorOutput))

            testCase "the time left follows from the speed since the start"
            <| fun () ->
                let follow = ProgressReport.follow options
                Check.Equal(Some(TimeSpan.FromSeconds 18.0), (follow (report 1L 2.0 0.1)).Left)
                Check.Equal(Some(TimeSpan.FromSeconds 10.0), (follow (report 5L 10.0 0.5)).Left)

            testCase "a resumed run's time left does not count what was done before"
            <| fun () ->
                let follow = ProgressReport.follow options
                Check.Equal(Some(TimeSpan.FromSeconds 8.0), (follow (report 6L 2.0 0.6)).Left)

            testCase "a limit of steps makes the iterations an estimate, and a missing number a dash"
            <| fun () ->
                let standing = ProgressReport.follow options (report 1L 2.0 0.25)
                Check.Equal("~4", standing.Iterations)
                Check.Contains(("mean true return", "-"), standing.Facts)

                Check.Equal(
                    "iteration 1/~4; environment steps 1,000 (500/s); mean true return -; KL 0.0100; 6s left",
                    ProgressReport.line standing
                )

        ]
