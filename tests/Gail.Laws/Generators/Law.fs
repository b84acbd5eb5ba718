/// Laws, and what generators are made of.
[<AutoOpen>]
module Gail.Laws.Generators.Law

open Expecto
open FsCheck
open FsCheck.FSharp

/// A test that something holds for whatever is generated.
let law name (inputs: Arbitrary<'T>) (holds: 'T -> unit) =
    testProperty name (Prop.forAll inputs holds)

/// What FsCheck itself makes of a type.
let any<'T> : Arbitrary<'T> = ArbMap.defaults |> ArbMap.arbitrary<'T>

/// What becomes smaller where a part of it does.
let smaller (parts: Arbitrary<'Part>) (get: 'T -> 'Part) (set: 'Part -> 'T -> 'T) (whole: 'T) =
    get whole |> Arb.toShrink parts |> Seq.map (fun part -> set part whole)

/// Whole numbers from one bound to another, which shrink towards the first.
let between (low: int) (high: int) =
    let shrink value =
        if value = low then
            Seq.empty
        else
            Seq.distinct [ low; (low + value) / 2; value - 1 ]

    Arb.fromGenShrink (Gen.choose (low, high), shrink)

/// Finite numbers up to a size, which shrink as FsCheck shrinks them.
let numbers (limit: float) =
    let within value =
        not (System.Double.IsNaN value) && abs value <= limit

    let drawn =
        Gen.map (fun share -> limit * share) (Gen.elements [ -1.0; -0.3; -0.0; 1e-9; 0.25; 1.0 ])

    let others = Arb.toGen any<float> |> Gen.where within

    Arb.fromGenShrink (Gen.oneof [ drawn; others ], Arb.toShrink any<float> >> Seq.filter within)

/// Lists with a number of items from one bound to another: items go, or become smaller.
let listsOf (low: int) (high: int) (items: Arbitrary<'T>) =
    let shrink list =
        Arb.toShrink (Arb.list items) list
        |> Seq.filter (fun shorter -> List.length shorter >= low)

    let generate =
        gen {
            let! length = Gen.choose (low, high)
            return! Gen.listOfLength length (Arb.toGen items)
        }

    Arb.fromGenShrink (generate, shrink)
