namespace Gail.Cli.Play

open System
open System.Collections.Generic
open Gail.Numerics
open Gail.Rollouts

/// The state of a session of play.
type PlayPhase =
    /// A fresh episode waits for the first key.
    | Ready
    | Playing
    | Paused
    /// The episode ran to its end and is to be kept or discarded.
    | Over
    /// Nothing more is played.
    | Finished

/// The state that the page shows.
type PlayView =
    {
        Phase: PlayPhase
        /// The number of the episode under way, from 1.
        Number: int
        Step: int
        Score: float
        Terminated: bool
        State: float array
        Action: float32
        Rate: int
        /// The returns of the episodes kept.
        Kept: float list
    }

/// Episodes played by a person: a state that keys, commands and the clock move on. All members may be called from any
/// thread.
type PlaySession(task: PlayTask, key: RandomKey, rate: int) =
    let gate = obj ()
    let spec = task.Environment.Spec
    let kept = List<Episode>()
    let observations = List<float32>()
    let actions = List<float32>()
    let rewards = List<float>()
    let mutable state = Array.zeroCreate<float> spec.StateWidth
    let mutable attempt = -1
    let mutable phase = Ready
    let mutable terminated = false
    let mutable action = task.First
    let mutable held = 0.0
    let mutable tapped = 0.0
    let mutable rate = rate

    let observe () =
        let observation = Array.zeroCreate<float32> spec.Observation.Width
        task.Environment.Observe(ReadOnlySpan<float> state, Span<float32> observation)
        observation

    let restart () =
        attempt <- attempt + 1
        observations.Clear()
        actions.Clear()
        rewards.Clear()
        terminated <- false
        action <- task.First
        tapped <- 0.0
        task.Environment.Reset((key.Fold attempt).Fold 0, Span<float> state)
        phase <- Ready

    let keep () =
        let steps = rewards.Count

        let matrix (width: int) (values: List<float32>) =
            NdArray.Matrix<float32>(steps, width, ReadOnlySpan<float32>(values.ToArray()))

        Episode(
            matrix spec.Observation.Width observations,
            matrix spec.Action.Width actions,
            // A person's distribution of actions is not known; nothing reads it in demonstrations.
            matrix 1 (List(Array.zeroCreate<float32> steps)),
            NdArray.Vector<float>(ReadOnlySpan<float>(rewards.ToArray())),
            NdArray.Vector<float32>(ReadOnlySpan<float32>(observe ())),
            terminated,
            not terminated && steps = spec.StepLimit
        )
        |> kept.Add

    let step () =
        // A key that was pressed and let go between two steps counts for one.
        let direction = if held <> 0.0 then held else tapped
        tapped <- 0.0
        action <- task.Action direction action
        observations.AddRange(observe ())
        actions.Add action
        let next = Array.zeroCreate<float> spec.StateWidth
        let stepKey = ((key.Fold attempt).Fold 1).Fold rewards.Count

        let result =
            task.Environment.Step(
                ReadOnlySpan<float> state,
                ReadOnlySpan<float32> [| action |],
                stepKey,
                Span<float> next
            )

        state <- next
        rewards.Add result.Reward
        terminated <- result.Terminated

        if terminated || rewards.Count = spec.StepLimit then
            phase <- Over

    do restart ()

    /// The keys that the player holds: -1 (left) to 1 (right), 0 for none. A key newly pressed begins an episode, and goes on
    /// with one that pauses; one that is held all along does not.
    member _.Hold(value: float) =
        lock gate (fun () ->
            let value = Math.Clamp(value, -1.0, 1.0)
            let isNew = value <> 0.0 && value <> held
            held <- value

            if isNew then
                tapped <- value

                if phase = Ready || phase = Paused then
                    phase <- Playing)

    /// Takes a step if the game is on.
    member _.Tick() =
        lock gate (fun () ->
            if phase = Playing then
                step ())

    /// Stops the clock until the next key.
    member _.Pause() =
        lock gate (fun () ->
            if phase = Playing then
                phase <- Paused
                held <- 0.0)

    /// Pauses, or goes on.
    member _.TogglePause() =
        lock gate (fun () ->
            match phase with
            | Playing -> phase <- Paused
            | Paused -> phase <- Playing
            | _ -> ())

    /// Keeps the episode, also one that is not over, and begins another.
    member _.Keep() =
        lock gate (fun () ->
            if phase <> Finished && rewards.Count > 0 then
                keep ()
                restart ())

    /// Drops the episode and begins another.
    member _.Discard() =
        lock gate (fun () ->
            if phase <> Finished && rewards.Count > 0 then
                restart ())

    /// Ends the session. An episode that ran to its end is kept; one under way is not.
    member _.Finish() =
        lock gate (fun () ->
            if phase = Over then
                keep ()

            phase <- Finished)

    /// Steps a second.
    member _.Rate
        with get () = lock gate (fun () -> rate)
        and set (value: int) = lock gate (fun () -> rate <- Math.Clamp(value, 1, 100))

    /// The episodes kept so far.
    member _.Episodes = lock gate (fun () -> List.ofSeq kept)

    /// The state to show.
    member _.View =
        lock gate (fun () ->
            {
                Phase = phase
                Number = kept.Count + 1
                Step = rewards.Count
                Score = Seq.sum rewards
                Terminated = terminated
                State = Array.copy state
                Action = action
                Rate = rate
                Kept = [ for episode in kept -> episode.Return ]
            })
