/// The commands of the README, run in their order in a folder of their own, only smaller.
module Gail.Cli.Tests.ReadmeTests

open System.IO
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Expecto
open Gail.TestSupport

let private commands =
    File.ReadAllLines(Path.Combine(root, "README.md"))
    |> Seq.filter _.StartsWith("    ./gail ")
    |> Seq.map (fun line -> List.ofArray (line.Trim().Split(' ')[1..]))
    // Those that wait for a person have tests of their own.
    |> Seq.filter (List.contains "--play" >> not)
    |> List.ofSeq

/// What keeps a command from taking long.
let private smaller (command: string list) =
    match command.Head with
    | "train" -> command @ TrainTests.small @ [ "--eval-episodes"; "1" ]
    | "evaluate" -> command @ [ "--episodes"; "1" ]
    | _ -> command

[<Tests>]
let tests =
    inOrder
        "readme"
        [
            testCase "the README's commands do what they say"
            <| fun () ->
                RobotTests.requireLibrary ()
                Check.True(commands.Length >= 4)
                use folder = new Folder()
                writeExpert (folder.File "Hopper-v1.npz") 11 3
                let data = Directory.CreateDirectory(folder.File "data").FullName

                for file in Directory.GetFiles(Path.Combine(root, "data"), "*.npz") do
                    File.Copy(file, Path.Combine(data, nonNull (Path.GetFileName file)))

                for command in commands do
                    let outcome = gailIn folder.Path (smaller command)
                    let line = String.concat " " command
                    Check.True((outcome.ExitCode = 0), $"gail {line}: {outcome.ErrorOutput}")

        ]
