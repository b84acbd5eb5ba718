module Gail.Scripts.Tests.TrainTests

open System
open System.IO
open Gail.Numerics
open Gail.Execution
open Gail.Policies
open Gail.Scripts
open Gail.Configuration
open Gail.Training
open Expecto
open Gail.TestSupport

let private env = Env.create "CartPole-v1"
let private executor = Executor 2

let private demos =
    Policy.random env |> Demos.record Executor.SingleThreaded env 5 1L

let private small = Options.batch 100 >> Options.iterations 3 >> Options.seed 4L
let private options = Options.preset "paper" env |> small
let private tree (state: TrainState) = state.ToTree()

[<Tests>]
let tests =
    inOrder
        "train"
        [
            testCase "run ends where the sequence of steps arrives, and reports every iteration"
            <| fun () ->
                let experiment = options |> Train.gail env demos
                let seen = ResizeArray<int64>()

                let result =
                    experiment
                    |> Train.run executor (fun progress -> seen.Add progress.State.Iteration)

                let steps =
                    experiment
                    |> Train.steps Executor.SingleThreaded
                    |> Seq.truncate 3
                    |> List.ofSeq

                Check.SameItems([ 1L; 2L; 3L ], seen)
                Check.Equal(tree result.State, tree (List.last steps).State)

                let parameters (policy: IPolicy) = (policy :?> NetworkPolicy).State

                Check.Equal(parameters result.Policy, parameters (Train.policy experiment (List.last steps)))

            testCase
                "an experiment says its method and environment, and uses the demonstrations as the options cut them"
            <| fun () ->
                let gail = options |> Options.every 3 |> Train.gail env demos

                Check.Equal(Method.Gail, gail.Options.Method)
                Check.Equal("CartPole-v1", gail.Options.Environment)
                Check.Equal(Method.Fem, (options |> Train.fem env demos).Options.Method)
                Check.Equal(Method.Gtal, (options |> Train.gtal env demos).Options.Method)
                Check.Equal(Method.Expert, (options |> Train.expert env).Options.Method)

                let whole =
                    options |> Options.every 1 |> Train.gail env (demos |> Demos.keepEvery 3 0L)

                Check.Equal(tree (gail.Trainer.Init 4L), tree (whole.Trainer.Init 4L))

            testCase "behaviour cloning lowers its loss"
            <| fun () ->
                let losses =
                    Options.presetFor Method.BehaviorCloning "paper" env
                    |> Options.every 1
                    |> Train.bc env demos
                    |> Train.steps executor
                    |> Seq.truncate 3
                    |> Curve.ofSteps "train_loss"

                Check.True(List.last losses < List.head losses)

            testCase "a run stopped and resumed in its directory equals one that was not"
            <| fun () ->
                Repository.inTemporaryFolder (fun folder ->
                    let make count =
                        options |> Options.iterations count |> Train.gail env demos

                    let path name = Path.Combine(folder, name)
                    make 4 |> Train.runIn (path "whole") executor ignore |> ignore
                    make 2 |> Train.runIn (path "parts") executor ignore |> ignore
                    make 4 |> Train.resume (path "parts") executor ignore |> ignore

                    for file in [ "metrics.csv"; "policy.safetensors"; "options.json" ] do
                        let bytes name =
                            File.ReadAllBytes(Path.Combine(path name, file))

                        Check.SameItems(bytes "whole", bytes "parts")

                    let other = options |> Options.entropyWeight 0.1 |> Train.gail env demos

                    Check.Throws<ArgumentException>(fun () ->
                        other |> Train.resume (path "whole") executor ignore |> ignore)
                    |> ignore)

        ]
