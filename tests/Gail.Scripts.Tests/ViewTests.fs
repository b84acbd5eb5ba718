module Gail.Scripts.Tests.ViewTests

open System
open System.Collections.Immutable
open System.IO
open Microsoft.ML
open Gail.Data
open Gail.Execution
open Gail.Policies
open Gail.Data.Normalizers
open Gail.Data.Views
open Gail.Data.Views.Transforms
open Gail.Scripts
open Expecto
open Gail.TestSupport

let private env = Env.create "Pendulum-v1"

let private recorded =
    Policy.random env |> Demos.record Executor.SingleThreaded env 6 5L

let private actions (demos: Demonstrations) = (nonNull demos.Actions).Values

let private view = Demos.asView recorded

let private assertSame (expected: Demonstrations) (actual: IDataView) =
    Check.True(expected.SameBits(View.collect actual))

[<Tests>]
let tests =
    inOrder
        "view"
        [
            testCase "what a view does, demonstrations do with the same seed"
            <| fun () ->
                view |> View.takeEpisodes 2 |> assertSame (Demos.takeEpisodes 2 recorded)

                // Where files know the final observations, next_observation is a column, which sub-sampling keeps.
                view |> View.keepEvery 7 9L |> assertSame (recorded |> Demos.keepEvery 7 9L)

                view
                |> View.selectEpisodes [ 3; 1 ]
                |> assertSame (recorded.Transform(fun view -> view.SelectEpisodes(ImmutableArray.Create(3, 1))))

                View.concat [ view; View.takeEpisodes 1 view ]
                |> assertSame (
                    recorded.Transform(fun view ->
                        view.Concat(ReadOnlySpan [| Demos.takeEpisodes 1 recorded |> Demos.asView |]))
                )

            testCase "rows of a program are a view"
            <| fun () ->
                let log = [ 0.0, 1.0, false; 0.5, 0.0, true; 2.0, 1.0, true ]

                let holds column (position, choice, ended) =
                    match column with
                    | "observation" -> [ position ]
                    | "action" -> [ choice ]
                    | _ -> [ if ended then 1.0 else 0.0 ]

                let columns =
                    [
                        ViewColumn.Vector("observation", 1)
                        ViewColumn.Vector("action", 1)
                        ViewColumn.Scalar("ended", Gail.Numerics.ElementType.Bool)
                    ]

                let read = log |> View.ofRows columns holds |> View.collect
                Check.Equal(2, read.EpisodeCount)
                Check.SameItems([ 0f; 0.5f; 2f ], read.Observations.Values)
                Check.SameItems([ 1f; 0f; 1f ], actions read)

            testCase "files are opened without being read"
            <| fun () ->
                Repository.inTemporaryFolder (fun folder ->
                    let path = Path.Combine(folder, "demos.npz")
                    recorded |> Demos.write path
                    let opened = Demos.openFile path
                    Check.Contains("observation F32[3]", View.columns opened)
                    Check.Equal(Nullable(int64 recorded.StepCount), opened.GetRowCount())

                    opened
                    |> View.dropColumns [ "next_observation" ]
                    |> View.takeEpisodes 3
                    |> View.keepEvery 20 1L
                    |> assertSame (
                        recorded.Transform(fun all ->
                            all.DropColumns(ImmutableArray.Create "next_observation").TakeEpisodes(3))
                        |> Demos.keepEvery 20 1L
                    ))

            testCase "episodes are chosen by chance and by return"
            <| fun () ->
                let returns = Demos.returns recorded
                let best = view |> View.takeBestEpisodes 1 |> View.collect
                Check.Equal([ List.max returns ], Demos.returns best)

                let median = (List.sort returns)[3]
                let better = view |> View.whereReturn median infinity |> View.collect
                Check.Equal(3, better.EpisodeCount)

                let random seed =
                    view |> View.takeRandomEpisodes 3 seed |> View.collect

                Check.True((random 1L).SameBits(random 1L))

                Check.True(
                    [ 2L .. 9L ]
                    |> List.exists (fun seed -> not ((random seed).SameBits(random 1L)))
                )

                let split = view |> View.splitByEpisode 0.7 1L

                Check.Equal(
                    (4, 2),
                    ((View.collect split.Training).EpisodeCount, (View.collect split.Validation).EpisodeCount)
                )

            testCase "columns are changed"
            <| fun () ->
                let halves = view |> View.map "action" (fun force -> force / 2.0) |> View.collect
                Check.Equal((actions recorded)[0] / 2.0f, (actions halves)[0])

                let clipped = view |> View.clip "action" -0.1 0.1 |> View.collect
                Check.Equal(0.1f, actions clipped |> Seq.max)

                let angle =
                    view
                    |> View.mapRows "observation" 1 (fun row -> [| atan2 row[1] row[0] |])
                    |> View.collect

                Check.Equal(1, angle.ObservationWidth)

                let wrong = view |> View.mapRows "observation" 2 (fun row -> row)

                Check.Throws<ArgumentException>(fun () -> View.collect wrong |> ignore)
                |> ignore

                let names =
                    view
                    |> View.renameColumn "reward" "score"
                    |> View.selectColumns [ "score" ]
                    |> View.columns

                Check.Equal([ "episode I64"; "t I64"; "observation F32[3]"; "score F64" ], names)

            testCase "noise and clusters are drawn by seed"
            <| fun () ->
                let drawn transform =
                    (transform 1L view |> View.collect: Demonstrations)

                for transform in
                    [
                        View.addObservationNoise 0.1
                        View.addActionNoise 0.1
                        View.balanceClusters 4
                        View.limitClusters 4 50
                    ] do
                    Check.True((drawn transform).SameBits(drawn transform))
                    Check.False((drawn transform).SameBits(transform 2L view |> View.collect))

                Check.InRange((drawn (View.limitClusters 4 50)).StepCount, 50, 200)
                Check.NotNull((view |> View.pairNext |> View.collect).FinalObservations)

            testCase "a normaliser is fitted, applied, written and read"
            <| fun () ->
                let fitted = view |> View.fit Normalizer.MinMax "observation"
                let normalized = view |> View.normalize fitted |> View.collect
                Check.Close(1.0, normalized.Observations.Values |> Seq.max |> float, 1e-6)
                Check.Close(-1.0, normalized.Observations.Values |> Seq.min |> float, 1e-6)
                Check.Equal(fitted, FittedNormalizer.FromJson(fitted.ToJson()))

            testCase "a policy's normalisation is an option that survives JSON"
            <| fun () ->
                for kind in [ Normalization.MinMax; Normalization.Robust ] do
                    let options =
                        Options.preset "fast" env
                        |> Options.policy _.With(normalization = kind)
                        |> Options.value _.With(normalization = kind)

                    let read = options |> Options.toJson |> Options.ofJson
                    Check.Equal((kind, kind), (read.Policy.Normalization, read.Value.Normalization))

        ]
