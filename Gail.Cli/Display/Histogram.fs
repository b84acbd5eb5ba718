namespace Gail.Cli.Display

open System
open System.Globalization
open Gail.Data.Inspection
open Gail.Data
open Gail.Cli

/// Numbers and histograms in the width of a few letters.
[<RequireQualifiedAccess>]
module Histogram =

    let private blocks = "▁▂▃▄▅▆▇█"

    /// A letter for each part of a histogram, as high as its count; nothing where nothing is.
    let histogram (values: ColumnHistogram | null) =
        match values with
        | null -> ""
        | values ->
            let most = Seq.max values.Counts

            let block count =
                if count = 0L then
                    ' '
                else
                    blocks[int (Math.Ceiling(float count / float most * float blocks.Length)) - 1]

            String.Concat(values.Counts |> Seq.map block)

    /// A bar of which a share of the width is full.
    let share (width: int) (value: float) =
        String('█', int (Math.Round(value * float width)))

    /// Four digits of a number, in ten letters at most.
    let number (value: float) =
        let text = value.ToString("G4", CultureInfo.InvariantCulture)

        match text.Replace("E-0", "E-").Replace("E+0", "E+") with
        | "-0" -> "0"
        | short -> short

    /// As in "43 %"; "0.2 %" where whole percents would say nothing.
    let percent (value: float) =
        let hundred = 100.0 * value
        let little = hundred > 0.0 && hundred < 1.0 || hundred > 99.0 && hundred < 100.0

        hundred.ToString((if little then "0.##" else "0"), CultureInfo.InvariantCulture)
        + " %"
