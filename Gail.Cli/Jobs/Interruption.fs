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

    let onSignal (context: PosixSignalContext) =
        if not source.IsCancellationRequested then
            context.Cancel <- true
            source.Cancel()
        elif not Console.IsErrorRedirected then
            // The live display hides the cursor and will not come back to show it.
            Console.Error.Write "\u001b[?25h"

    let registrations =
        [ PosixSignal.SIGINT; PosixSignal.SIGTERM ]
        |> List.map (fun signal -> PosixSignalRegistration.Create(signal, Action<PosixSignalContext> onSignal))

    member _.Token = source.Token

    member _.IsRequested = source.IsCancellationRequested

    interface IDisposable with
        member _.Dispose() =
            for registration in registrations do
                registration.Dispose()

            source.Dispose()
