namespace Gail.Cli

open System
open System.Diagnostics
open Spectre.Console
open Spectre.Console.Rendering

/// A panel on standard error that renews itself while a run goes on.
[<RequireQualifiedAccess>]
module LiveDisplay =

    let private barWidth = 32

    /// A bar of which a share is full.
    let bar (share: float) =
        let full = int (Math.Round(share * float barWidth))
        $"[green]{String('━', full)}[/][grey]{String('━', barWidth - full)}[/]"

    let private panel (title: string) (standing: Standing option) : IRenderable =
        let grid = Grid().AddColumn(GridColumn().NoWrap().PadRight(3)).AddColumn()

        let row (label: string) (markup: string) =
            grid.AddRow($"[grey]{Output.markup label}[/]", markup) |> ignore

        match standing with
        | None -> row "iteration" "the first is under way"
        | Some standing ->
            let left =
                match standing.Left with
                | Some left -> $"{Standing.duration left} left"
                | None -> ""

            row "iteration" $"{standing.Iteration} of {standing.Iterations}   {bar standing.Share}   {left}"

            for label, value in standing.Facts do
                let note =
                    if label = Standing.trueReturn then
                        "   [grey](for your eyes; training never reads it)[/]"
                    else
                        ""

                row label $"[bold]{Output.markup value}[/]{note}"

        row "" "[grey]Ctrl-C stops and keeps what was learned.[/]"
        Panel(grid).Header($" {Output.markup title} ").RoundedBorder() :> IRenderable

    /// Runs work with a function that shows where it stands, ten times a second at most.
    let run (title: string) (work: (Standing -> unit) -> 'T) : 'T =
        let settings = AnsiConsoleSettings(Out = AnsiConsoleOutput(Console.Error))
        let console = AnsiConsole.Create settings
        let display = LiveDisplay(console, panel title None)

        display.Start(fun context ->
            context.Refresh()
            let clock = Stopwatch.StartNew()

            work (fun standing ->
                if clock.ElapsedMilliseconds >= 100L || standing.Share >= 1.0 then
                    clock.Restart()
                    context.UpdateTarget(panel title (Some standing))
                    context.Refresh()))
