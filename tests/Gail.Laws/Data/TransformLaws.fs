/// Views and what transforms do to them, whatever the demonstrations.
module Gail.Laws.Data.TransformLaws

open System
open System.Collections.Immutable
open Expecto
open FsCheck.FSharp
open Gail.Data
open Gail.Data.Normalizers
open Gail.Data.Views
open Gail.Data.Views.Transforms
open Gail.Laws.Generators
open Gail.Laws.Generators.Demonstrations
open Gail.Numerics
open Gail.TestSupport
open Microsoft.ML

let private view plan = (toDemonstrations plan).AsView()
let private collect (view: IDataView) = Demonstrations.Collect view

let private areSame (expected: IDataView) (actual: IDataView) =
    let expected, actual = collect expected, collect actual
    Check.True(expected.SameBits actual, $"{expected} but {actual}")
    // Every reading gives the same.
    Check.True(expected.SameBits actual)

let private whole plan = { plan with Every = 1 }

let private select (episodes: int list) (view: IDataView) =
    view.SelectEpisodes(ImmutableArray.CreateRange episodes)

let private joined (views: IDataView list) =
    views.Head.Concat(ReadOnlySpan(Array.ofList views.Tail))

/// Plans and numbers of episodes that they have.
let private chosen =
    Arb.zip (plans, listsOf 1 6 (between 0 5))
    |> Arb.filter (fun (plan, episodes) -> List.forall (fun episode -> episode < plan.Lengths.Length) episodes)

let private counted = Arb.zip (plans, Arb.zip (between 1 6, between 1 6))
let private keyed = Arb.zip (plans, Arb.zip (any<int64>, between 1 9))

