module Gail.Laws.Environments.EnvironmentLaws

open System
open Expecto
open FsCheck.FSharp
open Gail.Environments
open Gail.Laws.Generators
open Gail.Numerics
open Gail.TestSupport

/// An action of a space: a choice, or shares of 1.25 times the box, so that clipping shows.
let private actionOf (space: ActionSpace) (shares: float list) =
    let share i = List.item (i % shares.Length) shares

    match space with
    | :? DiscreteSpace as choices -> [| float32 (int (abs (share 0) * 1000.0) % choices.Count) |]
    | :? BoxSpace as box -> Array.init box.Width (fun i -> 1.25f * float32 (share i) * box.High[i])
    | other -> failwith $"{other}"

let private stepped (environment: IEnvironment) (state: float array) (action: float32 array) key =
    let next = Array.create state.Length nan

    let result =
        environment.Step(ReadOnlySpan state, ReadOnlySpan action, key, Span next)

    result, next

let private bits = Array.map BitConverter.DoubleToInt64Bits
let private shares = listsOf 1 3 (numbers 1.0)

[<Tests>]
let tests =
    testList
        "environments"
        [
            for id in BuiltInEnvironments.All do
                let environment = BuiltInEnvironments.Create id

                law
                    $"a step gives the same again and leaves the state as it was: {id}"
                    (Arb.zip (any<int64>, shares))
                    (fun (seed, shares) ->
                        let key = RandomKey.FromSeed seed
                        let state = Array.zeroCreate environment.Spec.StateWidth
                        environment.Reset(key.Fold 0, Span state)
                        let before = Array.copy state
                        let action = actionOf environment.Spec.Action shares
                        let result, next = stepped environment state action (key.Fold 2)
                        let seen = Array.zeroCreate<float32> environment.Spec.Observation.Width
                        environment.Observe(ReadOnlySpan state, Span seen)
                        let again, other = stepped environment state action (key.Fold 2)
                        Check.Equal(result, again)
                        Check.SameItems(bits next, bits other)
                        Check.SameItems(bits before, bits state))

            for id in [ "CartPole-v1"; "Acrobot-v1"; "Pendulum-v1" ] do
                let environment = BuiltInEnvironments.Create id

                law
                    $"a mirrored state and action mirror the step: {id}"
                    (Arb.zip (listsOf 4 4 (numbers 1.0), shares))
                    (fun (values, shares) ->
                        let state = values |> List.take environment.Spec.StateWidth |> Array.ofList
                        let action = actionOf environment.Spec.Action shares

                        let mirrored =
                            match environment.Spec.Action with
                            | :? DiscreteSpace as choices -> [| float32 (choices.Count - 1) - action[0] |]
                            | _ -> Array.map (~-) action

                        let _, next = stepped environment state action (RandomKey.FromSeed 0L)

                        let _, mirror =
                            stepped environment (Array.map (~-) state) mirrored (RandomKey.FromSeed 0L)

                        Array.iter2
                            (fun (expected: float) actual ->
                                Check.Close(-expected, actual, 1e-13 * (1.0 + abs expected)))
                            next
                            mirror)
        ]
