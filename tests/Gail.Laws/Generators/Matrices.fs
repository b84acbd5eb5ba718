/// Matrices as they are shown and shrunk: numbers that are repeated as often as the shape needs.
module Gail.Laws.Generators.Matrices

open System
open FsCheck.FSharp
open Gail.Execution
open Gail.Graphs
open Gail.Numerics

/// Numbers of single precision up to a size.
let singles (limit: float) =
    let toSingle (value: float) = float32 value
    Arb.convert (List.map toSingle) (List.map float) (listsOf 1 12 (numbers limit))

/// The matrix that holds numbers again and again, each row beginning one further.
let matrix rows columns (values: float32 list) =
    let values = Array.ofList values

    NdArray.Matrix<float32>(
        rows,
        columns,
        ReadOnlySpan(Array.init (rows * columns) (fun i -> values[(i + i / max 1 columns) % values.Length]))
    )

/// The value of a node, given its inputs by name.
let evaluate (inputs: (string * NdArray<float32>) list) (node: Expr) =
    let feed =
        inputs
        |> List.fold (fun (feed: Feed<float32>) (name, value) -> feed.With(name, value)) Feed<float32>.Empty

    Executor.SingleThreaded.Run(Graph(ReadOnlySpan [| GraphOutput("y", node) |]), feed)["y"]
