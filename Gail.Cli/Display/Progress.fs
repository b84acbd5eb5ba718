namespace Gail.Cli.Display

open System
open System.Diagnostics
open Gail.Data
open Gail.Configuration
open Gail.Runs
open Gail.Training
open Gail.Cli

/// The display of a run while it goes on.
type ProgressStyle =
    /// A table that renews itself, for terminals.
    | Live
    /// A line every two seconds, for files and pipes.
    | Lines
    | Silent

[<RequireQualifiedAccess>]
module Progress =

    /// Writes a line for the first iteration, the last, and every two seconds between.
    let lines (options: TrainingOptions) : RunProgress -> unit =
        let follow = ProgressReport.follow options
        let clock = Stopwatch()

        fun progress ->
            let report = follow progress

            if
                not clock.IsRunning
                || clock.Elapsed.TotalSeconds >= 2.0
                || progress.Progress >= 1.0
            then
                clock.Restart()
                stderr.WriteLine(ProgressReport.line report)

    /// Runs work that reports its progress, shown in a style on standard error.
    let show style title (options: TrainingOptions) (work: (RunProgress -> unit) -> 'T) : 'T =
        match style with
        | Silent -> work ignore
        | Lines -> work (lines options)
        | Live ->
            let follow = ProgressReport.follow options

            LiveDisplay.run title (fun renew -> work (follow >> renew))

    /// The style that suits where standard error goes.
    let style (quiet: bool) (json: bool) =
        if quiet then
            Silent
        elif
            json
            || Console.IsErrorRedirected
            || Environment.GetEnvironmentVariable "TERM" = "dumb"
        then
            Lines
        else
            Live
