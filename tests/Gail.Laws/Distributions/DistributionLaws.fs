module Gail.Laws.Distributions.DistributionLaws

open System
open Expecto
open FsCheck.FSharp
open Gail.Distributions
open Gail.Graphs
open Gail.Laws.Generators
open Gail.Laws.Generators.Distributions
open Gail.Laws.Generators.Matrices
open Gail.Numerics
open Gail.TestSupport

/// Numbers of single precision, summed over a grid.
let private tolerance = 5e-4

/// The sum over all actions of probability times a term.
let private mean plan p (term: int -> float) =
    let actions, volumes = grid plan p
    let logP = logProbabilities plan p actions
    Seq.sum (seq { for i in 0 .. volumes.Length - 1 -> volumes[i] * exp logP[i] * term i })

let private divergence plan (p: NdArray<float32>) (q: NdArray<float32>) =
    let family = family plan
    let input name = Expr.Input(name, family.ParameterWidth)

    family.KullbackLeibler(input "p", input "q")
    |> evaluate [ "p", p; "q", q ]
    |> fun value -> float value[0]

let private two = Arb.zip (plans, listsOf 1 8 (numbers 2.0))
let private draws = 4000

/// Encoded actions that a family draws.
let private drawn plan (p: NdArray<float32>) seed =
    let family, space = family plan, space plan
    let key = RandomKey.FromSeed seed
    let action = Array.zeroCreate<float32> family.ActionWidth

    [|
        for i in 1..draws ->
            let encoded = Array.zeroCreate<float32> family.EncodedWidth
            family.Sample(p.Span, key.Fold(uint64 i), Span action)
            space.Encode(ReadOnlySpan action, Span encoded)
            encoded
    |]

[<Tests>]
let tests =
    testList
        "distributions"
        [
            law "probabilities integrate to 1" plans (fun plan ->
                let p = parameters plan plan.Network
                Check.Close(1.0, mean plan p (fun _ -> 1.0), tolerance))

            law "the entropy is minus the mean log probability" plans (fun plan ->
                let p, family = parameters plan plan.Network, family plan
                let logP = logProbabilities plan p (fst (grid plan p))

                let entropy =
                    family.Entropy(Expr.Input("p", family.ParameterWidth)) |> evaluate [ "p", p ]

                Check.Close(mean plan p (fun i -> -logP[i]), float entropy[0], tolerance * 10.0))

            law "the divergence is the mean log ratio, never negative" two (fun (plan, other) ->
                let p, q = parameters plan plan.Network, parameters plan other
                let actions, _ = grid plan p
                let logP, logQ = logProbabilities plan p actions, logProbabilities plan q actions
                let kl = divergence plan p q
                Check.Close(mean plan p (fun i -> logP[i] - logQ[i]), kl, tolerance * (10.0 + abs kl))
                Check.True(kl >= -1e-5))

            law "the divergence from itself is 0" plans (fun plan ->
                let p = parameters plan plan.Network
                Check.Close(0.0, divergence plan p p, 1e-6))

            // Bounds that a right sample exceeds once in 10^11 draws of a case.
            law
                "samples have the mean and the spread of the distribution"
                (Arb.zip (plans, any<int64>))
                (fun (plan, seed) ->
                    let p = parameters plan plan.Network
                    let samples = drawn plan p seed
                    let mutable column = 0

                    for part, at in partsOf plan do
                        match part with
                        | Choice count ->
                            for i in 0 .. count - 1 do
                                let share = samples |> Array.averageBy (fun sample -> float sample[column + i])
                                Check.Close(exp (float p[at + i]), share, sqrt (13.0 / float draws))

                            column <- column + count
                        | Dimension ->
                            let mean, deviation = float p[at], exp (float p[at + 1])

                            let scores =
                                samples |> Array.map (fun sample -> (float sample[column] - mean) / deviation)

                            Check.Close(0.0, Array.average scores, 7.0 / sqrt (float draws))
                            let spread = scores |> Array.averageBy (fun score -> score * score)
                            Check.Close(1.0, spread, 8.0 * sqrt (2.0 / float draws))
                            column <- column + 1)

            law
                "no action is more probable than the most probable one"
                (Arb.zip (plans, any<int64>))
                (fun (plan, seed) ->
                    let family, space = family plan, space plan
                    let p = parameters plan plan.Network
                    let action = Array.zeroCreate<float32> family.ActionWidth
                    let mode = Array.zeroCreate<float32> family.EncodedWidth
                    family.Mode(p.Span, Span action)
                    space.Encode(ReadOnlySpan action, Span mode)
                    let all = Array.append [| mode |] (drawn plan p seed |> Array.truncate 50)

                    let logP =
                        NdArray.Matrix<float32>(all.Length, mode.Length, ReadOnlySpan(Array.concat all))
                        |> logProbabilities plan p

                    Check.All(logP, fun other -> Check.True(other <= logP[0] + 1e-5)))

            law
                "a reparameterised sample is what is drawn from the same noise"
                (Arb.zip (plans, listsOf 1 4 (numbers 3.0)))
                (fun (plan, noise) ->
                    let family = family plan

                    if family.NoiseWidth > 0 then
                        let p = parameters plan plan.Network
                        let row = matrix 1 family.NoiseWidth (List.map float32 noise)

                        let sample =
                            family.Reparameterized(
                                Expr.Input("p", family.ParameterWidth),
                                Expr.Input("noise", family.NoiseWidth)
                            )
                            |> evaluate [ "p", p; "noise", row ]

                        for part, at in partsOf plan do
                            if part = Dimension && plan.Parts.Length = 1 then
                                let expected = float p[at] + exp (float p[at + 1]) * float row[0]
                                Check.Close(expected, float sample[0], 1e-5 * (1.0 + abs expected)))
        ]
