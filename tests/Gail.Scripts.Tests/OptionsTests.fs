module Gail.Scripts.Tests.OptionsTests

open System
open Gail.Rewards
open Gail.Scripts
open Gail.Configuration
open Gail.Rewards
open Gail.Training
open Expecto
open Gail.TestSupport

let private env = Env.create "CartPole-v1"

[<Tests>]
let tests =
    inOrder
        "options"
        [
            testCase "setters pipe and leave the options before as they were"
            <| fun () ->
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

                Check.Equal(Options.preset "paper" env |> Options.toJson, Options.toJson before)
                Check.Equal(3L, after.Seed)
                Check.Equal(50, after.Iterations)
                Check.Equal(Nullable 100_000L, after.Steps)
                Check.Equal(1000, after.Rollout.Steps)
                Check.Equal(Nullable 4, after.Demonstrations.Episodes)
                Check.Equal(2, after.Demonstrations.Every)
                Check.Equal(0.01, after.EntropyWeight)
                Check.Equal(RewardForm.Logit, after.Discriminator.Reward)
                Check.Equal(before.Trpo, after.Trpo)

            testCase "groups are changed by functions over them"
            <| fun () ->
                let after =
                    Options.preset "paper" env
                    |> Options.policy (fun policy -> policy.With(hidden = [ 64; 64 ]))
                    |> Options.trpo (fun trpo -> trpo.With(maxKl = 0.02))
                    |> Options.value (fun value -> value.With(includeTime = false))
                    |> Options.discriminator (fun discriminator -> discriminator.With(steps = 5))
                    |> Options.advantage (fun advantage -> advantage.With(discount = 0.9))
                    |> Options.rollout (fun rollout -> rollout.With(numEnvs = 8))
                    |> Options.cloning (fun cloning -> cloning.With(batchSize = 32))

                Check.SameItems([ 64; 64 ], after.Policy.Hidden)
                Check.Equal(0.02, after.Trpo.MaxKl)
                Check.False after.Value.IncludeTime
                Check.Equal(5, after.Discriminator.Steps)
                Check.Equal(0.9, after.Advantage.Discount)
                Check.Equal(8, after.Rollout.NumEnvs)
                Check.Equal(32, after.Cloning.BatchSize)

            testCase "every preset exists for every method and survives JSON"
            <| fun () ->
                for name in Options.presets do
                    for method in Enum.GetValues<Method>() do
                        let options = Options.presetFor method name env
                        Check.Equal(method, options.Method)
                        let json = Options.toJson options
                        Check.Equal(json, Options.toJson (Options.ofJson json))

        ]
