namespace Gail.Cli.Display

open System
open System.Diagnostics
open Spectre.Console
open Spectre.Console.Rendering
open Gail.Cli

/// A panel on standard error that renews itself while a run goes on.
[<RequireQualifiedAccess>]
module LiveDisplay =

    let private barWidth = 32

    /// A bar of which a share is full.
    let bar (share: float) =
        let full = int (Math.Round(share * float barWidth))
        $"[green]{String('━', full)}[/][grey]{String('━', barWidth - full)}[/]"

    let private panel (title: string) (report: ProgressReport option) : IRenderable =
        let grid = Grid().AddColumn(GridColumn().NoWrap().PadRight(3)).AddColumn()

        let row (label: string) (markup: string) =
            grid.AddRow($"[grey]{Output.markup label}[/]", markup) |> ignore

        match report with
        | None -> row "iteration" "the first is under way"
        | Some report ->
            let left =
                match report.Left with
                | Some left -> $"{ProgressReport.duration left} left"
                | None -> ""

            row "iteration" $"{report.Iteration} of {report.Iterations}   {bar report.Share}   {left}"

            for label, value in report.Facts do
                let note =
                    if label = ProgressReport.trueReturn then
                        "   [grey](for your eyes; training never reads it)[/]"
                    else
                        ""

                row label $"[bold]{Output.markup value}[/]{note}"

        row "" "[grey]Ctrl-C stops and keeps what was learned.[/]"
        Panel(grid).Header($" {Output.markup title} ").RoundedBorder() :> IRenderable

    /// Runs work with a function that shows where it stands, ten times a second at most.
    let run (title: string) (work: (ProgressReport -> unit) -> 'T) : 'T =
        let settings = AnsiConsoleSettings(Out = AnsiConsoleOutput(Console.Error))
        let console = AnsiConsole.Create settings
        let display = LiveDisplay(console, panel title None)

        display.Start(fun context ->
            context.Refresh()
            let clock = Stopwatch.StartNew()

            work (fun report ->
                if clock.ElapsedMilliseconds >= 100L || report.Share >= 1.0 then
                    clock.Restart()
                    context.UpdateTarget(panel title (Some report))
                    context.Refresh()))
