module Gail.Laws.Numerics.ArrayLaws

open System
open Expecto
open FsCheck.FSharp
open Gail.Laws.Generators
open Gail.Laws.Generators.Arrays
open Gail.Numerics
open Gail.TestSupport

let private copy (array: NdArray) =
    NdArray.FromBytes(array.ElementType, array.Shape, array.Bytes)

[<Tests>]
let tests =
    testList
        "arrays"
        [
            law "bytes read back to the same array" plans (fun plan ->
                let array = toArray plan
                Check.True(array.SameBits(copy array))
                Check.True(array.Equals(copy array))
                Check.Equal(array.GetHashCode(), (copy array).GetHashCode()))

            law "any flipped bit makes a difference" (Arb.zip (plans, between 0 Int32.MaxValue)) (fun (plan, number) ->
                let array = toArray plan

                if array.Length > 0 then
                    let bytes = array.Bytes.ToArray()
                    let bits = if array.ElementType = ElementType.Bool then 1 else 8
                    let at = number % bytes.Length
                    bytes[at] <- bytes[at] ^^^ (1uy <<< (number % bits))
                    let other = NdArray.FromBytes(array.ElementType, array.Shape, ReadOnlySpan bytes)
                    Check.False(array.SameBits other))

            law
                "gathered rows are those named, in their order"
                (Arb.zip (between 0 3, listsOf 0 8 (between 0 4)))
                (fun (columns, rows) ->
                    let values = Array.init (5 * columns) int64
                    let array = NdArray.Matrix<int64>(5, columns, ReadOnlySpan values)
                    let gathered = array.Gather(ReadOnlySpan(Array.ofList rows))
                    Check.Equal(Shape(ReadOnlySpan [| rows.Length; columns |]), gathered.Shape)

                    rows
                    |> List.iteri (fun i row -> Check.SameItems(array.Row(row).ToArray(), gathered.Row(i).ToArray())))
        ]
