module Gail.Scripts.Tests.DemosTests

open System.IO
open Gail.Execution
open Gail.Scripts
open Expecto
open Gail.TestSupport

let private env = Env.create "CartPole-v1"
let private executor = Executor.SingleThreaded
let private recorded = Policy.random env |> Demos.record executor env 6 5L

[<Tests>]
let tests =
    inOrder
        "demos"
        [
            testCase "recording is repeatable and differs by seed"
            <| fun () ->
                let record seed =
                    Policy.random env |> Demos.record executor env 6 seed

                Check.True(recorded.SameBits(record 5L))
                Check.False(recorded.SameBits(record 6L))

            testCase "what is written is read again and inspected without problems"
            <| fun () ->
                Repository.inTemporaryFolder (fun folder ->
                    let path = Path.Combine(folder, "demos.npz")
                    recorded |> Demos.write path
                    let read = Demos.read path |> Demos.checkAgainst env
                    Check.True(read.SameBits recorded)
                    let report = Demos.inspect path
                    Check.Equal(6, report.Episodes)
                    Check.Empty report.Problems)

            testCase "cutting is taking episodes and then keeping every k-th step"
            <| fun () ->
                let options =
                    Options.preset "fast" env
                    |> Options.seed 9L
                    |> Options.episodes 3
                    |> Options.every 2

                let cut = recorded |> Demos.cut options

                Check.True(cut.SameBits(recorded |> Demos.takeEpisodes 3 |> Demos.keepEvery 2 9L))
                Check.Equal(3, cut.EpisodeCount)

                // The authors drew the starts once for all runs.
                let paper = Options.preset "paper" env |> Options.seed 9L |> Options.every 2

                Check.True((recorded |> Demos.cut paper).SameBits(recorded |> Demos.keepEvery 2 0L))
                Check.True cut.IsSubsampled
                Check.Equal(cut.StepCount, (Demos.transitions cut).Count)

            testCase "returns are those of the episodes, and none after sub-sampling"
            <| fun () ->
                Check.SameItems(recorded.EpisodeLengths |> Seq.map float, Demos.returns recorded)
                Check.Empty(recorded |> Demos.keepEvery 2 0L |> Demos.returns)

            testCase "actions already discrete stay as they are"
            <| fun () -> Check.True(recorded.SameBits(Demos.asDiscrete recorded))

        ]
