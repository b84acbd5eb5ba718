/// What --overwrite removes: the files of a run, and nothing that lies elsewhere or is somebody else's.
module Gail.Cli.Tests.OverwriteTests

open System.IO
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Expecto
open Gail.TestSupport

let private train (folder: Folder) rest =
    gailIn
        folder.Path
        ([
            "train"
            "--env"
            "CartPole-v1"
            "--demos"
            cartPole ()
            "--out"
            "run"
            "--quiet"
         ]
         @ [ "--iterations"; "1"; "--batch-steps"; "100"; "--eval-episodes"; "1" ]
         @ rest)

[<Tests>]
let tests =
    inOrder
        "overwrite"
        [
            testCase "a linked folder of checkpoints keeps what is in it"
            <| fun () ->
                use folder = new Folder()
                Check.Equal(0, (train folder []).ExitCode)
                let thesis = folder.File "thesis/000001/state.safetensors"
                Directory.CreateDirectory(folder.File "thesis/000001") |> ignore
                File.WriteAllText(thesis, "all of it")
                Directory.Delete(folder.File "run/checkpoints", true)

                Directory.CreateSymbolicLink(folder.File "run/checkpoints", folder.File "thesis")
                |> ignore

                let before = File.ReadAllBytes(folder.File "run/metrics.csv")

                let outcome = train folder [ "--overwrite" ]

                Check.Equal((1, ""), (outcome.ExitCode, outcome.Output))
                Check.StartsWith("gail: run/checkpoints: is a link", outcome.ErrorOutput)
                Check.Contains("--out", outcome.ErrorOutput)
                Check.Equal("all of it", File.ReadAllText thesis)
                Check.SameItems(before, File.ReadAllBytes(folder.File "run/metrics.csv"))

            testCase "what others put into a run stays"
            <| fun () ->
                use folder = new Folder()
                Check.Equal(0, (train folder []).ExitCode)

                let others =
                    [
                        "run/notes.md"
                        "run/checkpoints/notes.md"
                        "run/checkpoints/000001/notes.md"
                    ]
                    |> List.map folder.File

                for file in others do
                    File.WriteAllText(file, "mine")

                Check.Equal(0, (train folder [ "--overwrite"; "--seed"; "5" ]).ExitCode)

                for file in others do
                    Check.Equal("mine", File.ReadAllText file)

            testCase "a file that is replaced behind a link leaves what the link leads to"
            <| fun () ->
                use folder = new Folder()
                File.WriteAllText(folder.File "precious.npz", "mine")

                File.CreateSymbolicLink(folder.File "out.npz", folder.File "precious.npz")
                |> ignore

                let outcome =
                    gailIn folder.Path [ "convert"; cartPole (); "out.npz"; "--overwrite" ]

                Check.Equal(("", 0), (outcome.ErrorOutput, outcome.ExitCode))
                Check.Equal("mine", File.ReadAllText(folder.File "precious.npz"))

            testTheory "the paper's page replaces only its own" [ "mine.md"; "mine.svg" ]
            <| fun (name: string) ->
                use folder = new Folder()
                File.WriteAllText(folder.File name, "# Mine\n")
                let outcome = gailIn folder.Path [ "paper"; "--out"; "mine.md" ]
                Check.Equal((1, ""), (outcome.ExitCode, outcome.Output))
                Check.StartsWith($"gail: {name}: is there already and not of gail paper", outcome.ErrorOutput)
                Check.SameItems([ folder.File name ], Directory.GetFiles folder.Path)

        ]
