module Gail.Tests.InspectTests

open System
open System.Collections.Immutable
open Gail.Cli.Commands
open Gail.Data
open Gail.Tests.GailProcess
open Gail.Tests.Samples
open Gail.Data.Formats.Arrays
open Gail.Data.Views.Transforms
open Gail.Tests.TrainTests
open Xunit

let private lines (outcome: Outcome) =
    outcome.Output.TrimEnd().Split('\n') |> Array.map _.TrimEnd('\r')

let private isPlain (text: string) =
    text |> Seq.forall (fun letter -> letter = '\n' || not (Char.IsControl letter))

[<Fact>]
let ``a file's schema, values and their spread are shown without colours in 80 columns`` () =
    let outcome = succeed [ "inspect"; pendulum (); "--env"; "Pendulum-v1" ]
    Assert.True(isPlain outcome.Output)

    let tables =
        lines outcome |> Array.filter (fun line -> not (line.StartsWith "file"))

    Assert.All(tables, (fun line -> Assert.True(line.Length <= 80, line)))

    let row (start: string) =
        tables |> Array.find _.StartsWith(start)

    Assert.Contains("F32", row "observation ")
    Assert.Contains("█", row "observation 2")
    Assert.Contains("200", row "length")
    // The random policy draws torques evenly from -2 to 2.
    Assert.Matches(@"^action 0 +-2 +2 +\d", tables |> Array.findBack _.StartsWith("action 0"))
    Assert.Contains("no problems found", outcome.Output)

[<Fact>]
let ``choices are shown with their shares`` () =
    let outcome = succeed [ "inspect"; cartPole () ]
    Assert.Matches(@"\n0 +\d\d %  █+\n1 +\d\d %  █+\n", outcome.Output)

[<Fact>]
let ``what is wrong is said in words`` () =
    use folder = new Folder()
    let path = folder.File "twice.npz"
    succeed [ "convert"; cartPole (); cartPole (); path ] |> ignore
    let outcome = succeed [ "inspect"; path ]
    Assert.Contains("repeated      6 episodes, 0 % of the steps of the others", outcome.Output)
    Assert.Contains("problem: episode 6 repeats episode 0 exactly.", outcome.Output)

    let inspected = json (succeed [ "inspect"; path; "--json" ])
    Assert.Equal(6.0, number inspected "repeatedEpisodes")
    Assert.Equal(6, inspected.GetProperty("problems").GetArrayLength())

[<Fact>]
let ``a folder is inspected as one`` () =
    use folder = new Folder()

    succeed [ "convert"; cartPole (); folder.File "a.npz"; "--episodes"; "2" ]
    |> ignore

    succeed [ "convert"; cartPole (); folder.File "b.npz" ] |> ignore
    let inspected = json (succeed [ "inspect"; folder.Path; "--json" ])
    Assert.Equal(8.0, number inspected "episodes")

[<Fact>]
let ``a format can be named`` () =
    let inspected =
        json (succeed [ "inspect"; pendulum (); "--format"; "gail"; "--json" ])

    Assert.Equal("gail", text inspected "format")

let private array name dataType (shape: int list) =
    ArrayInfo(name, dataType, ImmutableArray.CreateRange shape)

[<Fact>]
let ``of many arrays those of all episodes share a row`` () =
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

    Assert.Equal<string list list>(expected, ArrayRows.table (arrays 11))
    let few = ArrayRows.table (arrays 2)
    Assert.Equal<string list>([ "array"; "type"; "shape" ], few.Head)
    Assert.Equal<string list>([ "ep_1/act"; "<f8"; "[5]" ], few[4])

[<Fact>]
let ``many arrays of different names are cut`` () =
    let name i =
        String(char (int 'a' + i % 26), 1 + i / 26)

    let table = ArrayRows.table [ for i in 0..49 -> array (name i) "<f4" [ 1 ] ]

    Assert.Equal(42, table.Length)
    Assert.Equal<string list>([ "and more"; "10"; ""; "(--json has all)" ], List.last table)

[<Fact>]
let ``a file of many arrays is shown in few lines and --json has all`` () =
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
    Assert.Contains("extra_0..99", outcome.Output)
    Assert.DoesNotContain("extra_57", outcome.Output)
    let inspected = json (succeed [ "inspect"; path; "--json" ])
    Assert.True(inspected.GetProperty("arrays").GetArrayLength() > 100)

[<Fact>]
let ``control characters in names are shown as codes`` () =
    use folder = new Folder()
    let path = folder.File "names.csv"
    System.IO.File.WriteAllText(path, "episode,obs_0,act_0,\u001b[31mred\n0,1,2,3\n0,2,3,4\n")
    let outcome = succeed [ "inspect"; path; "--format"; "csv" ]
    Assert.True(isPlain outcome.Output)
    Assert.Contains(@"ignored: \u001b[31mred", outcome.Output)
