module Gail.Laws.Numerics.ShapeLaws

open System
open Expecto
open FsCheck.FSharp
open Gail.Laws.Generators
open Gail.Numerics
open Gail.TestSupport

let private extents = listsOf 0 4 (between 0 5)

let private shape (extents: int list) =
    Shape(ReadOnlySpan(Array.ofList extents))

[<Tests>]
let tests =
    testList
        "shapes"
        [
            law "a length is the product of the extents" extents (fun extents ->
                Check.Equal(List.fold (*) 1 extents, (shape extents).Length))

            law "extents are those given" extents (fun extents ->
                Check.Equal(extents.Length, (shape extents).Rank)
                Check.SameItems(extents, (shape extents).Extents)
                Check.SameItems(extents, List.init extents.Length (fun i -> (shape extents)[i])))

            law "shapes are equal where their extents are" (Arb.zip (extents, extents)) (fun (a, b) ->
                Check.Equal((a = b), (shape a = shape b))
                Check.Equal((a <> b), Shape.op_Inequality (shape a, shape b))
                Check.Equal((shape a).GetHashCode(), (shape (List.map id a)).GetHashCode()))
        ]
