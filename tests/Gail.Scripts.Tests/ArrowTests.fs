/// The arrows between projects, and between the rooms of each: dependencies point one way.
module Gail.Tests.ArrowTests

open System.IO
open System.Text.RegularExpressions
open Gail.Tests.Repository
open Xunit

/// Each project, and those that it may use.
let private projects =
    [
        "Gail.Generators", []
        "Gail.Core", [ "Gail.Generators" ]
        "Gail.Data", [ "Gail.Core" ]
        "Gail.MuJoCo", [ "Gail.Core"; "Gail.Generators" ]
        "Gail.Runs", [ "Gail.Core"; "Gail.Data" ]
        "Gail.Experiments", [ "Gail.Core"; "Gail.Data"; "Gail.Runs" ]
        "Gail.Scripts", [ "Gail.Core"; "Gail.Data"; "Gail.MuJoCo"; "Gail.Runs"; "Gail.Experiments" ]
        "Gail.Cli",
        [
            "Gail.Core"
            "Gail.Data"
            "Gail.MuJoCo"
            "Gail.Runs"
            "Gail.Experiments"
            "Gail.Scripts"
        ]
    ]

/// The rooms of projects from the bottom up: each may use those before it. Files outside rooms may use all.
let private rooms =
    [
        "Gail.Core",
        [
            "Numerics"
            "OptionRules"
            "Graphs"
            "Execution"
            "Networks"
            "Environments"
            "Distributions"
            "Optimizers"
            "Policies"
            "Rollouts"
            "Rewards"
            "Evaluation"
            "Training"
            "Configuration"
        ]
        "Gail.MuJoCo", [ "Native"; "Models"; "Environments" ]
        "Gail.Runs", [ "Tensors"; "Experts"; "PolicyFiles" ]
        "Gail.Experiments", [ "Paper" ]
        "Gail.Cli", [ "Display"; "Arguments"; "Jobs"; "Play"; "Commands" ]
    ]

let private sources project =
    Directory.GetFiles(Path.Combine(root, project), "*.*s", SearchOption.AllDirectories)
    |> Seq.filter (fun file -> file.EndsWith ".cs" || file.EndsWith ".fs")
    |> Seq.map (fun file -> Path.GetRelativePath(root, file).Replace('\\', '/'))
    |> Seq.filter (fun file -> not (file.Contains "/obj/" || file.Contains "/bin/"))
    |> List.ofSeq

let private read (file: string) =
    File.ReadAllText(Path.Combine(root, file))

let private matches pattern text =
    [
        for found in Regex.Matches(text, pattern, RegexOptions.Multiline) -> found.Groups[1].Value
    ]

let projectNames () =
    TheoryData<string>(Seq.map fst projects)

[<Theory>]
[<MemberData(nameof projectNames)>]
let ``a project refers only to those below it`` (project: string) =
    let file =
        Directory.GetFiles(Path.Combine(root, project), "*.*proj") |> Array.exactlyOne

    let allowed = projects |> List.find (fst >> (=) project) |> snd

    let referred =
        File.ReadAllText file
        |> matches @"<ProjectReference Include=""[^""]*?([\w.]+)\.[cf]sproj"""

    Assert.Empty(List.except allowed referred)

/// The room of a file; None for a file outside rooms.
let private roomOf (file: string) =
    match file.Split '/' with
    | [| _; _ |] -> None
    | parts -> Some parts[1]

let projectsWithRooms () = TheoryData<string>(Seq.map fst rooms)

[<Theory>]
[<MemberData(nameof projectsWithRooms)>]
let ``every folder is a room of the list`` (project: string) =
    let own = rooms |> List.find (fst >> (=) project) |> snd
    let folders = sources project |> List.choose roomOf |> List.distinct |> List.sort
    Assert.Equal<string list>(List.sort own, folders)

[<Theory>]
[<MemberData(nameof projectsWithRooms)>]
let ``a room uses only those below it`` (project: string) =
    let own = rooms |> List.find (fst >> (=) project) |> snd
    let prefix = if project = "Gail.Core" then "Gail" else project

    let wrong =
        [
            for file in sources project do
                match roomOf file with
                | None -> ()
                | Some room ->
                    let level = List.findIndex ((=) room) own

                    for used in
                        read file
                        |> matches $@"^(?:using (?:static )?|open (?:type )?){Regex.Escape prefix}\.(\w+)" do
                        match List.tryFindIndex ((=) used) own with
                        | Some other when other > level -> $"{file} uses {used}"
                        | _ -> ()
        ]

    Assert.Empty wrong

[<Theory>]
[<InlineData("Gail.Core", "Gail")>]
[<InlineData("Gail.Data", "Gail.Data")>]
[<InlineData("Gail.MuJoCo", "Gail.MuJoCo")>]
[<InlineData("Gail.Runs", "Gail.Runs")>]
[<InlineData("Gail.Experiments", "Gail.Experiments")>]
[<InlineData("Gail.Cli", "Gail.Cli")>]
let ``namespaces are folders`` (project: string, prefix: string) =
    let wrong =
        [
            for file in sources project do
                let folders =
                    Array.skip 1 (file.Split('/')) |> Array.rev |> Array.skip 1 |> Array.rev

                let expected = String.concat "." (prefix :: List.ofArray folders)

                for found in read file |> matches @"^namespace ([\w.]+)" do
                    if found <> expected then
                        $"{file} is in {found}"
        ]

    Assert.Empty wrong
