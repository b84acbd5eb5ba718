namespace Gail.Cli.Commands

open System.Collections.Immutable
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Data.Files
open Gail.Data.Inspection
open Gail.Data.Views
open Gail.Data.Views.Transforms
open Gail.Data

/// A report on demonstrations as text that fits 80 columns.
[<RequireQualifiedAccess>]
module InspectView =

    /// Above so many columns the rest is left to --json.
    let private mostColumns = 40

    let private summary (values: ValueSummary | null) =
        match values with
        | null -> [ "-"; "-"; "-"; "-" ]
        | values ->
            [ values.Minimum; values.Mean; values.Maximum; values.StandardDeviation ]
            |> List.map Histogram.number

    let private header first =
        [ first; "min"; "mean"; "max"; "std"; "spread" ]

    /// The values of a vector by their names: of a flattened dictionary the member's and the place in it.
    let private labels (report: DemonstrationReport) (column: string) =
        match report.Columns |> Seq.tryFind (fun known -> known.Name = column) with
        | Some known when known.Parts |> Seq.exists (fun part -> part.Name <> "") ->
            [
                for part in known.Parts do
                    for i in 0 .. part.Width - 1 -> $"{part.Name} {i}"
            ]
        | Some known -> List.init (known.Width.GetValueOrDefault 1) (fun i -> $"{column} {i}")
        | None -> []

    let private short (label: string) =
        if label.Length <= 18 then
            label
        else
            "…" + label[label.Length - 17 ..]

    let private rows
        (report: DemonstrationReport)
        (column: string)
        (summaries: ImmutableArray<ValueSummary | null>)
        (histograms: ImmutableArray<ColumnHistogram | null>)
        =
        let all =
            List.zip3 (labels report column) (List.ofSeq summaries) (List.ofSeq histograms)

        [
            for label, values, histogram in List.truncate mostColumns all do
                yield short label :: summary values @ [ Histogram.histogram histogram ]

            if all.Length > mostColumns then
                yield [ $"and {all.Length - mostColumns} more"; ""; ""; ""; ""; "(--json has all)" ]
        ]

    let private schema (report: DemonstrationReport) =
        let parts (column: ViewColumn) =
            column.Parts |> Seq.map string |> String.concat ", "

        let kind (column: ViewColumn) =
            if column.IsDiscrete then "choice"
            elif column.IsHybrid then "hybrid"
            else string column.Type

        Output.table
            [ "column"; "type"; "width"; "made of" ]
            [
                for column in report.Columns ->
                    [
                        column.Name
                        kind column
                        (match Option.ofNullable column.Width with
                         | Some width -> string width
                         | None -> "")
                        parts column
                    ]
            ]

    let private choices (report: DemonstrationReport) =
        match List.ofSeq report.ActionHistograms, Option.ofNullable report.ActionCount with
        | [ NonNull histogram ], Some count when histogram.Counts.Length = count ->
            stdout.WriteLine()

            Output.grid
                [ "choice"; "share"; "" ]
                [
                    for choice, taken in Seq.indexed histogram.Counts ->
                        let share = float taken / float report.Transitions
                        [ string choice; Histogram.percent share; Histogram.share 40 share ]
                ]
        | _ -> ()

    let private limits (report: DemonstrationReport) =
        let known =
            List.zip3
                (labels report ColumnNames.Action)
                (List.ofSeq report.ActionLimits)
                (List.ofSeq report.ActionEpisodeShares)
            |> List.choose (fun (label, limits, share) ->
                match limits with
                | null -> None
                | limits -> Some(label, limits, share))

        if not known.IsEmpty then
            stdout.WriteLine()

            Output.grid
                [ "action"; "from"; "to"; "at low"; "at high"; "outside"; "between episodes" ]
                [
                    for label, limits, share in List.truncate mostColumns known ->
                        [
                            short label
                            Histogram.number limits.Low
                            Histogram.number limits.High
                            Histogram.percent limits.AtLow
                            Histogram.percent limits.AtHigh
                            Histogram.percent limits.Beyond
                            (match Option.ofNullable share with
                             | Some share -> Histogram.percent share
                             | None -> "-")
                        ]
                ]

    let private actions (report: DemonstrationReport) =
        match Option.ofNullable report.ActionCount with
        | Some count -> $"{count} choices"
        | None when report.ActionWidth = 0 -> "none"
        | None when report.ActionsAreDiscrete -> $"{report.ActionWidth} choices side by side: {report.ActionSpace}"
        | None when report.ActionSpace.Contains "Discrete(" -> $"choices and numbers: {report.ActionSpace}"
        | None -> $"{report.ActionWidth} continuous values"

    let private facts (report: DemonstrationReport) =
        let line (label: string) (value: string) =
            stdout.WriteLine(label.PadRight 14 + value)

        line "file" report.File
        line "format" report.Format

        if report.EnvironmentId <> "" then
            line "environment" report.EnvironmentId

        line "episodes" (string report.Episodes)

        line
            "transitions"
            (string report.Transitions
             + (if report.IsSubsampled then " (sub-sampled)" else ""))

        let made =
            if
                report.ObservationSpace.Contains "Discrete("
                || report.ObservationSpace.Contains '['
            then
                $": {report.ObservationSpace}"
            else
                ""

        line "observations" $"{report.ObservationWidth} values{made}"
        line "actions" (actions report)

        line
            "repeated"
            $"""{report.RepeatedEpisodes} {if report.RepeatedEpisodes = 1 then
                                               "episode"
                                           else
                                               "episodes"}, {Histogram.percent report.RepeatedStepShare} of the steps of the others"""

        match report.Gaps with
        | null -> ()
        | gaps when gaps.Stride.HasValue -> line "steps" $"one in {gaps.Stride.Value}"
        | gaps -> line "steps" $"{gaps.Count} gaps"

    /// Prints all of it.
    let print (report: DemonstrationReport) =
        facts report
        stdout.WriteLine()
        schema report
        stdout.WriteLine()

        Output.grid
            (header "per episode")
            [
                "length" :: summary report.Lengths
                @ [ Histogram.histogram report.LengthHistogram ]
                "return" :: summary report.Returns
                @ [ Histogram.histogram report.ReturnHistogram ]
            ]

        stdout.WriteLine()

        Output.grid
            (header "per step")
            (rows report ColumnNames.Observation report.ObservationColumns report.ObservationHistograms
             @ rows report ColumnNames.Action report.ActionColumns report.ActionHistograms)

        choices report
        limits report

        if not report.Arrays.IsEmpty then
            stdout.WriteLine()

            let table = ArrayRows.table (List.ofSeq report.Arrays)
            Output.table table.Head table.Tail

        stdout.WriteLine()

        if report.Problems.IsEmpty then
            Output.finding "green" "no problems found" ""

        for problem in report.Problems do
            Output.finding "red" "problem:" problem

        for note in report.Notes do
            Output.finding "yellow" "note:" note
