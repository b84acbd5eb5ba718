module Gail.Tests.OptionsTests

open System
open Gail.Rewards
open Gail.Scripts
open Gail.Configuration
open Gail.Rewards
open Gail.Training
open Xunit

let private env = Env.create "CartPole-v1"

[<Fact>]
let ``setters pipe and leave the options before as they were`` () =
    let before = Options.preset "paper" env

    let after =
        before
        |> Options.seed 3L
        |> Options.iterations 50
        |> Options.steps 100_000L
        |> Options.batch 1000
        |> Options.episodes 4
        |> Options.every 2
        |> Options.entropyWeight 0.01
        |> Options.reward RewardForm.Logit

    Assert.Equal(Options.preset "paper" env |> Options.toJson, Options.toJson before)
    Assert.Equal(3L, after.Seed)
    Assert.Equal(50, after.Iterations)
    Assert.Equal(Nullable 100_000L, after.Steps)
    Assert.Equal(1000, after.Rollout.Steps)
    Assert.Equal(Nullable 4, after.Demonstrations.Episodes)
    Assert.Equal(2, after.Demonstrations.Every)
    Assert.Equal(0.01, after.EntropyWeight)
    Assert.Equal(RewardForm.Logit, after.Discriminator.Reward)
    Assert.Equal(before.Trpo, after.Trpo)

[<Fact>]
let ``groups are changed by functions over them`` () =
    let after =
        Options.preset "paper" env
        |> Options.policy (fun policy -> policy.With(hidden = [ 64; 64 ]))
        |> Options.trpo (fun trpo -> trpo.With(maxKl = 0.02))
        |> Options.value (fun value -> value.With(includeTime = false))
        |> Options.discriminator (fun discriminator -> discriminator.With(steps = 5))
        |> Options.advantage (fun advantage -> advantage.With(discount = 0.9))
        |> Options.rollout (fun rollout -> rollout.With(numEnvs = 8))
        |> Options.cloning (fun cloning -> cloning.With(batchSize = 32))

    Assert.Equal<int>([ 64; 64 ], after.Policy.Hidden)
    Assert.Equal(0.02, after.Trpo.MaxKl)
    Assert.False after.Value.IncludeTime
    Assert.Equal(5, after.Discriminator.Steps)
    Assert.Equal(0.9, after.Advantage.Discount)
    Assert.Equal(8, after.Rollout.NumEnvs)
    Assert.Equal(32, after.Cloning.BatchSize)

[<Fact>]
let ``every preset exists for every method and survives JSON`` () =
    for name in Options.presets do
        for method in Enum.GetValues<Method>() do
            let options = Options.presetFor method name env
            Assert.Equal(method, options.Method)
            let json = Options.toJson options
            Assert.Equal(json, Options.toJson (Options.ofJson json))
