namespace Gail.Cli.Play

open System
open System.IO
open System.Runtime.ExceptionServices
open System.Threading
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Runs
open Gail.Data

/// A session with its page: commands of the page reach the session, and every episode kept is on the disk at once, so
/// that nothing is lost however the process ends.
[<RequireQualifiedAccess>]
module PlayGame =

    let private resource (name: string) =
        match typeof<PlayTask>.Assembly.GetManifestResourceStream name with
        | null -> invalidOp $"The resource {name} is missing."
        | stream ->
            use reader = new StreamReader(stream)
            reader.ReadToEnd()

    /// Serves until the page says that it is finished, or until stopped. `opened` gets the page's address. Gives what
    /// was recorded, which is in the file; None when no episode was kept.
    let run (task: PlayTask) key rate port (format: string option) (file: string) opened (stop: CancellationToken) =
        let session = PlaySession(task, key, rate)
        let gate = obj ()
        let written = ref 0
        let problem = ref ""
        let defect = ref<ExceptionDispatchInfo option> None
        use finished = new ManualResetEventSlim()
        use clock = new PlayClock(session)

        let recorded () =
            match session.Episodes with
            | [] -> None
            | episodes -> Some(Recording.Of(task.Environment.Spec, episodes))

        /// Writes what is new. A disk that is full now may have room later, so the page says what is wrong and goes on.
        let save () =
            lock gate (fun () ->
                try
                    match recorded () with
                    | Some demonstrations when demonstrations.EpisodeCount > written.Value ->
                        OutputFile.write format file demonstrations
                        written.Value <- demonstrations.EpisodeCount
                    | _ -> ()

                    problem.Value <- ""
                with :? DemonstrationException as wrong ->
                    problem.Value <- wrong.Message)

        let obey =
            function
            | PlayMessages.Hold direction -> session.Hold direction
            | PlayMessages.Rate rate -> session.Rate <- rate
            | PlayMessages.TogglePause -> session.TogglePause()
            | PlayMessages.Pause -> session.Pause()
            | PlayMessages.Discard -> session.Discard()
            | PlayMessages.Keep ->
                session.Keep()
                save ()
            | PlayMessages.Finish ->
                session.Finish()
                save ()

        let tryAnswer what (body: string) =
            match what, PlayMessages.parse body with
            | "play", Some command ->
                clock.Seen()
                obey command
                Json(PlayMessages.view task session.View file problem.Value)
            | "bye", _ ->
                // The page has shown the end, so nothing more will be asked.
                if session.View.Phase = Finished then
                    finished.Set()

                Json "{}"
            | "play", None -> Refused 400
            | _ -> Refused 404

        /// A defect ends the game with its message, which the server would keep to itself.
        let answer what body =
            try
                tryAnswer what body
            with error ->
                defect.Value <- Some(ExceptionDispatchInfo.Capture error)
                finished.Set()
                Refused 500

        let page = resource "play.html"

        use server =
            new PlayServer(port, (fun nonce -> page.Replace("{{nonce}}", nonce)), answer)

        opened server.Address

        // A page that is closed at once does not say goodbye. One whose connection lasts is given the time it needs.
        let rec wait patience =
            if patience > 0 && not (stop.IsCancellationRequested || finished.Wait 100) then
                wait (
                    if session.View.Phase = Finished && not server.IsConnected then
                        patience - 1
                    else
                        patience
                )

        wait 20

        // Ctrl-C keeps what ran to its end.
        session.Finish()
        save ()
        defect.Value |> Option.iter _.Throw()

        if problem.Value <> "" then
            Errors.user problem.Value

        recorded ()
