/// Options of a run, as people write them.
module Gail.Laws.Generators.Options

open System
open System.Collections.Immutable
open System.Globalization
open FsCheck
open FsCheck.FSharp
open Gail.Configuration
open Gail.OptionRules

let private text (value: float) =
    value.ToString("R", CultureInfo.InvariantCulture)

/// A number in a range that bounds may belong to.
let private realIn (kind: RealKind) =
    let low = if Double.IsInfinity kind.Least then -1e6 else kind.Least

    let high =
        if Double.IsInfinity kind.Most then
            max (low + 1e6) 1e6
        else
            kind.Most

    let inside (share: float) =
        let value = low + share * (high - low)

        if value <= low && not kind.WithLeast then
            low + 1e-3 * (high - low)
        elif value >= high && not kind.WithMost then
            high - 1e-3 * (high - low)
        else
            value

    Arb.convert
        (fun thousandths -> text (inside (float thousandths / 1000.0)))
        (fun (written: string) ->
            int (
                1000.0 * (Double.Parse(written, CultureInfo.InvariantCulture) - low)
                / (high - low)
            ))
        (between 0 1000)

let private wholeIn (kind: WholeKind) =
    let low = max kind.Least -1000L
    let span = int (min (kind.Most - low) 100_000L)

    Arb.convert
        (fun above ->
            if above = span && kind.OrNone then
                "none"
            else
                string (low + int64 above))
        (fun (written: string) -> if written = "none" then span else int (int64 written - low))
        (between 0 span)

/// What may be written for an option.
let private writtenFor (rule: OptionRule) : Arbitrary<string> =
    match rule.Kind with
    | :? RealKind as kind -> realIn kind
    | :? WholeKind as kind -> wholeIn kind
    | :? ChoiceKind as kind -> Arb.fromGen (Gen.elements (kind.Placeholder.Split '|'))
    | :? WidthsKind ->
        Arb.convert
            (List.map string >> String.concat ",")
            (fun (written: string) -> written.Split ',' |> List.ofArray |> List.map int)
            (listsOf 1 3 (between 1 300))
    | _ -> Arb.fromGen (Gen.elements [ "true"; "false" ])

/// Options with what was written for each.
type Written = (OptionRule * string) list

/// At least as many steps as environments: other options refuse.
let private isConsistent (written: Written) =
    let number path standard =
        written
        |> List.tryPick (fun (rule, text) -> if rule.Path = path then Some(int text) else None)
        |> Option.defaultValue standard

    number "rollout.numEnvs" 0 <= number "rollout.steps" 5000

/// Some of all options, each once, with a value that it may have.
let written: Arbitrary<Written> =
    let rules = List.ofSeq TrainingOptions.Rules

    let generate =
        gen {
            let! chosen = Gen.subListOf rules

            let! texts =
                chosen
                |> List.map (fun rule -> Arb.toGen (writtenFor rule))
                |> Gen.sequenceToList

            return List.zip chosen texts
        }

    let shrink (written: Written) =
        Seq.concat
            [
                seq { for i in 0 .. written.Length - 1 -> List.removeAt i written }
                seq {
                    for i in 0 .. written.Length - 1 do
                        let rule, text = written[i]

                        for smaller in Arb.toShrink (writtenFor rule) text do
                            List.updateAt i (rule, smaller) written
                }
            ]

    Arb.fromGenShrink (Gen.where isConsistent generate, shrink >> Seq.filter isConsistent)

/// The options with what was written, each under a name.
let set (name: OptionRule -> string) (written: Written) (options: TrainingOptions) =
    OptionValues.Set(
        options,
        ImmutableArray.CreateRange [ for rule, text in written -> OptionAssignment(rule, name rule, text) ]
    )