[<Tests>]
let tests =
    testList
        "transforms"
        [
            law "demonstrations are a view of themselves" plans (fun plan ->
                let demonstrations = toDemonstrations plan
                Check.True(demonstrations.SameBits(collect (demonstrations.AsView()))))

            law "the first episodes of the first are the fewer" counted (fun (plan, (some, others)) ->
                let episodes = plan.Lengths.Length
                let some, others = min some episodes, min others episodes
                let more, fewer = max some others, min some others
                areSame ((view plan).TakeEpisodes fewer) ((view plan).TakeEpisodes(more).TakeEpisodes fewer)
                areSame ((view plan).TakeEpisodes fewer) (select [ 0 .. fewer - 1 ] (view plan)))

            law "episodes selected are those of that number, in that order" chosen (fun (plan, episodes) ->
                let all, some = toDemonstrations plan, collect (select episodes (view plan))
                Check.SameItems(episodes |> List.map (fun episode -> all.EpisodeLength episode), some.EpisodeLengths)

                episodes
                |> List.iteri (fun i episode ->
                    for step in 0 .. all.EpisodeLength episode - 1 do
                        let from, into = all.EpisodeStarts[episode] + step, some.EpisodeStarts[i] + step
                        Check.SameItems(all.Observations.Row(from).ToArray(), some.Observations.Row(into).ToArray())
                        Check.Equal(all.Steps[from], some.Steps[into])))

            law "selecting twice is selecting among what was selected" chosen (fun (plan, episodes) ->
                let first = List.rev episodes
                let second = [ for i in 0 .. first.Length - 1 -> (i * 2) % first.Length ]
                let both = second |> List.map (fun i -> first[i])
                areSame (select both (view plan)) (view plan |> select first |> select second))

            law "views join in any grouping, and come apart again" plans (fun plan ->
                let one = view plan
                areSame (joined [ one; one; one ]) (joined [ joined [ one; one ]; one ])
                areSame (joined [ one; one; one ]) (joined [ one; joined [ one; one ] ])
                let episodes = plan.Lengths.Length
                areSame one (joined [ one; one ] |> select [ episodes .. 2 * episodes - 1 ]))

            law "of every episode each k-th step is kept, from one of the first k on" keyed (fun (plan, (seed, k)) ->
                let plan = whole plan
                let all = toDemonstrations plan
                let kept = collect ((view plan).KeepEvery(k, RandomKey.FromSeed seed))
                Check.Equal(all.EpisodeCount, kept.EpisodeCount)

                for episode in 0 .. kept.EpisodeCount - 1 do
                    let length = all.EpisodeLength episode

                    let steps =
                        [
                            for i in 0 .. kept.EpisodeLength episode - 1 -> kept.Steps[kept.EpisodeStarts[episode] + i]
                        ]

                    Check.InRange(steps.Head, 0L, int64 (min k length) - 1L)
                    Check.SameItems([ steps.Head .. int64 k .. int64 length - 1L ], steps)

                    steps
                    |> List.iteri (fun i step ->
                        let from, into =
                            all.EpisodeStarts[episode] + int step, kept.EpisodeStarts[episode] + i

                        Check.SameItems(all.Observations.Row(from).ToArray(), kept.Observations.Row(into).ToArray())))

            law
                "a split has every episode once, in the order of the view"
                (Arb.zip (plans, any<int64>))
                (fun (plan, seed) ->
                    if plan.Lengths.Length > 1 then
                        let split = (view plan).SplitByEpisode(0.5, RandomKey.FromSeed seed)
                        let training, validation = collect split.Training, collect split.Validation
                        let episodes = plan.Lengths.Length
                        Check.Equal(episodes, training.EpisodeCount + validation.EpisodeCount)

                        // Which episodes they are: ascending numbers that give the same again.
                        let fits (part: Demonstrations) numbers =
                            part.SameBits(collect (select numbers (view plan)))

                        let subsets =
                            [ 0 .. episodes - 1 ]
                            |> List.fold (fun sets i -> sets @ List.map (fun set -> set @ [ i ]) sets) [ [] ]
                            |> List.filter (fun set -> set.Length = training.EpisodeCount)

                        Check.True(
                            subsets
                            |> List.exists (fun set ->
                                fits training set && fits validation (List.except set [ 0 .. episodes - 1 ]))
                        ))

            law "a function of each value is that of every value, and functions compose" plans (fun plan ->
                let scale x = 0.5 * x
                let shift x = float (float32 x) - 1.0
                let name = ColumnNames.Observation
                areSame (view plan) ((view plan).Map(name, Func<_, _> id))

                let mapped = collect ((view plan).Map(name, Func<_, _> scale))
                let all = toDemonstrations plan

                for i in 0 .. all.Observations.Length - 1 do
                    Check.Equal(float32 (scale (float all.Observations[i])), mapped.Observations[i])

                areSame
                    ((view plan).Map(name, fun x -> shift (float (float32 (scale x)))))
                    ((view plan).Map(name, Func<_, _> scale).Map(name, Func<_, _> shift)))

            law
                "clipping twice is clipping once"
                (Arb.zip (plans, Arb.zip (numbers 5.0, numbers 5.0)))
                (fun (plan, (a, b)) ->
                    let low, high = min a b, max a b
                    let once = (view plan).Clip(ColumnNames.Observation, low, high)
                    areSame once (once.Clip(ColumnNames.Observation, low, high)))

            law
                "noise of deviation 0 is none, and the same key gives the same noise"
                keyed
                (fun (plan, (seed, deviation)) ->
                    let key = RandomKey.FromSeed seed
                    areSame (view plan) ((view plan).AddObservationNoise(0.0, key))

                    areSame
                        ((view plan).AddObservationNoise(float deviation, key))
                        ((view plan).AddObservationNoise(float deviation, key)))

            law
                "where no final observation is known, the last row is the observation after the one before"
                plans
                (fun plan ->
                    let plan =
                        whole
                            { plan with
                                Lengths = List.map ((+) 1) plan.Lengths
                                Finals = false
                            }

                    let all, paired = toDemonstrations plan, collect ((view plan).PairNext())
                    let final = nonNull paired.FinalObservations
                    Check.Equal(all.EpisodeCount, paired.EpisodeCount)

                    for episode in 0 .. all.EpisodeCount - 1 do
                        let length = all.EpisodeLength episode
                        let last = all.EpisodeStarts[episode] + length - 1
                        Check.Equal(length - 1, paired.EpisodeLength episode)
                        Check.SameItems(all.Observations.Row(last).ToArray(), final.Row(episode).ToArray()))

            law "a normaliser's inverse gives back what it was given" plans (fun plan ->
                let plan =
                    { plan with
                        Numbers = plan.Numbers |> List.map (fun x -> x % 100.0f)
                    }

                let all = toDemonstrations plan
                let fitted = Normalizer.MeanVariance.Fit(view plan, ColumnNames.Observation)
                let back = fitted.Invert(fitted.Apply all.Observations)

                for i in 0 .. back.Length - 1 do
                    Check.Close(float all.Observations[i], float back[i], 1e-3))
        ]
