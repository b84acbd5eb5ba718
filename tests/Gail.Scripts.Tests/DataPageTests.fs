/// The F# of docs/data.md, word for word; DocsTests compares.
module Gail.Scripts.Tests.DataPageTests

open System.IO
open Gail.Data
open Gail.Execution
open Gail.Data.Normalizers
open Gail.Scripts
open Expecto
open Gail.TestSupport

let private env = Env.create "Pendulum-v1"

let private recorded =
    Policy.random env |> Demos.record Executor.SingleThreaded env 12 5L

let private inFile (name: string) folder =
    let path = Path.Combine(folder, name)
    recorded |> Demos.write path
    path

[<Tests>]
let tests =
    inOrder
        "data page"
        [
            testCase "from a file to demonstrations"
            <| fun () ->
                Repository.inTemporaryFolder (fun folder ->
                    let path = inFile "demos.npz" folder

                    let demos =
                        Demos.openFile path
                        |> View.takeEpisodes 10
                        |> View.keepEvery 20 1L
                        |> View.collect

                    Check.Equal(10, demos.EpisodeCount))

            testCase "transforms of several files"
            <| fun () ->
                Repository.inTemporaryFolder (fun folder ->
                    let first, second = inFile "a.npz" folder, inFile "b.npz" folder

                    let split =
                        View.concat [ Demos.openFile first; Demos.openFile second ]
                        |> View.whereReturn -1500.0 infinity
                        |> View.clip "action" -2.0 2.0
                        |> View.splitByEpisode 0.75 1L

                    let training = split.Training |> View.balanceClusters 8 1L |> View.collect
                    let validation = split.Validation |> View.collect

                    Check.True(training.StepCount > 0)
                    Check.True(Demos.returns validation |> List.forall (fun found -> found >= -1500.0)))

            testCase "normalisers"
            <| fun () ->
                Repository.inTemporaryFolder (fun folder ->
                    let file = Path.Combine(folder, "normalizer.json")
                    let view = Demos.asView recorded

                    let fitted = view |> View.fit Normalizer.Robust "observation"
                    File.WriteAllText(file, fitted.ToJson())
                    let same = FittedNormalizer.FromJson(File.ReadAllText file)
                    let normalized = view |> View.normalize same |> View.collect

                    Check.Equal(fitted.Apply recorded.Observations, normalized.Observations))

        ]
