module Gail.Cli.Tests.InspectTests

open System
open System.Collections.Immutable
open Gail.Cli.Commands
open Gail.Data
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Data.Formats.Arrays
open Gail.Data.Views.Transforms
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

let private lines (outcome: Outcome) =
    outcome.Output.TrimEnd().Split('\n') |> Array.map _.TrimEnd('\r')

let private isPlain (text: string) =
    text |> Seq.forall (fun letter -> letter = '\n' || not (Char.IsControl letter))

let private array name dataType (shape: int list) =
    ArrayInfo(name, dataType, ImmutableArray.CreateRange shape)

[<Tests>]
let tests =
    inOrder
        "inspect"
        [
            testCase "a file's schema, values and their spread are shown without colours in 80 columns"
            <| fun () ->
                let outcome = succeed [ "inspect"; pendulum (); "--env"; "Pendulum-v1" ]
                Check.True(isPlain outcome.Output)

                let tables =
                    lines outcome |> Array.filter (fun line -> not (line.StartsWith "file"))

                Check.All(tables, (fun line -> Check.True(line.Length <= 80, line)))

                let row (start: string) =
                    tables |> Array.find _.StartsWith(start)

                Check.Contains("F32", row "observation ")
                Check.Contains("█", row "observation 2")
                Check.Contains("200", row "length")
                // The random policy draws torques evenly from -2 to 2.
                Check.Matches(@"^action 0 +-2 +2 +\d", tables |> Array.findBack _.StartsWith("action 0"))
                Check.Contains("no problems found", outcome.Output)

            testCase "choices are shown with their shares"
            <| fun () ->
                let outcome = succeed [ "inspect"; cartPole () ]
                Check.Matches(@"\n0 +\d\d %  █+\n1 +\d\d %  █+\n", outcome.Output)

            testCase "what is wrong is said in words"
            <| fun () ->
                use folder = new Folder()
                let path = folder.File "twice.npz"
                succeed [ "convert"; cartPole (); cartPole (); path ] |> ignore
                let outcome = succeed [ "inspect"; path ]
                Check.Contains("repeated      6 episodes, 0 % of the steps of the others", outcome.Output)
                Check.Contains("problem: episode 6 repeats episode 0 exactly.", outcome.Output)

                let inspected = json (succeed [ "inspect"; path; "--json" ])
                Check.Equal(6.0, number inspected "repeatedEpisodes")
                Check.Equal(6, inspected.GetProperty("problems").GetArrayLength())

            testCase "a folder is inspected as one"
            <| fun () ->
                use folder = new Folder()

                succeed [ "convert"; cartPole (); folder.File "a.npz"; "--episodes"; "2" ]
                |> ignore

                succeed [ "convert"; cartPole (); folder.File "b.npz" ] |> ignore
                let inspected = json (succeed [ "inspect"; folder.Path; "--json" ])
                Check.Equal(8.0, number inspected "episodes")

            testCase "a format can be named"
            <| fun () ->
                let inspected =
                    json (succeed [ "inspect"; pendulum (); "--format"; "gail"; "--json" ])

                Check.Equal("gail", text inspected "format")

            testCase "of many arrays those of all episodes share a row"
            <| fun () ->
                let arrays episodes =
                    [
                        for episode in 0 .. episodes - 1 do
                            array $"ep_{episode}/obs2" "<f4" [ 5 + episode; 3 ]
                            array $"ep_{episode}/act" (if episode = 1 then "<f8" else "<f4") [ 5 ]
                        array "version" "<i8" []
                    ]

                let expected =
                    [
                        [ "arrays"; "count"; "type"; "shape" ]
                        [ "ep_0..10/obs2"; "11"; "<f4"; "[5..15, 3]" ]
                        [ "ep_0..10/act"; "10"; "<f4"; "[5]" ]
                        [ "ep_1/act"; "1"; "<f8"; "[5]" ]
                        [ "version"; "1"; "<i8"; "[]" ]
                    ]

                Check.Equal(expected, ArrayRows.table (arrays 11))
                let few = ArrayRows.table (arrays 2)
                Check.Equal([ "array"; "type"; "shape" ], few.Head)
                Check.Equal([ "ep_1/act"; "<f8"; "[5]" ], few[4])

            testCase "many arrays of different names are cut"
            <| fun () ->
                let name i =
                    String(char (int 'a' + i % 26), 1 + i / 26)

                let table = ArrayRows.table [ for i in 0..49 -> array (name i) "<f4" [ 1 ] ]

                Check.Equal(42, table.Length)
                Check.Equal([ "and more"; "10"; ""; "(--json has all)" ], List.last table)

            testCase "a file of many arrays is shown in few lines and --json has all"
            <| fun () ->
                use folder = new Folder()
                let path = folder.File "many.npz"
                let more = [ for i in 0..99 -> $"extra_{i}", floats 1 [ float32 i ] ]

                writeNpz
                    path
                    ([
                        "obs", floats 4 (List.replicate 12 0.01f)
                        "actions", integers [ 0L; 1L; 0L ]
                        "rewards", doubles [ 1.0; 1.0; 1.0 ]
                        "episode_returns", doubles [ 3.0 ]
                        "episode_starts", booleans [ true; false; false ]
                     ]
                     @ more)

                let outcome = succeed [ "inspect"; path ]
                Check.Contains("extra_0..99", outcome.Output)
                Check.DoesNotContain("extra_57", outcome.Output)
                let inspected = json (succeed [ "inspect"; path; "--json" ])
                Check.True(inspected.GetProperty("arrays").GetArrayLength() > 100)

            testCase "control characters in names are shown as codes"
            <| fun () ->
                use folder = new Folder()
                let path = folder.File "names.csv"
                System.IO.File.WriteAllText(path, "episode,obs_0,act_0,\u001b[31mred\n0,1,2,3\n0,2,3,4\n")
                let outcome = succeed [ "inspect"; path; "--format"; "csv" ]
                Check.True(isPlain outcome.Output)
                Check.Contains(@"ignored: \u001b[31mred", outcome.Output)

        ]
