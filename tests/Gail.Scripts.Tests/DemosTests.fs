module Gail.Tests.DemosTests

open System.IO
open Gail.Execution
open Gail.Scripts
open Xunit

let private env = Env.create "CartPole-v1"
let private executor = Executor.SingleThreaded
let private recorded = Policy.random env |> Demos.record executor env 6 5L

[<Fact>]
let ``recording is repeatable and differs by seed`` () =
    let record seed =
        Policy.random env |> Demos.record executor env 6 seed

    Assert.True(recorded.SameBits(record 5L))
    Assert.False(recorded.SameBits(record 6L))

[<Fact>]
let ``what is written is read again and inspected without problems`` () =
    Repository.inTemporaryFolder (fun folder ->
        let path = Path.Combine(folder, "demos.npz")
        recorded |> Demos.write path
        let read = Demos.read path |> Demos.checkAgainst env
        Assert.True(read.SameBits recorded)
        let report = Demos.inspect path
        Assert.Equal(6, report.Episodes)
        Assert.Empty report.Problems)

[<Fact>]
let ``cutting is taking episodes and then keeping every k-th step`` () =
    let options =
        Options.preset "fast" env
        |> Options.seed 9L
        |> Options.episodes 3
        |> Options.every 2

    let cut = recorded |> Demos.cut options

    Assert.True(cut.SameBits(recorded |> Demos.takeEpisodes 3 |> Demos.keepEvery 2 9L))
    Assert.Equal(3, cut.EpisodeCount)

    // The authors drew the starts once for all runs.
    let paper = Options.preset "paper" env |> Options.seed 9L |> Options.every 2

    Assert.True((recorded |> Demos.cut paper).SameBits(recorded |> Demos.keepEvery 2 0L))
    Assert.True cut.IsSubsampled
    Assert.Equal(cut.StepCount, (Demos.transitions cut).Count)

[<Fact>]
let ``returns are those of the episodes, and none after sub-sampling`` () =
    Assert.Equal<float>(recorded.EpisodeLengths |> Seq.map float, Demos.returns recorded)
    Assert.Empty(recorded |> Demos.keepEvery 2 0L |> Demos.returns)

[<Fact>]
let ``actions already discrete stay as they are`` () =
    Assert.True(recorded.SameBits(Demos.asDiscrete recorded))
