module Gail.Tests.TrainTests

open System
open System.IO
open Gail.Numerics
open Gail.Execution
open Gail.Policies
open Gail.Scripts
open Gail.Configuration
open Gail.Training
open Xunit

let private env = Env.create "CartPole-v1"
let private executor = Executor 2

let private demos =
    Policy.random env |> Demos.record Executor.SingleThreaded env 5 1L

let private small = Options.batch 100 >> Options.iterations 3 >> Options.seed 4L
let private options = Options.preset "paper" env |> small
let private tree (state: TrainState) = state.ToTree()

[<Fact>]
let ``run ends where the sequence of steps arrives, and reports every iteration`` () =
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

    Assert.Equal<int64>([ 1L; 2L; 3L ], seen)
    Assert.Equal(tree result.State, tree (List.last steps).State)

    let parameters (policy: IPolicy) = (policy :?> NetworkPolicy).State

    Assert.Equal<StateTree>(parameters result.Policy, parameters (Train.policy experiment (List.last steps)))

[<Fact>]
let ``an experiment says its method and environment, and uses the demonstrations as the options cut them`` () =
    let gail = options |> Options.every 3 |> Train.gail env demos

    Assert.Equal(Method.Gail, gail.Options.Method)
    Assert.Equal("CartPole-v1", gail.Options.Environment)
    Assert.Equal(Method.Fem, (options |> Train.fem env demos).Options.Method)
    Assert.Equal(Method.Gtal, (options |> Train.gtal env demos).Options.Method)
    Assert.Equal(Method.Expert, (options |> Train.expert env).Options.Method)

    let whole =
        options |> Options.every 1 |> Train.gail env (demos |> Demos.keepEvery 3 0L)

    Assert.Equal(tree (gail.Trainer.Init 4L), tree (whole.Trainer.Init 4L))

[<Fact>]
let ``behaviour cloning lowers its loss`` () =
    let losses =
        Options.presetFor Method.BehaviorCloning "paper" env
        |> Options.every 1
        |> Train.bc env demos
        |> Train.steps executor
        |> Seq.truncate 3
        |> Curve.ofSteps "train_loss"

    Assert.True(List.last losses < List.head losses)

[<Fact>]
let ``a run stopped and resumed in its directory equals one that was not`` () =
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

            Assert.Equal<byte>(bytes "whole", bytes "parts")

        let other = options |> Options.entropyWeight 0.1 |> Train.gail env demos

        Assert.Throws<ArgumentException>(fun () -> other |> Train.resume (path "whole") executor ignore |> ignore)
        |> ignore)
