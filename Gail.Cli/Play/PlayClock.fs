namespace Gail.Cli.Play

open System
open System.Diagnostics
open System.Threading

/// Moves a session on at its rate, on a thread of its own, and pauses it when nobody looks.
type PlayClock(session: PlaySession) =
    /// A page asks many times a second; one that does not is closed, or hidden behind another.
    let patience = TimeSpan.FromSeconds 1.5

    let watch = Stopwatch.StartNew()
    let stop = new CancellationTokenSource()
    let mutable seen = TimeSpan.Zero

    let run () =
        let mutable due = watch.Elapsed

        while not stop.IsCancellationRequested do
            let now = watch.Elapsed

            if now - seen > patience then
                session.Pause()

            if now >= due then
                session.Tick()
                due <- due + TimeSpan.FromSeconds(1.0 / float session.Rate)

                // After a stall the lost steps are not made up for: nobody could follow them.
                if due < now then
                    due <- now + TimeSpan.FromSeconds(1.0 / float session.Rate)

            let left = min (due - watch.Elapsed) (TimeSpan.FromMilliseconds 20.0)

            if left > TimeSpan.Zero then
                stop.Token.WaitHandle.WaitOne left |> ignore

    let thread = Thread(run, IsBackground = true, Name = "clock")
    do thread.Start()

    /// A page is there.
    member _.Seen() = seen <- watch.Elapsed

    interface IDisposable with
        member _.Dispose() =
            stop.Cancel()
            thread.Join()
            stop.Dispose()
