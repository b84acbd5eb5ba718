namespace Gail.Cli.Display

open System
open System.Diagnostics
open System.Globalization
open Gail.Experiments.Paper
open Gail.Data
open Spectre.Console
open Spectre.Console.Rendering
open Gail.Cli

/// The display of the progress of the paper's table.
[<RequireQualifiedAccess>]
module PaperDisplay =

    let private number (format: string) (value: float) =
        value.ToString(format, CultureInfo.InvariantCulture)

    let private left (progress: PaperProgress) =
        match Option.ofNullable progress.Left with
        | Some left -> $"{ProgressReport.duration left} left"
        | None -> ""

    let private name (cell: PaperCell) =
        $"{cell.Condition}, seed {cell.Options.Seed}"

    let private ending (progress: PaperProgress) (cell: PaperCell) =
        match progress.Result with
        | null -> $"{name cell}: failed"
        | result ->
            $"""{name cell}: {number "0.0" result.MeanReturn} ± {number "0.0" result.StdReturn} ({number "0.0" result.Seconds} s)"""

    /// A line for each run that ends.
    let lines (progress: PaperProgress) =
        match progress.Ended with
        | null -> ()
        | cell ->
            let left = left progress
            let behind = if left = "" then "" else $"; {left}"
            stderr.WriteLine $"{progress.Done}/{progress.Total} {ending progress cell}{behind}"

    let private panel (progress: PaperProgress option) (ended: string list) : IRenderable =
        let grid = Grid().AddColumn(GridColumn().NoWrap().PadRight(3)).AddColumn()

        let row (label: string) (markup: string) =
            grid.AddRow($"[grey]{Output.markup label}[/]", markup) |> ignore

        match progress with
        | None -> row "runs" "the first are under way"
        | Some progress ->
            row "runs" $"{progress.Done} of {progress.Total}   {LiveDisplay.bar progress.Share}   {left progress}"

            for running in progress.Running do
                row "under way" $"""{Output.markup (name running.Cell)}   {number "0%" running.Share}"""

            for line in ended do
                row "ended" $"[bold]{Output.markup line}[/]"

        row "" "[grey]Ctrl-C stops; runs done are kept, the same command goes on.[/]"
        Panel(grid).Header(" gail paper ").RoundedBorder() :> IRenderable

    /// A panel on standard error that renews itself ten times a second at most.
    let private live (work: (PaperProgress -> unit) -> 'T) : 'T =
        let console =
            AnsiConsole.Create(AnsiConsoleSettings(Out = AnsiConsoleOutput Console.Error))

        let display = LiveDisplay(console, panel None [])

        display.Start(fun context ->
            context.Refresh()
            let clock = Stopwatch.StartNew()
            let mutable ended = []

            work (fun progress ->
                match progress.Ended with
                | null -> ()
                | cell -> ended <- List.truncate 6 (ending progress cell :: ended)

                if clock.ElapsedMilliseconds >= 100L || progress.Done = progress.Total then
                    clock.Restart()
                    context.UpdateTarget(panel (Some progress) ended)
                    context.Refresh()))

    /// Runs work that reports its progress, shown in a style.
    let show style (work: (PaperProgress -> unit) -> 'T) : 'T =
        match style with
        | Silent -> work ignore
        | Lines -> work lines
        | Live -> live work
