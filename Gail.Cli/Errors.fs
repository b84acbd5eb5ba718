namespace Gail.Cli

open System
open System.IO
open Argu
open Gail.Data
open Gail.Environments
open Gail.MuJoCo.Environments
open Gail.MuJoCo.Native
open Gail.OptionRules
open Gail.Data.Files
open Gail.MuJoCo.Environments.Options
open Gail.Training

/// A mistake that the user can mend. The message names the argument or file, what was expected and what came.
type UserError(message: string) =
    inherit Exception(message)

/// The command line itself is wrong: an unknown option, a missing value, a word where a number belongs.
type UsageError(message: string) =
    inherit Exception(message)

/// Whoever read standard output has gone, as head does once it has its lines: the end, and no error.
type OutputClosed() =
    inherit Exception("Standard output is closed.")

/// The exit codes.
[<RequireQualifiedAccess>]
module ExitCode =
    [<Literal>]
    let Success = 0

    /// The user's error: bad input, a missing file. One line on standard error.
    [<Literal>]
    let UserError = 1

    /// The command line itself is wrong.
    [<Literal>]
    let Usage = 2

    /// A defect of gail.
    [<Literal>]
    let Defect = 3

    /// More memory was needed than there is.
    [<Literal>]
    let OutOfMemory = 4

    /// Stopped by Ctrl-C, as shells number it (128 + SIGINT).
    [<Literal>]
    let Stopped = 130

    /// Stopped by SIGTERM, as shells number it (128 + SIGTERM): a cluster takes the machine back.
    [<Literal>]
    let Terminated = 143

    /// Whoever read standard output has gone, as shells number it (128 + SIGPIPE).
    [<Literal>]
    let OutputClosed = 141

/// The one place where exceptions become messages and exit codes.
[<RequireQualifiedAccess>]
module Errors =

    /// Raises a UserError.
    let user message = raise (UserError(Printable.Of message))

    /// Raises a UsageError.
    let usage message =
        raise (UsageError(Printable.Of message))

    /// The message for people, when the exception has one; None for a defect. A type belongs here when its message
    /// names the argument or file, what was expected and what came.
    let rec private message (error: exn) =
        match error with
        | :? AggregateException as several when several.InnerExceptions.Count = 1 -> message several.InnerExceptions[0]
        | :? UserError
        | :? OptionException
        | :? UnknownEnvironmentException
        | :? RobotOptionException
        | :? UndeclaredTerminationException
        | :? EngineException
        | :? DataFileException
        | :? DivergedException
        | :? InvalidDataException
        | :? IOException
        | :? UnauthorizedAccessException -> Some error.Message
        | _ -> None

    let rec private isOutOfMemory (error: exn) =
        match error with
        | :? OutOfMemoryException -> true
        | :? AggregateException as several -> several.InnerExceptions |> Seq.exists isOutOfMemory
        | _ -> false

    let private outOfMemory =
        "gail: out of memory: this takes more than there is. Choose smaller networks (--policy-hidden, ...), fewer steps at a time (--batch-steps), fewer episodes or fewer demonstrations (--episodes, --every)."

    /// The complaint of Argu, without the usage that it adds.
    let private complaint (wrong: ArguParseException) =
        let text = wrong.Message.Split("USAGE:")[0]
        text.Replace("ERROR: ", "").Replace('\n', ' ').Trim().TrimEnd('.')

    /// Runs a command and turns what it raises into a message on errorOutput and an exit code. The hint is where a
    /// user who got the command line wrong should look, as in "gail train --help".
    let guard (hint: string) (errorOutput: TextWriter) (command: unit -> int) =
        let errorOutput = new LineWriter(fun () -> errorOutput)

        let wrongUsage (text: string) =
            errorOutput.WriteLine $"gail: {text}. Try `{hint}`."
            ExitCode.Usage

        try
            command ()
        with
        | :? ArguParseException as wrong -> wrongUsage (complaint wrong)
        | :? UsageError as wrong -> wrongUsage wrong.Message
        | :? OutputClosed -> ExitCode.OutputClosed
        | error when isOutOfMemory error ->
            errorOutput.WriteLine outOfMemory
            ExitCode.OutOfMemory
        | error ->
            match message error with
            | Some text ->
                errorOutput.WriteLine("gail: " + text.ReplaceLineEndings " ")
                ExitCode.UserError
            | None ->
                errorOutput.WriteLine "gail: sorry, this is a defect of gail. Please report it with what follows."
                writeLines errorOutput (string error)
                ExitCode.Defect
