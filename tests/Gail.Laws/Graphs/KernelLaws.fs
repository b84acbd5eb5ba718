/// What the native engine computes, against plain loops in double precision.
module Gail.Laws.Graphs.KernelLaws

open System
open Expecto
open FsCheck.FSharp
open Gail.Graphs
open Gail.Laws.Generators
open Gail.Laws.Generators.Matrices
open Gail.Numerics
open Gail.TestSupport

let private sizes = between 1 70

/// Rows, columns and numbers of a matrix.
let private inputs limit =
    Arb.zip (Arb.zip (sizes, sizes), singles limit)

/// Elements that should be, with what each may be off by.
let private areNear (expected: int -> int -> float) (tolerance: int -> int -> float) (actual: NdArray<float32>) =
    for i in 0 .. actual.Rows - 1 do
        for j in 0 .. actual.Columns - 1 do
            Check.Close(expected i j, float actual[i, j], tolerance i j)

let private unary name limit tolerance (node: Expr -> Expr) (plain: float -> float) =
    law $"{name} of each element" (inputs limit) (fun ((rows, columns), values) ->
        let x = matrix rows columns values
        let expected i j = plain (float x[i, j])

        Expr.Input("x", columns)
        |> node
        |> evaluate [ "x", x ]
        |> areNear expected (fun i j -> tolerance * (1.0 + abs (expected i j))))

let private binary name (node: Expr * Expr -> Expr) (plain: float32 -> float32 -> float32) =
    law $"{name} of two elements, to the bit" (Arb.zip (inputs 1e3, singles 1e3)) (fun (((rows, columns), a), b) ->
        let x, y = matrix rows columns a, matrix rows columns b

        let z =
            node (Expr.Input("x", columns), Expr.Input("y", columns))
            |> evaluate [ "x", x; "y", y ]

        for i in 0 .. z.Length - 1 do
            Check.Equal(plain x[i] y[i], z[i]))

let private sumOf count (term: int -> float) = Seq.sumBy term (seq { 0 .. count - 1 })

[<Tests>]
let tests =
    testList
        "kernels"
        [
            unary "tanh" 30.0 1e-6 Expr.Tanh Math.Tanh
            unary "sigmoid" 30.0 1e-6 Expr.Sigmoid (fun x -> 1.0 / (1.0 + exp -x))
            unary "softplus" 30.0 1e-6 Expr.Softplus (fun x -> max x 0.0 + log (1.0 + exp -(abs x)))
            unary "exp" 20.0 1e-6 Expr.Exp exp
            unary "log" 1e6 1e-6 (fun x -> Expr.Log(x * x + 1.0)) (fun x -> log (float (float32 x * float32 x + 1.0f)))
            unary "square root" 1e3 1e-6 (fun x -> Expr.Sqrt(x * x)) abs
            unary "Heaviside" 1e3 0.0 Expr.Heaviside (fun x -> if x > 0.0 then 1.0 else 0.0)
            unary "scaling" 1e3 1e-6 (fun x -> x * -1.75) (fun x -> -1.75 * x)

            binary "sum" (fun (x, y) -> x + y) (+)
            binary "difference" (fun (x, y) -> x - y) (-)
            binary "product" (fun (x, y) -> x * y) (*)
            binary "minimum" Expr.Minimum min

            law "a clamped element is the nearest within the bounds" (inputs 1e3) (fun ((rows, columns), values) ->
                let x = matrix rows columns values
                let y = Expr.Clamp(Expr.Input("x", columns), -0.25, 0.75) |> evaluate [ "x", x ]

                for i in 0 .. y.Length - 1 do
                    Check.Equal(Math.Clamp(x[i], -0.25f, 0.75f), y[i]))

            law
                "a matrix product is the sum of products, with either factor transposed"
                (Arb.zip (
                    Arb.zip (between 1 40, between 1 40),
                    Arb.zip (between 1 40, Arb.zip (singles 10.0, singles 10.0))
                ))
                (fun ((rows, inner), (columns, (a, b))) ->
                    let x, y = matrix rows inner a, matrix inner columns b
                    let term i j k = float x[i, k] * float y[k, j]
                    let expected i j = sumOf inner (term i j)

                    let tolerance i j =
                        1e-6 * (1.0 + sumOf inner (term i j >> abs))

                    let transposed (z: NdArray<float32>) =
                        NdArray.Matrix<float32>(
                            z.Columns,
                            z.Rows,
                            ReadOnlySpan(Array.init z.Length (fun i -> z[i % z.Rows, i / z.Rows]))
                        )

                    let left = Expr.Input("x", inner)

                    Expr.MatMul(left, Expr.Parameter("y", inner, columns))
                    |> evaluate [ "x", x; "y", y ]
                    |> areNear expected tolerance

                    Expr.MatMulRightTransposed(left, Expr.Parameter("y", columns, inner))
                    |> evaluate [ "x", x; "y", transposed y ]
                    |> areNear expected tolerance)

            law
                "a product over the rows of a batch is the sum of their outer products"
                (Arb.zip (Arb.zip (sizes, between 1 20), Arb.zip (between 1 20, Arb.zip (singles 10.0, singles 10.0))))
                (fun ((rows, left), (right, (a, b))) ->
                    let x, y = matrix rows left a, matrix rows right b
                    let term i j row = float x[row, i] * float y[row, j]

                    Expr.MatMulLeftTransposed(Expr.Input("x", left), Expr.Input("y", right))
                    |> evaluate [ "x", x; "y", y ]
                    |> areNear (fun i j -> sumOf rows (term i j)) (fun i j ->
                        1e-6 * (1.0 + sumOf rows (term i j >> abs))))

            law "sums go over the rows, the columns or all" (inputs 1e3) (fun ((rows, columns), values) ->
                let x = matrix rows columns values
                let size = 1e-6 * (1.0 + sumOf x.Length (fun i -> abs (float x[i])))
                let node = Expr.Input("x", columns)

                Expr.SumRows node
                |> evaluate [ "x", x ]
                |> areNear (fun _ j -> sumOf rows (fun i -> float x[i, j])) (fun _ _ -> size)

                Expr.SumColumns node
                |> evaluate [ "x", x ]
                |> areNear (fun i _ -> sumOf columns (fun j -> float x[i, j])) (fun _ _ -> size)

                Expr.SumAll node
                |> evaluate [ "x", x ]
                |> areNear (fun _ _ -> sumOf x.Length (fun i -> float x[i])) (fun _ _ -> size)

                Expr.MeanRows node
                |> evaluate [ "x", x ]
                |> areNear (fun _ j -> sumOf rows (fun i -> float x[i, j]) / float rows) (fun _ _ -> size))

            law
                "a row of log-softmax is the logits less the log of their sum"
                (inputs 50.0)
                (fun ((rows, columns), values) ->
                    let x = matrix rows columns values

                    let greatest i =
                        Seq.max (seq { for j in 0 .. columns - 1 -> float x[i, j] })

                    let logSum i =
                        greatest i + log (sumOf columns (fun j -> exp (float x[i, j] - greatest i)))

                    Expr.LogSoftmax(Expr.Input("x", columns))
                    |> evaluate [ "x", x ]
                    |> areNear (fun i j -> float x[i, j] - logSum i) (fun _ _ -> 2e-5))
        ]
