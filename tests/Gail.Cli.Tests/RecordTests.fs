module Gail.Cli.Tests.RecordTests

open System.IO
open Gail.Data
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

[<Tests>]
let tests =
    inOrder
        "record"
        [
            testCase "a random policy is recorded as gail expert records it"
            <| fun () ->
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

                Check.StartsWith($"recorded {path}: ", outcome.Output)
                Check.Contains($"\ntrain from it: gail train --env CartPole-v1 --demos {path}", outcome.Output)
                Check.SameItems(File.ReadAllBytes(cartPole ()), File.ReadAllBytes path)

            testCase "the paper's weights are recorded, and the seed matters"
            <| fun () ->
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

                    Check.Equal(2.0, number recorded "episodes")
                    Check.True(recorded.GetProperty("stochastic").GetBoolean())
                    DemonstrationReader.Read path

                let first, second = record 0, record 1
                Check.Equal(400, first.StepCount)
                Check.False(first.Observations.SameBits second.Observations)

            testCase "without --out the file is named after the environment"
            <| fun () ->
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

                Check.Equal(0, outcome.ExitCode)
                Check.Empty outcome.Output
                Check.Equal(200, (DemonstrationReader.Read(folder.File "Pendulum-v1.npz")).StepCount)

        ]
