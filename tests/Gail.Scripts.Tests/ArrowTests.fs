/// The arrows between projects, and between the rooms of each: dependencies point one way.
module Gail.Scripts.Tests.ArrowTests

open System.IO
open System.Text.RegularExpressions
open Gail.Scripts.Tests.Repository
open Expecto
open Gail.TestSupport

/// Each project, and those that it may use.
let private projects =
    [
        "Gail.Generators", []
        "Gail.Core", [ "Gail.Generators" ]
        "Gail.Data", [ "Gail.Core" ]
        "Gail.MuJoCo", [ "Gail.Core"; "Gail.Generators" ]
        "Gail.Runs", [ "Gail.Core"; "Gail.Data" ]
        "Gail.Experiments", [ "Gail.Core"; "Gail.Data"; "Gail.Runs"; "Gail.Generators" ]
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
        "Gail.Runs", [ "Tensors"; "Checkpoints"; "Experts"; "PolicyFiles"; "StableBaselines" ]
        "Gail.Experiments", [ "Commands"; "Charts"; "Pages"; "Paper"; "ClassicControl"; "Robots" ]
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

/// The room of a file; None for a file outside rooms.
let private roomOf (file: string) =
    match file.Split '/' with
    | [| _; _ |] -> None
    | parts -> Some parts[1]

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

            testTheory "every folder is a room of the list" rooms
            <| fun (project: string, own: string list) ->
                let folders = sources project |> List.choose roomOf |> List.distinct |> List.sort
                Check.Equal(List.sort own, folders)

            testTheory "a room uses only those below it" rooms
            <| fun (project: string, own: string list) ->
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

                Check.Empty wrong

            testTheory
                "namespaces are folders"
                [
                    "Gail.Core", "Gail"
                    "Gail.Data", "Gail.Data"
                    "Gail.MuJoCo", "Gail.MuJoCo"
                    "Gail.Runs", "Gail.Runs"
                    "Gail.Experiments", "Gail.Experiments"
                    "Gail.Cli", "Gail.Cli"
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
