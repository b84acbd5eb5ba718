/// The arrows between projects, and between the rooms of each: dependencies point one way.
module Gail.Tests.ArrowTests

open System.IO
open System.Text.RegularExpressions
open Gail.Tests.Repository
open Expecto
open Gail.TestSupport

/// Each project, and those that it may use.
let private projects =
    [
        "Gail.Core", []
        "Gail.Data", [ "Gail.Core" ]
        "Gail.MuJoCo", [ "Gail.Core" ]
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

/// The rooms of Gail.Core from the bottom up: each may use those before it.
let private coreRooms =
    [
        "Numerics"
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

let private sources project =
    Directory.GetFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories)
    |> Seq.map (fun file -> Path.GetRelativePath(root, file).Replace('\\', '/'))
    |> Seq.filter (fun file -> not (file.Contains "/obj/" || file.Contains "/bin/"))
    |> List.ofSeq

let private read (file: string) =
    File.ReadAllText(Path.Combine(root, file))

let private matches pattern text =
    [
        for found in Regex.Matches(text, pattern, RegexOptions.Multiline) -> found.Groups[1].Value
    ]

[<Tests>]
let tests =
    inOrder
        "arrow"
        [
            testTheory "a project refers only to those below it" (List.map fst projects)
            <| fun (project: string) ->
                let file =
                    Directory.GetFiles(Path.Combine(root, project), "*.*proj") |> Array.exactlyOne

                let allowed = projects |> List.find (fst >> (=) project) |> snd

                let referred =
                    File.ReadAllText file
                    |> matches @"<ProjectReference Include=""[^""]*?([\w.]+)\.[cf]sproj"""

                Check.Empty(List.except allowed referred)

            testCase "every folder of Gail.Core is a room of the list"
            <| fun () ->
                let folders =
                    sources "Gail.Core"
                    |> List.map (fun file -> file.Split('/').[1])
                    |> List.distinct
                    |> List.sort

                Check.Equal(List.sort coreRooms, folders)

            testCase "a room of Gail.Core uses only those below it"
            <| fun () ->
                let wrong =
                    [
                        for file in sources "Gail.Core" do
                            let own = List.findIndex ((=) (file.Split('/').[1])) coreRooms

                            for used in read file |> matches @"^using (?:static )?Gail\.(\w+)" do
                                if List.findIndex ((=) used) coreRooms > own then
                                    $"{file} uses {used}"
                    ]

                Check.Empty wrong

            testTheory
                "namespaces are folders"
                [
                    "Gail.Core", "Gail"
                    "Gail.Data", "Gail.Data"
                    "Gail.MuJoCo", "Gail.MuJoCo"
                    "Gail.Runs", "Gail.Runs"
                    "Gail.Experiments", "Gail.Experiments"
                ]
            <| fun (project: string, prefix: string) ->
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

                Check.Empty wrong

        ]
