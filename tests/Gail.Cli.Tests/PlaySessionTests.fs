/// A session of play without page and clock: what keys and commands do to it.
module Gail.Tests.PlaySessionTests

open System
open Gail.Cli.Play
open Gail.Data
open Gail.Data.Formats.Layouts
open Gail.Runs
open Gail.Numerics
open Xunit

let private task id = PlayTask.create id

let private session id =
    PlaySession(task id, RandomKey.FromSeed 3L, 20)

let private ticks count (session: PlaySession) =
    for _ in 1..count do
        session.Tick()

[<Fact>]
let ``nothing moves before the first key`` () =
    let session = session "CartPole-v1"
    ticks 5 session
    Assert.Equal(Ready, session.View.Phase)
    Assert.Equal(0, session.View.Step)
    session.Hold -1.0
    ticks 5 session
    Assert.Equal(5, session.View.Step)
    Assert.Equal(5.0, session.View.Score)

[<Theory>]
[<InlineData("CartPole-v1", 0.0, 1.0, 1.0)>]
[<InlineData("MountainCar-v0", 0.0, 2.0, 1.0)>]
[<InlineData("Acrobot-v1", 0.0, 2.0, 1.0)>]
[<InlineData("Pendulum-v1", -2.0, 2.0, 0.0)>]
[<InlineData("MountainCarContinuous-v0", -1.0, 1.0, 0.0)>]
let ``keys are actions`` (id: string) (left: float) (right: float) (none: float) =
    let session = session id

    let acts (direction: float) (expected: float) =
        session.Hold direction
        // The first step after a key uses up what was pressed in between.
        ticks 2 session
        Assert.Equal(expected, float session.View.Action)

    acts -1.0 left
    acts 1.0 right
    // The cart is pushed on as before.
    acts 0.0 none

[<Fact>]
let ``half a push is half the force`` () =
    let session = session "Pendulum-v1"
    session.Hold -0.5
    session.Tick()
    Assert.Equal(-1f, session.View.Action)

[<Fact>]
let ``a key let go before the step still counts, for that one`` () =
    let session = session "MountainCar-v0"
    session.Hold 1.0
    session.Hold 0.0
    session.Tick()
    Assert.Equal(2f, session.View.Action)
    session.Tick()
    Assert.Equal(1f, session.View.Action)

[<Fact>]
let ``a pause lasts until a new key, not until one that is held all along`` () =
    let session = session "MountainCar-v0"
    session.Hold 1.0
    ticks 3 session
    session.TogglePause()
    session.Hold 1.0
    ticks 3 session
    Assert.Equal((Paused, 3), (session.View.Phase, session.View.Step))
    session.Hold -1.0
    ticks 3 session
    Assert.Equal((Playing, 6), (session.View.Phase, session.View.Step))

/// Pushes one way until the pole falls.
let private fall (session: PlaySession) =
    session.Hold 0.0
    session.Hold 1.0
    ticks 100 session

[<Fact>]
let ``an episode that is over waits for its player`` () =
    let session = session "CartPole-v1"
    fall session
    let view = session.View
    Assert.Equal(Over, view.Phase)
    Assert.True view.Terminated
    Assert.InRange(view.Step, 8, 12)
    Assert.Empty view.Kept
    session.Discard()
    Assert.Equal(Ready, session.View.Phase)
    Assert.Empty session.View.Kept
    fall session
    session.Keep()
    Assert.Single session.View.Kept |> ignore
    Assert.Equal((Ready, 2, 0), (session.View.Phase, session.View.Number, session.View.Step))

[<Fact>]
let ``finishing keeps what ran to its end and drops what did not`` () =
    let over = session "CartPole-v1"
    fall over
    over.Finish()
    over.Hold -1.0
    ticks 3 over
    Assert.Single over.Episodes |> ignore
    let under = session "CartPole-v1"
    under.Hold 1.0
    ticks 3 under
    under.Finish()
    Assert.Empty under.Episodes
    Assert.Equal(Finished, under.View.Phase)

[<Fact>]
let ``what was played can be played again step by step`` () =
    let session = session "CartPole-v1"
    fall session
    session.Keep()
    // Left early: neither terminated nor at its limit.
    session.Hold -1.0
    ticks 3 session
    session.Keep()
    let environment = (task "CartPole-v1").Environment
    let demonstrations = Recording.Of(environment.Spec, session.Episodes)
    Assert.Equal(2, demonstrations.EpisodeCount)
    Assert.Equal<bool>([ true; false ], (nonNull demonstrations.Terminated).Values)
    Assert.Equal<bool>([ true; false ], (nonNull demonstrations.Ended).Values)
    Assert.Equal(Nullable 2, demonstrations.ActionCount)
    Assert.Equal("CartPole-v1", demonstrations.Source.EnvironmentId)

    // CartPole's observation is its state in single precision, and its steps are not random.
    let mutable state = demonstrations.Observations.Row(0).ToArray() |> Array.map float

    for row in 0 .. demonstrations.EpisodeLength 0 - 1 do
        let seen = demonstrations.Observations.Row(row).ToArray()
        Array.iter2 (fun (a: float32) (b: float) -> Assert.Equal(float a, b, 1e-5)) seen state
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
    Array.iter2 (fun (a: float32) (b: float) -> Assert.Equal(float a, b, 1e-5)) final state

[<Fact>]
let ``an episode ends at the limit`` () =
    let session = session "Pendulum-v1"
    session.Hold 1.0
    ticks 300 session
    Assert.Equal((Over, 200), (session.View.Phase, session.View.Step))
    session.Keep()

    let demonstrations =
        Recording.Of((task "Pendulum-v1").Environment.Spec, session.Episodes)

    Assert.False((nonNull demonstrations.Terminated)[0])
    Assert.True((nonNull demonstrations.Ended)[0])

[<Theory>]
[<InlineData("")>]
[<InlineData("[]")>]
[<InlineData("{}")>]
[<InlineData("""{"do":"fly"}""")>]
[<InlineData("""{"do":"hold"}""")>]
[<InlineData("""{"do":"hold","value":"left"}""")>]
[<InlineData("""{"do":"hold","value":1e999}""")>]
[<InlineData("""{"do":7}""")>]
let ``what is no command is none`` (body: string) =
    Assert.Equal(None, PlayMessages.parse body)

[<Fact>]
let ``commands are understood`` () =
    Assert.Equal(Some(PlayMessages.Hold -0.5), PlayMessages.parse """{"do":"hold","value":-0.5}""")
    Assert.Equal(Some PlayMessages.Finish, PlayMessages.parse """{"do":"finish"}""")
