/// Quadratic functions and positive definite matrices.
module Gail.Laws.Generators.Quadratics

open System
open FsCheck
open FsCheck.FSharp
open Gail.Optimizers

let dot (x: float array) (y: float array) =
    Array.fold2 (fun sum a b -> sum + a * b) 0.0 x y

let minus (x: float array) (y: float array) = Array.map2 (-) x y
let times (matrix: float array array) (x: float array) = matrix |> Array.map (dot x)

/// B'B / n + 1/2 of a matrix B that holds the numbers again and again.
let positiveDefinite n (values: float list) =
    let values = Array.ofList values

    let b =
        Array.init n (fun i -> Array.init n (fun j -> values[(n * i + j + i * j) % values.Length]))

    Array.init n (fun i ->
        Array.init n (fun j ->
            Seq.sum (seq { for k in 0 .. n - 1 -> b[k][i] * b[k][j] }) / float n
            + (if i = j then 0.5 else 0.0)))

/// A vector that holds the numbers again and again.
let vector n (values: float list) =
    Array.init n (fun i -> List.item (i % values.Length) values)

/// A dimension, and numbers for matrices and vectors.
type QuadraticPlan =
    {
        Size: int
        Curvature: float list
        Metric: float list
        Start: float list
        Best: float list
    }

/// -(x - best)' A (x - best) / 2 with the divergence (x - start)' F (x - start) / 2.
type Quadratic(plan: QuadraticPlan) =
    let curvature, metric =
        positiveDefinite plan.Size plan.Curvature, positiveDefinite plan.Size plan.Metric

    let start, best = vector plan.Size plan.Start, vector plan.Size plan.Best

    let value x =
        -0.5 * dot (minus x best) (times curvature (minus x best))

    member _.Start = Array.copy start

    member _.Kl x =
        0.5 * dot (minus x start) (times metric (minus x start))

    member _.Value x = value x

    interface ITrustRegionProblem with
        member _.Start = ReadOnlySpan start
        member _.Objective = value start
        member _.Gradient = ReadOnlySpan(times curvature (minus best start))

        member _.FisherProduct(vector, product) =
            (times metric (vector.ToArray())).CopyTo product

        member this.Evaluate point =
            let point = point.ToArray()
            TrustRegionValue(value point, this.Kl point)

/// Plans of problems of up to 8 dimensions.
let plans: Arbitrary<QuadraticPlan> =
    let sizes, values = between 1 8, listsOf 1 9 (numbers 1.0)

    let generate =
        gen {
            let! size = Arb.toGen sizes
            let! curvature = Arb.toGen values
            let! metric = Arb.toGen values
            let! start = Arb.toGen values
            let! best = Arb.toGen values

            return
                {
                    Size = size
                    Curvature = curvature
                    Metric = metric
                    Start = start
                    Best = best
                }
        }

    let shrink plan =
        Seq.concat
            [
                smaller sizes _.Size (fun size plan -> { plan with Size = size }) plan
                smaller values _.Curvature (fun values plan -> { plan with Curvature = values }) plan
                smaller values _.Metric (fun values plan -> { plan with Metric = values }) plan
                smaller values _.Start (fun values plan -> { plan with Start = values }) plan
                smaller values _.Best (fun values plan -> { plan with Best = values }) plan
            ]

    Arb.fromGenShrink (generate, shrink)
