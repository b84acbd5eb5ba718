namespace Gail.Cli

open System
open System.IO
open Argu
open Gail.Environments

/// A mistake that the user can mend. The message names the argument or file, what was expected and what came.
type UserError(message: string) =
    inherit Exception(message)

/// What the process answers to the shell.
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

/// The one place where exceptions become messages and exit codes.
[<RequireQualifiedAccess>]
module Errors =

    /// Raises a UserError.
    let user message = raise (UserError message)

    /// The message for people, when the exception has one; None for a defect. A type belongs here when its message
    /// names the argument or file, what was expected and what came.
    let rec private message (error: exn) =
        match error with
        | :? AggregateException as several when several.InnerExceptions.Count = 1 -> message several.InnerExceptions[0]
        | :? UserError
        | :? UnknownEnvironmentException
        | :? InvalidDataException
        | :? IOException
        | :? UnauthorizedAccessException -> Some error.Message
        | _ -> None

    /// Runs a command and turns what it raises into a message on errorOutput and an exit code.
    let guard (output: TextWriter) (errorOutput: TextWriter) (command: unit -> int) =
        try
            command ()
        with
        | :? ArguParseException as help when help.ErrorCode = ErrorCode.HelpText ->
            output.WriteLine(help.Message.TrimEnd())
            ExitCode.Success
        | :? ArguParseException as wrong ->
            errorOutput.WriteLine(wrong.Message.TrimEnd())
            ExitCode.Usage
        | error ->
            match message error with
            | Some text ->
                errorOutput.WriteLine $"gail: {text}"
                ExitCode.UserError
            | None ->
                errorOutput.WriteLine "gail: sorry, this is a defect of gail. Please report it with what follows."
                errorOutput.WriteLine error
                ExitCode.Defect
