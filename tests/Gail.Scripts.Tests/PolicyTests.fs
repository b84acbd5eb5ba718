module Gail.Scripts.Tests.PolicyTests

open System.IO
open Gail.Execution
open Gail.Policies
open Gail.Scripts
open Expecto
open Gail.TestSupport

let private env = Env.create "Pendulum-v1"
let private executor = Executor.SingleThreaded

let private experiment =
    Options.preset "paper" env |> Options.batch 200 |> Train.expert env

let private policy =
    experiment |> Train.steps executor |> Seq.head |> Train.policy experiment

[<Tests>]
let tests =
    inOrder
        "policy"
        [
            testCase "a saved policy is loaded and acts alike"
            <| fun () ->
                Repository.inTemporaryFolder (fun folder ->
                    let path = Path.Combine(folder, "policy.safetensors")
                    policy |> Policy.save path env
                    let loaded = Policy.load path
                    let observation = [| 0.6f; 0.8f; -1.5f |]
                    Check.SameItems(policy |> Policy.act observation, loaded |> Policy.act observation))

            testCase "evaluation is repeatable, differs by seed and by the choice of actions"
            <| fun () ->
                let evaluate seed =
                    (policy |> Policy.evaluate executor env 3 seed).Returns

                let drawn = policy |> Policy.evaluateWith ActionMode.Stochastic executor env 3 1L

                Check.SameItems(evaluate 1L, evaluate 1L)
                Check.OtherItems(evaluate 1L, evaluate 2L)
                Check.OtherItems(evaluate 1L, drawn.Returns)

            testCase "random actions are evaluated like any policy"
            <| fun () ->
                let result = Policy.random env |> Policy.evaluate executor env 2 1L
                Check.SameItems([ 200; 200 ], result.Lengths)

            testCase "one of the paper's experts reaches the target"
            <| fun () ->
                EnvTests.requireLibrary ()
                let env = Env.create "Reacher-v1"
                let path = Repository.paperExpert "Reacher-v1.npz"
                let result = Policy.loadPaper path env |> Policy.evaluate executor env 20 1L
                Check.InRange(result.MeanReturn, -5.5, -2.5)

        ]
