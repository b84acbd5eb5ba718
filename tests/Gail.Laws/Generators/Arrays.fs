/// Arrays of every element type and any bits, NaN with payload and -0 among them.
module Gail.Laws.Generators.Arrays

open System
open FsCheck.FSharp
open Gail.Numerics

/// An array as it is shown and shrunk: the bits of its elements are repeated as often as its shape needs.
type ArrayPlan =
    {
        Type: ElementType
        Extents: int list
        Bits: uint64 list
    }

/// The array of a plan.
let toArray (plan: ArrayPlan) : NdArray =
    let shape = Shape(ReadOnlySpan(Array.ofList plan.Extents))

    let bytes (bits: uint64) =
        match plan.Type with
        | ElementType.Bool -> [| byte (bits &&& 1UL) |]
        | ElementType.F32 -> BitConverter.GetBytes(uint32 bits)
        | _ -> BitConverter.GetBytes bits

    let bits = Array.ofList (if plan.Bits.IsEmpty then [ 0UL ] else plan.Bits)

    NdArray.FromBytes(
        plan.Type,
        shape,
        ReadOnlySpan(Array.collect (fun i -> bytes bits[i % bits.Length]) [| 0 .. shape.Length - 1 |])
    )

let private extents = listsOf 0 3 (between 0 3)

let private bits =
    let special =
        Gen.elements
            [
                0x80000000UL // -0 in single precision
                0x8000000000000000UL // -0
                0x7FF8000000000001UL // NaN with a payload
                0x7FC00001UL
                UInt64.MaxValue
            ]

    let patterns =
        Arb.fromGenShrink (Gen.oneof [ special; Arb.toGen any<uint64> ], Arb.toShrink any<uint64>)

    listsOf 0 6 patterns

/// Plans of arrays.
let plans =
    let generate =
        gen {
            let! elementType = Gen.elements (Enum.GetValues<ElementType>())
            let! extents = Arb.toGen extents
            let! bits = Arb.toGen bits

            return
                {
                    Type = elementType
                    Extents = extents
                    Bits = bits
                }
        }

    let shrink plan =
        Seq.concat
            [
                smaller extents _.Extents (fun extents plan -> { plan with Extents = extents }) plan
                smaller bits _.Bits (fun bits plan -> { plan with Bits = bits }) plan
            ]

    Arb.fromGenShrink (generate, shrink)
