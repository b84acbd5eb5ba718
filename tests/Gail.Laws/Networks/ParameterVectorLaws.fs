module Gail.Laws.Networks.ParameterVectorLaws

open System
open Expecto
open FsCheck.FSharp
open Gail.Laws.Generators
open Gail.Networks
open Gail.Numerics
open Gail.TestSupport

let private parameters = listsOf 0 8 (numbers 100.0)

let private vector (values: float list) =
    NdArray.Vector<float32>(ReadOnlySpan(values |> List.map float32 |> Array.ofList))

[<Tests>]
let tests =
    testList
        "vectors of parameters"
        [
            law
                "a tree flattened and unflattened is the same tree"
                (Arb.zip (parameters, parameters))
                (fun (first, second) ->
                    let tree = StateTree.Empty.With("x/y", vector first).With("z", vector second)
                    let flat = ParameterVector.Flatten tree
                    Check.Equal(first.Length + second.Length, flat.Length)
                    Check.Equal(tree, ParameterVector.Unflatten(ReadOnlySpan<float> flat, tree)))
        ]
