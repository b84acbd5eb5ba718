module Gail.Laws.Optimizers.OptimizerLaws

open System
open Expecto
open FsCheck.FSharp
open Gail.Execution
open Gail.Laws.Generators
open Gail.Laws.Generators.Quadratics
open Gail.Numerics
open Gail.Optimizers
open Gail.TestSupport

let private scalar (value: float32) =
    StateTree.Empty.With("x", NdArray.Matrix<float32>(1, 1, ReadOnlySpan [| value |]))

[<Tests>]
let tests =
    testList
        "optimisers"
        [
            law
                "conjugate gradient solves a positive definite system in as many steps as it has unknowns"
                plans
                (fun plan ->
                    let a, b = positiveDefinite plan.Size plan.Curvature, vector plan.Size plan.Best
                    let products = ref 0
                    let x = Array.zeroCreate plan.Size

                    let product =
                        VectorProduct(fun vector image ->
                            products.Value <- products.Value + 1
                            (times a (vector.ToArray())).CopyTo image)

                    ConjugateGradient.Solve(Executor.SingleThreaded, product, ReadOnlySpan b, 100, 1e-9, Span x)
                    let residual = minus b (times a x)
                    Check.True(sqrt (dot residual residual) <= 1e-6 * sqrt (dot b b))
                    Check.True(products.Value <= plan.Size + 1))

            law "a step that is accepted improves within its limit, and one that is not stays" plans (fun plan ->
                let problem = Quadratic plan
                let start = problem.Start
                let point = Array.zeroCreate plan.Size
                let options = TrustRegionOptions()
                let step = TrustRegion.Step(Executor.SingleThreaded, options, problem, Span point)
                Check.SameItems(start, problem.Start)

                if step.Accepted then
                    Check.True(step.Improvement > 0.0)
                    Check.Close(problem.Value point - problem.Value start, step.Improvement, 1e-12)
                    Check.Close(problem.Kl point, step.Kl, 1e-12)
                    Check.True(step.Kl <= options.MaxKl * options.KlSlack)
                else
                    Check.SameItems(start, point))

            law "steps of Adam are those of Kingma and Ba" (listsOf 1 60 (numbers 5.0)) (fun gradients ->
                let options = AdamOptions(LearningRate = 0.01)
                let mutable m, v, x = 0.0, 0.0, 1.0

                let update =
                    gradients
                    |> List.fold
                        (fun (known: AdamUpdate) gradient ->
                            Adam.Update(options, known.State, known.Parameters, scalar (float32 gradient)))
                        (AdamUpdate(Adam.Init(scalar 1.0f), scalar 1.0f))

                gradients
                |> List.iteri (fun i gradient ->
                    let gradient, t = float (float32 gradient), float (i + 1)
                    m <- 0.9 * m + 0.1 * gradient
                    v <- 0.999 * v + 0.001 * gradient * gradient
                    // Their second form, which the paper's code has: the epsilon is added to the root as it is.
                    let rate = 0.01 * sqrt (1.0 - 0.999 ** t) / (1.0 - 0.9 ** t)
                    x <- x - rate * m / (sqrt v + 1e-8))

                Check.Close(x, float ((update.Parameters.Get<float32> "x")[0]), 5e-5))
        ]
