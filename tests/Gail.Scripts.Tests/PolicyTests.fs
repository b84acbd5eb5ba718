module Gail.Tests.PolicyTests

open System.IO
open Gail.Execution
open Gail.Policies
open Gail.Scripts
open Xunit

let private env = Env.create "Pendulum-v1"
let private executor = Executor.SingleThreaded

let private experiment =
    Options.preset "paper" env |> Options.batch 200 |> Train.expert env

let private policy =
    experiment |> Train.steps executor |> Seq.head |> Train.policy experiment

[<Fact>]
let ``a saved policy is loaded and acts alike`` () =
    Repository.inTemporaryFolder (fun folder ->
        let path = Path.Combine(folder, "policy.safetensors")
        policy |> Policy.save path env
        let loaded = Policy.load path
        let observation = [| 0.6f; 0.8f; -1.5f |]
        Assert.Equal<float32>(policy |> Policy.act observation, loaded |> Policy.act observation))

[<Fact>]
let ``evaluation is repeatable, differs by seed and by the choice of actions`` () =
    let evaluate seed =
        (policy |> Policy.evaluate executor env 3 seed).Returns

    let drawn = policy |> Policy.evaluateWith ActionChoice.Stochastic executor env 3 1L

    Assert.Equal<float>(evaluate 1L, evaluate 1L)
    Assert.NotEqual<float>(evaluate 1L, evaluate 2L)
    Assert.NotEqual<float>(evaluate 1L, drawn.Returns)

[<Fact>]
let ``random actions are evaluated like any policy`` () =
    let result = Policy.random env |> Policy.evaluate executor env 2 1L
    Assert.Equal<int>([ 200; 200 ], result.Lengths)

[<Fact>]
let ``one of the paper's experts reaches the target`` () =
    EnvTests.requireLibrary ()
    let env = Env.create "Reacher-v1"
    let path = Repository.paperExpert "Reacher-v1.npz"
    let result = Policy.loadPaper path env |> Policy.evaluate executor env 20 1L
    Assert.InRange(result.MeanReturn, -5.5, -2.5)
