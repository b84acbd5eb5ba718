namespace Gail.Cli.Arguments

open System
open Gail.Numerics
open Gail.Cli
open Gail.Cli.Display

/// Numbers on the command line: all of them are read here, by the library's one reader.
[<RequireQualifiedAccess>]
module Number =

    let private result (reading: NumberReading<'number>) =
        match reading.Fault with
        | null -> Ok reading.Value
        | fault -> Error fault

    let real (text: string) = result (NumberText.Real text)

    let whole (text: string) = result (NumberText.Whole text)

    /// Refuses a text: what is no number at all is wrong usage, a number of another kind the user's error.
    let refuse (name: string) (text: string) (expected: string) (fault: NumberFault) =
        if fault.IsNumber then
            Errors.user $"{name} is {text}, expected {expected}{fault.Clause}."
        else
            Errors.usage $"{name} is '{text}', expected {expected}{fault.Clause}"

    /// A whole number given to an argument, with both bounds, or its default.
    let between (name: string) (least: int) (most: int) (standard: int) (given: string option) =
        let expected =
            if most = Int32.MaxValue then
                $"a whole number of {least} or more"
            else
                $"a whole number from {least} to {most}"

        match given |> Option.map (fun text -> text, whole text) with
        | None -> standard
        | Some(_, Ok value) when value >= int64 least && value <= int64 most -> int value
        | Some(text, Ok _) -> Errors.user $"{name} is {text}, expected {expected}."
        | Some(text, Error fault) -> refuse name text expected fault

    /// A whole number of at least `least` given to an argument, or its default.
    let count name least standard given =
        between name least Int32.MaxValue standard given

    /// A seed: any whole number.
    let seed (name: string) (standard: int64) (given: string option) =
        match given |> Option.map (fun text -> text, whole text) with
        | None -> standard
        | Some(_, Ok value) -> value
        | Some(text, Error fault) -> refuse name text "a whole number" fault
