module Gail.Tests.RecordTests

open System.IO
open Gail.Data
open Gail.Tests.GailProcess
open Gail.Tests.Samples
open Gail.Tests.TrainTests
open Xunit

[<Fact>]
let ``a random policy is recorded as gail expert records it`` () =
    use folder = new Folder()
    let path = folder.File "r.npz"

    let outcome =
        succeed
            [
                "record"
                "--policy"
                "random"
                "--env"
                "CartPole-v1"
                "--episodes"
                "6"
                "--out"
                path
            ]

    Assert.StartsWith($"recorded {path}: ", outcome.Output)
    Assert.Contains($"\ntrain from it: gail train --env CartPole-v1 --demos {path}", outcome.Output)
    Assert.Equal<byte>(File.ReadAllBytes(cartPole ()), File.ReadAllBytes path)

[<Fact>]
let ``the paper's weights are recorded, and the seed matters`` () =
    use folder = new Folder()
    writeExperts (folder.File "experts")

    let record seed =
        let path = folder.File $"s{seed}.npz"

        let recorded =
            [
                "record"
                "--policy"
                folder.File "experts/CartPole-v0.npz"
                "--env"
                "CartPole-v0"
                "--episodes"
                "2"
                "--stochastic"
                "--seed"
                string seed
                "--out"
                path
                "--json"
            ]
            |> succeed
            |> json

        Assert.Equal(2.0, number recorded "episodes")
        Assert.True(recorded.GetProperty("stochastic").GetBoolean())
        DemonstrationReader.Read path

    let first, second = record 0, record 1
    Assert.Equal(400, first.StepCount)
    Assert.False(first.Observations.SameBits second.Observations)

[<Fact>]
let ``without --out the file is named after the environment`` () =
    use folder = new Folder()

    let outcome =
        gailIn
            folder.Path
            [
                "record"
                "--policy"
                "random"
                "--env"
                "Pendulum-v1"
                "--episodes"
                "1"
                "--quiet"
            ]

    Assert.Equal(0, outcome.ExitCode)
    Assert.Empty outcome.Output
    Assert.Equal(200, (DemonstrationReader.Read(folder.File "Pendulum-v1.npz")).StepCount)
