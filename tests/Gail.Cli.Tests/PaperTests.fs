/// What `gail paper` promises: a page, and that no run is made twice.
module Gail.Cli.Tests.PaperTests

open System.IO
open System.Text.Json
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Expecto
open Gail.TestSupport

let private paper (folder: Folder) rest =
    [
        "paper"
        "--experts"
        folder.File "experts"
        "--out"
        folder.File "new/page.md"
        "--threads"
        "2"
        "--json"
    ]
    @ rest

let private json (outcome: Outcome) =
    JsonDocument.Parse(Array.last (outcome.Output.TrimEnd().Split '\n')).RootElement

let private number (element: JsonElement) (name: string) = element.GetProperty(name).GetInt32()

[<Tests>]
let tests =
    inOrder
        "paper"
        [
            testCase "a page comes out, and the runs in its results are not made again"
            <| fun () ->
                use folder = new Folder()
                writeExperts (folder.File "experts")
                let some = paper folder [ "--only"; "acrobot-v0/bc"; "--seeds"; "2" ]

                let first = gail some
                Check.Equal((0, 120, 112), (first.ExitCode, number (json first) "runs", number (json first) "missing"))
                Check.Contains("8/8 Acrobot-v0 bc", first.ErrorOutput)
                let condition = Seq.head ((json first).GetProperty("conditions").EnumerateArray())

                Check.Equal(
                    "Acrobot-v0 bc 1",
                    $"""{condition.GetProperty "environment"} {condition.GetProperty "method"} {condition.GetProperty "trajectories"}"""
                )

                let page = File.ReadAllText(folder.File "new/page.md")
                Check.Contains("8 of 120 runs", page)
                Check.Contains("| BC | 10 |", page)
                Check.StartsWith("<svg", File.ReadAllText(folder.File "new/page.svg"))

                let results = File.ReadAllText(folder.File "new/page.jsonl")
                let again = gail some
                Check.Equal(0, again.ExitCode)
                Check.Contains("8 of 120 runs are in", again.ErrorOutput)
                Check.Equal(results, File.ReadAllText(folder.File "new/page.jsonl"))
                Check.Equal(page, File.ReadAllText(folder.File "new/page.md"))

                // More of it: the page has both.
                let more =
                    gail (paper folder [ "--only"; "MountainCar-v0/bc"; "--seeds"; "2"; "--quiet" ])

                Check.Equal((0, 104), (more.ExitCode, number (json more) "missing"))
                Check.Contains("16 of 120 runs", File.ReadAllText(folder.File "new/page.md"))

            testCase "Ctrl-C keeps the runs done, and the same command goes on"
            <| fun () ->
                Check.SkipWhen(System.OperatingSystem.IsWindows(), "signals are sent with kill")
                use folder = new Folder()
                writeExperts (folder.File "experts")

                use running =
                    startedGail (
                        paper folder [ "--only"; "MountainCar-v0/bc,Acrobot-v0/bc,CartPole-v0/bc"; "--seeds"; "8" ]
                    )

                let results = folder.File "new/page.jsonl"

                let hasResults () =
                    File.Exists results && FileInfo(results).Length > 0L

                running.WaitFor("a first run", (fun () -> hasResults ()))
                running.Signal "INT"
                Check.Equal(130, running.End())
                Check.Contains("the same command goes on", running.ErrorOutput)

                let stopped = JsonDocument.Parse(running.Output).RootElement
                let before = File.ReadAllLines results
                Check.True(stopped.GetProperty("stopped").GetBoolean())
                Check.Equal(480 - before.Length, number stopped "missing")

                let rest =
                    gail (paper folder [ "--only"; "MountainCar-v0/bc"; "--seeds"; "8"; "--quiet" ])

                Check.Equal(0, rest.ExitCode)
                let after = File.ReadAllLines results
                Check.SameItems(before, after[.. before.Length - 1])
                Check.Equal(480 - after.Length, number (json rest) "missing")

        ]
