/// Drives the command as a user does: a process, its two outputs and its exit code.
module Gail.Tests.GailProcess

open System
open System.Diagnostics
open System.IO

type Outcome =
    {
        ExitCode: int
        Output: string
        ErrorOutput: string
    }

/// The repository's root, where Gail.slnx stands.
let root =
    let rec find (folder: DirectoryInfo | null) =
        match folder with
        | null -> failwith "Gail.slnx was not found in any folder above the tests"
        | folder when File.Exists(Path.Combine(folder.FullName, "Gail.slnx")) -> folder.FullName
        | folder -> find folder.Parent

    find (DirectoryInfo AppContext.BaseDirectory)

/// Runs a program in a folder, with some environment variables of its own, and waits for its end.
let runWith (variables: (string * string) list) (folder: string) (program: string) (arguments: string list) =
    let start =
        ProcessStartInfo(
            program,
            arguments,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        )

    for name, value in variables do
        start.Environment[name] <- value

    match Process.Start start with
    | null -> failwith $"{program} did not start"
    | started ->
        use running = started
        let errorOutput = running.StandardError.ReadToEndAsync()
        let output = running.StandardOutput.ReadToEnd()
        running.WaitForExit()

        {
            ExitCode = running.ExitCode
            Output = output
            ErrorOutput = errorOutput.Result
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

/// Starts the command as this build has it in a folder, with some environment variables of its own, to be signalled.
let startedGailWith (variables: (string * string) list) (folder: string) arguments =
    let command = "dotnet" :: gailDll :: arguments

    // A shell's background job inherits SIGINT ignored, and so would what it starts.
    let command =
        if OperatingSystem.IsLinux() then
            "env" :: "--default-signal=INT" :: command
        else
            command

    let start =
        ProcessStartInfo(
            command.Head,
            command.Tail,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        )

    for name, value in variables do
        start.Environment[name] <- value

    nonNull (Process.Start start)

/// Starts the command as this build has it, to be signalled.
let startedGail arguments = startedGailWith [] root arguments

/// Sends a signal by its name, as in INT.
let signal (name: string) (running: Process) =
    use sent = Process.Start("kill", [ $"-{name}"; string running.Id ])
    sent.WaitForExit()

/// Waits for the end that a signal should bring.
let endsSoon (running: Process) =
    if not (running.WaitForExit 60_000) then
        running.Kill()
        failwith "gail went on after the signal"
