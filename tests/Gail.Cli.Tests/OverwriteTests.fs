/// What --overwrite removes: the files of a run, and nothing that lies elsewhere or is somebody else's.
module Gail.Tests.OverwriteTests

open System.IO
open Gail.Tests.GailProcess
open Gail.Tests.Samples
open Xunit

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

[<Fact>]
let ``a linked folder of checkpoints keeps what is in it`` () =
    use folder = new Folder()
    Assert.Equal(0, (train folder []).ExitCode)
    let thesis = folder.File "thesis/000001/state.safetensors"
    Directory.CreateDirectory(folder.File "thesis/000001") |> ignore
    File.WriteAllText(thesis, "all of it")
    Directory.Delete(folder.File "run/checkpoints", true)

    Directory.CreateSymbolicLink(folder.File "run/checkpoints", folder.File "thesis")
    |> ignore

    let before = File.ReadAllBytes(folder.File "run/metrics.csv")

    let outcome = train folder [ "--overwrite" ]

    Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output))
    Assert.StartsWith("gail: run/checkpoints: is a link", outcome.ErrorOutput)
    Assert.Contains("--out", outcome.ErrorOutput)
    Assert.Equal("all of it", File.ReadAllText thesis)
    Assert.Equal<byte>(before, File.ReadAllBytes(folder.File "run/metrics.csv"))

[<Fact>]
let ``what others put into a run stays`` () =
    use folder = new Folder()
    Assert.Equal(0, (train folder []).ExitCode)

    let others =
        [
            "run/notes.md"
            "run/checkpoints/notes.md"
            "run/checkpoints/000001/notes.md"
        ]
        |> List.map folder.File

    for file in others do
        File.WriteAllText(file, "mine")

    Assert.Equal(0, (train folder [ "--overwrite"; "--seed"; "5" ]).ExitCode)

    for file in others do
        Assert.Equal("mine", File.ReadAllText file)

[<Fact>]
let ``a file that is replaced behind a link leaves what the link leads to`` () =
    use folder = new Folder()
    File.WriteAllText(folder.File "precious.npz", "mine")

    File.CreateSymbolicLink(folder.File "out.npz", folder.File "precious.npz")
    |> ignore

    let outcome =
        gailIn folder.Path [ "convert"; cartPole (); "out.npz"; "--overwrite" ]

    Assert.Equal(("", 0), (outcome.ErrorOutput, outcome.ExitCode))
    Assert.Equal("mine", File.ReadAllText(folder.File "precious.npz"))

[<Theory>]
[<InlineData("mine.md")>]
[<InlineData("mine.svg")>]
let ``the paper's page replaces only its own`` (name: string) =
    use folder = new Folder()
    File.WriteAllText(folder.File name, "# Mine\n")
    let outcome = gailIn folder.Path [ "paper"; "--out"; "mine.md" ]
    Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output))
    Assert.StartsWith($"gail: {name}: is there already and not of gail paper", outcome.ErrorOutput)
    Assert.Equal<string>([ folder.File name ], Directory.GetFiles folder.Path)
