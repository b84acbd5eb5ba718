module Gail.Cli.Tests.ConvertTests

open System
open System.IO
open Gail.Data
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Data.Formats.Arrays
open Gail.Data.Views.Transforms
open Gail.Runs
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

[<Tests>]
let tests =
    inOrder
        "convert"
        [
            testCase "another layout becomes the own one, in one line"
            <| fun () ->
                use folder = new Folder()
                let source, path = folder.File "sb.npz", folder.File "own.npz"
                writeCartPole source []
                let outcome = succeed [ "convert"; source; path ]

                Check.Equal(
                    $"wrote {path} (npz): 1 episode, 3 steps, 4 observation values, 2 choices",
                    outcome.Output.TrimEnd()
                )

                let before, after = DemonstrationReader.Read source, DemonstrationReader.Read path
                Check.Equal("gail", after.Source.Format)
                Check.True(before.SameBits after)

            testCase "what a format does not hold can be filled in"
            <| fun () ->
                use folder = new Folder()
                let source, path = folder.File "sb.npz", folder.File "own.npz"
                writeCartPole source []
                succeed [ "convert"; source; path; "--step-limit"; "500" ] |> ignore
                let read = DemonstrationReader.Read path
                Check.True((nonNull read.Terminated).Span[0])

            testCase "files and folders are joined in their order and cut as training would cut them"
            <| fun () ->
                use folder = new Folder()
                let parts = Directory.CreateDirectory(folder.File "parts").FullName
                File.Copy(cartPole (), Path.Combine(parts, "a.npz"))
                File.Copy(cartPole (), Path.Combine(parts, "b.npz"))
                let path = folder.File "all.npz"

                let written =
                    [
                        "convert"
                        parts
                        cartPole ()
                        path
                        "--episodes"
                        "14"
                        "--every"
                        "3"
                        "--seed"
                        "5"
                        "--json"
                    ]
                    |> succeed
                    |> json

                Check.Equal(14.0, number written "episodes")
                Check.True(written.GetProperty("isSubsampled").GetBoolean())

                let one = DemonstrationReader.Open(cartPole ())

                let expected =
                    one.Concat(ReadOnlySpan [| one; one |]).TakeEpisodes(14).KeepEvery(3, RunKeys.Subsampling 5L)
                    |> Demonstrations.Collect

                let read = DemonstrationReader.Read path
                Check.True(expected.Observations.SameBits read.Observations)
                Check.True(expected.Steps.SameBits read.Steps)
                Check.Equal("CartPole-v1", read.Source.EnvironmentId)

            testTheory
                "sub-sampling keeps what was observed after each step where the input knows it"
                [ "npz"; "jsonl"; "csv" ]
            <| fun (extension: string) ->
                use folder = new Folder()
                let path = folder.File $"scarce.{extension}"

                let outcome =
                    succeed [ "convert"; cartPole (); path; "--every"; "3"; "--seed"; "5" ]

                Check.DoesNotContain("is lost", outcome.Output)
                Check.DoesNotContain("next_observation", outcome.Output)

                let expected =
                    (DemonstrationReader.Open(cartPole ())).KeepEvery(3, RunKeys.Subsampling 5L)
                    |> Demonstrations.Collect

                let read = DemonstrationReader.Read path
                Check.True read.IsSubsampled
                Check.True(expected.Observations.SameBits read.Observations)
                Check.True((nonNull expected.NextObservations).SameBits(nonNull read.NextObservations))

                // And so does sub-sampling it again.
                let again = folder.File "again.npz"
                succeed [ "convert"; path; again; "--every"; "2" ] |> ignore
                Check.NotNull((DemonstrationReader.Read again).NextObservations)

            testCase "sub-sampling says that it loses what the input does not know"
            <| fun () ->
                use folder = new Folder()
                let source = folder.File "sb.npz"
                writeCartPole source []
                let some = [ "convert"; source; folder.File "own.npz"; "--every"; "2" ]
                let note = "what was observed after each step is lost"
                Check.Contains(note, (succeed some).Output)
                let lost = (json (succeed (some @ [ "--json"; "--overwrite" ]))).GetProperty "lost"
                Check.Equal("next_observation", (Seq.exactlyOne (lost.EnumerateArray())).GetString())
                let whole = succeed [ "convert"; source; folder.File "whole.npz"; "--every"; "1" ]
                Check.DoesNotContain(note, whole.Output)

            testCase "a table in text and back is the same to the last bit, sub-sampling included"
            <| fun () ->
                use folder = new Folder()

                let scarce, table, back =
                    folder.File "s.npz", folder.File "s.csv", folder.File "b.npz"

                succeed [ "convert"; cartPole (); scarce; "--every"; "4" ] |> ignore
                let written = succeed [ "convert"; scarce; table ]
                Check.DoesNotContain("left out", written.Output)
                succeed [ "convert"; table; back ] |> ignore
                let first, last = DemonstrationReader.Read scarce, DemonstrationReader.Read back
                Check.True last.IsSubsampled
                Check.True(first.Observations.SameBits last.Observations)
                Check.True(first.Steps.SameBits last.Steps)

            testCase "a file is replaced only when asked, even by itself"
            <| fun () ->
                use folder = new Folder()
                let path = folder.File "a.npz"
                succeed [ "convert"; cartPole (); path ] |> ignore
                let before = File.ReadAllBytes path
                Check.Equal(1, (gail [ "convert"; path; path ]).ExitCode)
                Check.SameItems(before, File.ReadAllBytes path)

                succeed [ "convert"; path; path; "--episodes"; "1"; "--overwrite" ] |> ignore
                Check.Equal(1, (DemonstrationReader.Read path).EpisodeCount)
                Check.Single(Directory.GetFileSystemEntries folder.Path) |> ignore

            testCase "the help lists the formats"
            <| fun () ->
                let outcome = succeed [ "convert"; "--help" ]

                for format in DemonstrationReader.Formats do
                    Check.Contains($"\n  {format.Name} ", outcome.Output)

        ]
