namespace Gail.Cli

open System

/// Guesses what a mistyped name was meant to be.
[<RequireQualifiedAccess>]
module Nearest =

    /// Levenshtein's distance without regard to case.
    let private distance (left: string) (right: string) =
        let left, right = left.ToLowerInvariant(), right.ToLowerInvariant()

        let next (row: int array) (i: int) =
            let extend above (j: int) =
                let replaced = row[j] + (if left[i] = right[j] then 0 else 1)
                min replaced (1 + min above row[j + 1])

            Seq.scan extend (i + 1) (seq { 0 .. right.Length - 1 }) |> Array.ofSeq

        Seq.fold next [| 0 .. right.Length |] (seq { 0 .. left.Length - 1 })
        |> Array.last

    let private lastPart (path: string) = path.Split('.') |> Array.last

    /// Up to three of the known names, the nearest first; none when nothing is similar. A name that ends like the one
    /// given ("discount" for "advantage.discount") is near.
    let names (name: string) (known: string seq) =
        let score (candidate: string) =
            let whole = distance name candidate

            if candidate.Contains '.' then
                min whole (distance (lastPart name) (lastPart candidate))
            else
                whole

        known
        |> Seq.map (fun candidate -> score candidate, candidate)
        |> Seq.filter (fun (score, _) -> 2 * score <= name.Length - 1)
        |> Seq.sortBy fst
        |> Seq.truncate 3
        |> Seq.map snd
        |> List.ofSeq

    /// As in " (did you mean --seed or --set?)", or nothing.
    let question (name: string) (known: string seq) =
        match names name known with
        | [] -> ""
        | near -> $""" (did you mean {String.Join(" or ", near)}?)"""
