namespace Gail.Cli.Display

open System
open System.IO
open System.Runtime.InteropServices
open Gail.Cli

module private Pipe =

    [<Struct; StructLayout(LayoutKind.Sequential)>]
    type Watched =
        val mutable File: int
        val mutable Events: int16
        val mutable Found: int16

    [<DllImport("libc", EntryPoint = "poll")>]
    extern int poll(Watched& watched, unativeint count, int milliseconds)

    // POLLERR and POLLHUP, the same on Linux and macOS.
    let private gone = 0x18s

    /// Whether nobody reads standard output any more; .NET passes over the system's refusal to write to it.
    let readerIsGone () =
        let mutable watched = Unchecked.defaultof<Watched>
        watched.File <- 1

        not (OperatingSystem.IsWindows())
        && poll (&watched, 1un, 0) > 0
        && (watched.Found &&& gone) <> 0s

/// A stream to write to, and what becomes of each writing.
type private GuardedStream(inner: Stream, guard: (unit -> unit) -> unit) =
    inherit Stream()

    override _.CanRead = false
    override _.CanSeek = false
    override _.CanWrite = true

    override _.Write(buffer: byte array, offset: int, count: int) =
        guard (fun () -> inner.Write(buffer, offset, count))

    // Nothing is held back; a writer flushes before it has written anything.
    override _.Flush() = ()
    override _.Length = raise (NotSupportedException())

    override _.Position
        with get () = raise (NotSupportedException())
        and set _ = raise (NotSupportedException())

    override _.Read(_: byte array, _: int, _: int) : int = raise (NotSupportedException())
    override _.Seek(_, _) = raise (NotSupportedException())
    override _.SetLength _ = raise (NotSupportedException())

/// Standard output and standard error where they are pipes or files.
[<RequireQualifiedAccess>]
module StandardStreams =

    /// A write that fails is an error; the end of the reader is the end of the command.
    let private told write =
        if Pipe.readerIsGone () then
            raise (OutputClosed())

        try
            write ()
        with
        // What the runtime calls a file that is not open for writing.
        | :? UnauthorizedAccessException -> Errors.user "standard output cannot be written: it is closed"
        | :? IOException as refused ->
            let reason = refused.Message.TrimEnd('.')
            Errors.user $"standard output cannot be written: {Char.ToLowerInvariant reason[0]}{reason[1..]}"

    /// Progress and messages that cannot be written are no reason to end what goes on.
    let private forgiven write =
        try
            write ()
        with
        | :? IOException
        | :? UnauthorizedAccessException -> ()

    let private writer stream guard =
        new StreamWriter(new GuardedStream(stream, guard), Console.OutputEncoding, AutoFlush = true)
        |> TextWriter.Synchronized

    /// Puts both in place for the rest of the process. Terminals are left as they are.
    let guard () =
        if Console.IsOutputRedirected then
            Console.SetOut(writer (Console.OpenStandardOutput()) told)

        if Console.IsErrorRedirected then
            Console.SetError(writer (Console.OpenStandardError()) forgiven)
