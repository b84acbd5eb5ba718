module Gail.Laws.Rollouts.AdvantageLaws

open System
open Expecto
open Gail.Environments
open Gail.Laws.Generators
open Gail.Laws.Generators.Segments
open Gail.Numerics
open Gail.Rollouts
open Gail.TestSupport

let private bootstrap (sample: AdvantageSample) (segment: Segment) final =
    if segment.Terminated then
        0.0
    elif segment.Truncated && sample.Options.TimeLimit = TimeLimit.Terminal then
        0.0
    else
        final

/// Each step's r + discount V' - V.
let private errors (sample: AdvantageSample) =
    [|
        for segment, final in Seq.zip sample.Rollout.Segments sample.Finals do
            for t in segment.Start .. segment.Start + segment.Length - 1 do
                let next =
                    if t = segment.Start + segment.Length - 1 then
                        bootstrap sample segment final
                    else
                        sample.Values[t + 1]

                sample.Rewards[t] + sample.Options.Discount * next - sample.Values[t]
    |]

/// For each step the sum of rate^l x over the steps of its segment that come l later.
let private sums (sample: AdvantageSample) (x: float array) rate =
    [|
        for segment in sample.Rollout.Segments do
            for t in 0 .. segment.Length - 1 do
                Seq.sum (
                    seq {
                        for later in t .. segment.Length - 1 ->
                            Math.Pow(rate, float (later - t)) * x[segment.Start + later]
                    }
                )
    |]

let private areClose (expected: float array) (actual: float array) =
    Check.Equal(expected.Length, actual.Length)
    Array.iter2 (fun expected actual -> Check.Close(expected, actual, 1e-10 * (1.0 + abs expected))) expected actual

let private estimate (it: AdvantageSample) =
    Advantages.Estimate(it.Options, it.Rollout, ReadOnlySpan it.Rewards, ReadOnlySpan it.Values, ReadOnlySpan it.Finals)

let private returns (it: AdvantageSample) =
    Advantages.Returns(it.Options, it.Rollout, ReadOnlySpan it.Rewards, ReadOnlySpan it.Finals)

[<Tests>]
let tests =
    testList
        "advantages"
        [
            law "an estimate is the sum over all later errors" plans (fun plan ->
                let it = toSample plan

                areClose (sums it (errors it) (it.Options.Discount * it.Options.Lambda)) (estimate it))

            law "with lambda 0 an estimate is the error" plans (fun plan ->
                let it = toSample { plan with Lambda = 0.0 }
                Check.SameItems(errors it, estimate it))

            law "with lambda 1 an estimate is the return less the value" plans (fun plan ->
                let it = toSample { plan with Lambda = 1.0 }
                areClose (Array.map2 (-) (returns it) it.Values) (estimate it))

            law "a return is the sum of all later rewards" plans (fun plan ->
                let it = toSample plan
                let padded = Array.copy it.Rewards

                for segment, final in Seq.zip it.Rollout.Segments it.Finals do
                    let last = segment.Start + segment.Length - 1
                    padded[last] <- padded[last] + it.Options.Discount * bootstrap it segment final

                areClose (sums it padded it.Options.Discount) (returns it))

            law "standardised advantages have mean 0 and deviation 1" (listsOf 1 12 (numbers 1e3)) (fun values ->
                // Two values that differ, whatever the others are.
                let x = Array.ofList (-7.0 :: 7.0 :: values)
                let z = Array.copy x
                Standardization.InPlace(Span z)
                Check.Close(0.0, Array.average z, 1e-9)
                Check.Close(1.0, Array.averageBy (fun value -> value * value) z, 1e-6))
        ]
