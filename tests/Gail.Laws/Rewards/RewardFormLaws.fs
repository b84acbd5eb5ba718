module Gail.Laws.Rewards.RewardFormLaws

open Expecto
open FsCheck.FSharp
open Gail.Laws.Generators
open Gail.Rewards
open Gail.TestSupport

let private forms =
    [ RewardForm.NonNegative; RewardForm.NonPositive; RewardForm.Logit ]

let private logits = numbers System.Double.MaxValue

let private near (expected: float) (actual: float) =
    Check.Close(expected, actual, 1e-8 * (1.0 + abs expected))

[<Tests>]
let tests =
    testList
        "reward forms"
        [
            for form in forms do
                law $"what is more like the expert is worth no less: {form}" (Arb.zip (logits, logits)) (fun (a, b) ->
                    let low, high = RewardForms.Reward(form, min a b), RewardForms.Reward(form, max a b)

                    Check.True(System.Double.IsFinite low && System.Double.IsFinite high)
                    Check.True(low <= high))

            law "forms are what they say of the probability" (numbers 15.0) (fun logit ->
                let d = 1.0 / (1.0 + exp -logit)
                near (-(log (1.0 - d))) (RewardForms.Reward(RewardForm.NonNegative, logit))
                near (log d) (RewardForms.Reward(RewardForm.NonPositive, logit))
                near (log d - log (1.0 - d)) (RewardForms.Reward(RewardForm.Logit, logit))
                Check.True(RewardForms.Reward(RewardForm.NonNegative, logit) >= 0.0)
                Check.True(RewardForms.Reward(RewardForm.NonPositive, logit) <= 0.0))
        ]
