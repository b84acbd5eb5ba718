module Gail.Tests.InspectTests

open System
open Gail.Tests.GailProcess
open Gail.Tests.Samples
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
