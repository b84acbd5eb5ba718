/// A session of play without page and clock: what keys and commands do to it.
module Gail.Cli.Tests.PlaySessionTests

open System
open Gail.Cli.Play
open Gail.Data
open Gail.Data.Formats.Layouts
open Gail.Runs
open Gail.Numerics
open Expecto
open Gail.TestSupport

let private task id = PlayTask.create id

let private session id =
    PlaySession(task id, RandomKey.FromSeed 3L, 20)

let private ticks count (session: PlaySession) =
    for _ in 1..count do
        session.Tick()

/// Pushes one way until the pole falls.
let private fall (session: PlaySession) =
    session.Hold 0.0
    session.Hold 1.0
    ticks 100 session

[<Tests>]
let tests =
    inOrder
        "play session"
        [
            testCase "nothing moves before the first key"
            <| fun () ->
                let session = session "CartPole-v1"
                ticks 5 session
                Check.Equal(Ready, session.View.Phase)
                Check.Equal(0, session.View.Step)
                session.Hold -1.0
                ticks 5 session
                Check.Equal(5, session.View.Step)
                Check.Equal(5.0, session.View.Score)

            testTheory
                "keys are actions"
                [
                    "CartPole-v1", 0.0, 1.0, 1.0
                    "MountainCar-v0", 0.0, 2.0, 1.0
                    "Acrobot-v1", 0.0, 2.0, 1.0
                    "Pendulum-v1", -2.0, 2.0, 0.0
                    "MountainCarContinuous-v0", -1.0, 1.0, 0.0
                ]
            <| fun (id: string, left: float, right: float, none: float) ->
                let session = session id

                let acts (direction: float) (expected: float) =
                    session.Hold direction
                    // The first step after a key uses up what was pressed in between.
                    ticks 2 session
                    Check.Equal(expected, float session.View.Action)

                acts -1.0 left
                acts 1.0 right
                // The cart is pushed on as before.
                acts 0.0 none

            testCase "half a push is half the force"
            <| fun () ->
                let session = session "Pendulum-v1"
                session.Hold -0.5
                session.Tick()
                Check.Equal(-1f, session.View.Action)

            testCase "a key let go before the step still counts, for that one"
            <| fun () ->
                let session = session "MountainCar-v0"
                session.Hold 1.0
                session.Hold 0.0
                session.Tick()
                Check.Equal(2f, session.View.Action)
                session.Tick()
                Check.Equal(1f, session.View.Action)

            testCase "a pause lasts until a new key, not until one that is held all along"
            <| fun () ->
                let session = session "MountainCar-v0"
                session.Hold 1.0
                ticks 3 session
                session.TogglePause()
                session.Hold 1.0
                ticks 3 session
                Check.Equal((Paused, 3), (session.View.Phase, session.View.Step))
                session.Hold -1.0
                ticks 3 session
                Check.Equal((Playing, 6), (session.View.Phase, session.View.Step))

            testCase "an episode that is over waits for its player"
            <| fun () ->
                let session = session "CartPole-v1"
                fall session
                let view = session.View
                Check.Equal(Over, view.Phase)
                Check.True view.Terminated
                Check.InRange(view.Step, 8, 12)
                Check.Empty view.Kept
                session.Discard()
                Check.Equal(Ready, session.View.Phase)
                Check.Empty session.View.Kept
                fall session
                session.Keep()
                Check.Single session.View.Kept |> ignore
                Check.Equal((Ready, 2, 0), (session.View.Phase, session.View.Number, session.View.Step))

            testCase "finishing keeps what ran to its end and drops what did not"
            <| fun () ->
                let over = session "CartPole-v1"
                fall over
                over.Finish()
                over.Hold -1.0
                ticks 3 over
                Check.Single over.Episodes |> ignore
                let under = session "CartPole-v1"
                under.Hold 1.0
                ticks 3 under
                under.Finish()
                Check.Empty under.Episodes
                Check.Equal(Finished, under.View.Phase)

            testCase "what was played can be played again step by step"
            <| fun () ->
                let session = session "CartPole-v1"
                fall session
                session.Keep()
                // Left early: neither terminated nor at its limit.
                session.Hold -1.0
                ticks 3 session
                session.Keep()
                let environment = (task "CartPole-v1").Environment
                let demonstrations = Recording.Of(environment.Spec, session.Episodes)
                Check.Equal(2, demonstrations.EpisodeCount)
                Check.SameItems([ true; false ], (nonNull demonstrations.Terminated).Values)
                Check.SameItems([ true; false ], (nonNull demonstrations.Ended).Values)
                Check.Equal(Nullable 2, demonstrations.ActionCount)
                Check.Equal("CartPole-v1", demonstrations.Source.EnvironmentId)

                // CartPole's observation is its state in single precision, and its steps are not random.
                let mutable state = demonstrations.Observations.Row(0).ToArray() |> Array.map float

                for row in 0 .. demonstrations.EpisodeLength 0 - 1 do
                    let seen = demonstrations.Observations.Row(row).ToArray()
                    Array.iter2 (fun (a: float32) (b: float) -> Check.Close(float a, b, 1e-5)) seen state
                    let next = Array.zeroCreate 4
                    let action = (nonNull demonstrations.Actions).Row(row).ToArray()


                    environment.Step(
                        ReadOnlySpan<float> state,
                        ReadOnlySpan<float32> action,
                        RandomKey.FromSeed 0L,
                        Span<float> next
                    )
                    |> ignore

                    state <- next

                let final = (nonNull demonstrations.FinalObservations).Row(0).ToArray()
                Array.iter2 (fun (a: float32) (b: float) -> Check.Close(float a, b, 1e-5)) final state

            testCase "an episode ends at the limit"
            <| fun () ->
                let session = session "Pendulum-v1"
                session.Hold 1.0
                ticks 300 session
                Check.Equal((Over, 200), (session.View.Phase, session.View.Step))
                session.Keep()

                let demonstrations =
                    Recording.Of((task "Pendulum-v1").Environment.Spec, session.Episodes)

                Check.False((nonNull demonstrations.Terminated)[0])
                Check.True((nonNull demonstrations.Ended)[0])

            testTheory
                "what is no command is none"
                [
                    ""
                    "[]"
                    "{}"
                    """{"do":"fly"}"""
                    """{"do":"hold"}"""
                    """{"do":"hold","value":"left"}"""
                    """{"do":"hold","value":1e999}"""
                    """{"do":7}"""
                ]
            <| fun (body: string) -> Check.Equal(None, PlayMessages.parse body)

            testCase "commands are understood"
            <| fun () ->
                Check.Equal(Some(PlayMessages.Hold -0.5), PlayMessages.parse """{"do":"hold","value":-0.5}""")
                Check.Equal(Some PlayMessages.Finish, PlayMessages.parse """{"do":"finish"}""")

        ]
