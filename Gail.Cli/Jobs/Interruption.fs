namespace Gail.Cli.Jobs

open System
open System.Runtime.InteropServices
open System.Threading
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display

/// Ctrl-C and SIGTERM: the first asks the work to stop at its next boundary, the second ends the process at once.
type Interruption() =
    let source = new CancellationTokenSource()

    let mutable exitCode = ExitCode.Stopped

    let onSignal (context: PosixSignalContext) =
        if not source.IsCancellationRequested then
            context.Cancel <- true

            if context.Signal = PosixSignal.SIGTERM then
                exitCode <- ExitCode.Terminated

            source.Cancel()
        elif not Console.IsErrorRedirected then
            // The live display hides the cursor and will not come back to show it.
            Console.Error.Write "\u001b[?25h"

    let registrations =
        [ PosixSignal.SIGINT; PosixSignal.SIGTERM ]
        |> List.map (fun signal -> PosixSignalRegistration.Create(signal, Action<PosixSignalContext> onSignal))

    member _.Token = source.Token

    member _.IsRequested = source.IsCancellationRequested

    /// What the process ends with when it was asked to stop: it says by whom.
    member _.ExitCode = exitCode

    interface IDisposable with
        member _.Dispose() =
            for registration in registrations do
                registration.Dispose()

            source.Dispose()
