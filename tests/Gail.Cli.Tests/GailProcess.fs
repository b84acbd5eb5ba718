/// Drives the command as a user does: a process, its two outputs and its exit code.
module Gail.Cli.Tests.GailProcess

open System
open System.IO
open Gail.TestSupport

type Outcome =
    {
        ExitCode: int
        Output: string
        ErrorOutput: string
    }

/// The repository's root.
let root = Repository.Root

/// Runs a program in a folder, with some environment variables of its own, and waits for its end.
let runWith (variables: (string * string) list) (folder: string) (program: string) (arguments: string list) =
    use running = TestProcess.Start(program, arguments, folder, dict variables)
    let code = running.End()

    {
        ExitCode = code
        Output = running.Output
        ErrorOutput = running.ErrorOutput
    }

/// Runs a program in a folder and waits for its end.
let runIn = runWith []

let private gailDll = Path.Combine(AppContext.BaseDirectory, "gail.dll")

/// Runs the command as this build has it.
let gail arguments =
    runIn root "dotnet" (gailDll :: arguments)

/// Runs the command with some environment variables of its own.
let gailWith variables arguments =
    runWith variables root "dotnet" (gailDll :: arguments)

/// Runs the command in a folder.
let gailIn folder arguments =
    runIn folder "dotnet" (gailDll :: arguments)

/// Starts the command with some environment variables of its own and an input that the test writes.
let readingGail variables arguments =
    TestProcess.Start("dotnet", gailDll :: arguments, root, dict variables, reads = true)

/// Starts the command as this build has it in a folder, with some environment variables of its own, to be signalled.
let startedGailWith (variables: (string * string) list) (folder: string) arguments =
    TestProcess.Start("dotnet", gailDll :: arguments, folder, dict variables)

/// Starts the command as this build has it, to be signalled.
let startedGail arguments = startedGailWith [] root arguments
