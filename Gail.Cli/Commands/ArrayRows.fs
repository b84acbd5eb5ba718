namespace Gail.Cli.Commands

open System.Text.RegularExpressions
open Gail.Data.Formats.Arrays
open Gail.Data.Views.Transforms
open Gail.Data

/// The arrays of a file as rows of a table that stays short however many episodes have arrays of their own.
[<RequireQualifiedAccess>]
module ArrayRows =

    /// Up to so many arrays have a row each.
    let private mostSingle = 20

    /// Above so many rows the rest is left to --json.
    let private mostRows = 40

    let private numbers = Regex("[0-9]+", RegexOptions.CultureInvariant)

    /// "0..1499" for the numbers at one place of several names, or the one number that all of them have there.
    let private range (texts: string list) =
        let value (text: string) =
            let digits = text.TrimStart '0'
            digits.Length, digits

        match List.minBy value texts, List.maxBy value texts with
        | least, most when least = most -> least
        | least, most -> $"{least}..{most}"

    let private shape (sizes: string list) = "[" + String.concat ", " sizes + "]"

    /// The name of arrays whose names differ in numbers only: episode_0..1499/actions.
    let private common (names: string list) =
        let places =
            names
            |> List.map (fun name -> [ for found in numbers.Matches name -> found.Value ])
            |> List.transpose
            |> List.map range

        let between = numbers.Split names.Head |> List.ofArray

        List.zip between (places @ [ "" ])
        |> List.map (fun (text, number) -> text + number)
        |> String.concat ""

    let private together (arrays: ArrayInfo list) =
        let sizes =
            arrays
            |> List.map (fun array -> array.Shape |> Seq.map string |> List.ofSeq)
            |> List.transpose
            |> List.map range

        [
            common (arrays |> List.map _.Name)
            string arrays.Length
            arrays.Head.DataType
            shape sizes
        ]

    /// The table with its header; of many arrays those that differ in the numbers of their names share a row.
    let table (arrays: ArrayInfo list) =
        if arrays.Length <= mostSingle then
            [ "array"; "type"; "shape" ]
            :: [
                for array in arrays ->
                    [
                        array.Name
                        array.DataType
                        shape (array.Shape |> Seq.map string |> List.ofSeq)
                    ]
            ]
        else
            let rows =
                arrays
                |> List.groupBy (fun array -> numbers.Replace(array.Name, "0"), array.DataType, array.Shape.Length)
                |> List.map (fun (_, alike) -> together alike)

            [
                yield [ "arrays"; "count"; "type"; "shape" ]
                yield! List.truncate mostRows rows

                if rows.Length > mostRows then
                    let rest = rows |> List.skip mostRows |> List.sumBy (fun row -> int row[1])
                    yield [ "and more"; string rest; ""; "(--json has all)" ]
            ]
