module Gail.Laws.Numerics.RandomKeyLaws

open System
open Expecto
open FsCheck.FSharp
open Gail.Laws.Generators
open Gail.Numerics
open Gail.TestSupport

let private key = RandomKey.FromSeed 20L
let private bits (number: float) = BitConverter.DoubleToInt64Bits number
let private counts = between 0 200

[<Tests>]
let tests =
    testList
        "random keys"
        [
            law "the same key and index give the same number" any<int64 * uint64> (fun (seed, index) ->
                let draw () =
                    let key = RandomKey.FromSeed seed
                    key, bits (key.Uniform index), bits (key.Normal index)

                Check.Equal(draw (), draw ()))

            law "the order of folds matters, and both overloads agree" (Arb.zip (counts, counts)) (fun (a, b) ->
                Check.Equal(key.Fold a, key.Fold(uint64 a))
                Check.Equal((a = b), (key.Fold(a).Fold(b) = key.Fold(b).Fold(a))))

            law "a draw between bounds is the scaled draw" any<uint64 * int * int> (fun (index, a, b) ->
                let low, high = float (min a b) / 8.0, float (max a b) / 8.0
                let value = key.Uniform(index, low, high)
                Check.InRange(value, low, high)
                Check.Equal(bits (low + ((high - low) * key.Uniform index)), bits value))

            law
                "a draw below a bound is below it"
                (Arb.zip (any<uint64>, between 1 Int32.MaxValue))
                (fun (index, bound) -> Check.InRange(key.Below(index, bound), 0, bound - 1))

            law "a permutation holds each number once" (Arb.zip (any<int64>, counts)) (fun (seed, count) ->
                Check.SameItems([ 0 .. count - 1 ], Seq.sort (RandomKey.FromSeed(seed).Permutation count)))
        ]
