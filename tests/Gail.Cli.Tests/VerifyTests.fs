/// gail verify: a sound run, and one with a bit turned.
module Gail.Cli.Tests.VerifyTests

open System.IO
open System.Text.Json
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

[<Tests>]
let tests =
    inOrder
        "verify"
        [
            testCase "a turned bit is found, and the run goes on from the checkpoint before"
            <| fun () ->
                use folder = new Folder()
                let run = folder.File "run"

                succeed
                    [
                        "train"
                        "--env"
                        "CartPole-v1"
                        "--demos"
                        cartPole ()
                        "--out"
                        run
                        "--batch-steps"
                        "200"
                        "--iterations"
                        "3"
                        "--checkpoint-every"
                        "1"
                        "--eval-episodes"
                        "1"
                        "--quiet"
                    ]
                |> ignore

                let sound = succeed [ "verify"; run ]
                Check.DoesNotContain("DAMAGED", sound.Output)
                let state = Path.Combine(run, "checkpoints", "000003", "state.safetensors")
                let bytes = File.ReadAllBytes state
                bytes[bytes.Length - 50] <- bytes[bytes.Length - 50] ^^^ 1uy
                File.WriteAllBytes(state, bytes)

                let damaged = gail [ "verify"; run; "--json" ]
                Check.Equal(1, damaged.ExitCode)
                let report = JsonDocument.Parse(damaged.Output).RootElement
                Check.False(report.GetProperty("sound").GetBoolean())

                let bad =
                    [
                        for file in report.GetProperty("files").EnumerateArray() do
                            if file.GetProperty("problem").ValueKind <> JsonValueKind.Null then
                                string (file.GetProperty("file").GetString())
                    ]

                Check.Equal<string list>([ state ], bad)

                let resumed = gail [ "train"; "--resume"; run; "--eval-episodes"; "1"; "--quiet" ]

                Check.Equal(0, resumed.ExitCode)
                Check.Contains("going on from iteration 2 instead", resumed.ErrorOutput)
                succeed [ "verify"; run ] |> ignore

            testCase "a directory that holds no run is named"
            <| fun () ->
                use folder = new Folder()
                let outcome = gail [ "verify"; folder.Path ]
                Check.Equal(1, outcome.ExitCode)
                Check.Contains("holds no run", outcome.ErrorOutput)
        ]
