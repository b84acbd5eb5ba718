/// Files as people have them, through the commands: several of them, names of one's own, parts that are bad.
module Gail.Cli.Tests.OddInputTests

open System.IO
open System.Text.Json
open Gail.Runs
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

let private clone (demos: string list) (rest: string list) =
    [
        "train"
        "--env"
        "CartPole-v1"
        "--method"
        "bc"
        "--bc-updates"
        "2"
        "--eval-episodes"
        "1"
        "--demos"
    ]
    @ demos
    @ rest

let private member' (name: string) (json: string) =
    (JsonDocument.Parse json).RootElement.GetProperty name

let private put (folder: Folder) (name: string) (text: string) =
    let path = folder.File name
    File.WriteAllText(path, text)
    path

/// CartPole's observations and choices without a line of names.
let private headerless (folder: Folder) =
    let rows = [ for i in 0..19 -> $"0.0{i},0.1,-0.0{i},0.2,{i % 2}" ]

    put folder "log.csv" (String.concat "\n" rows + "\n")

[<Tests>]
let tests =
    inOrder
        "odd inputs"
        [
            testCase "several files are trained from, kept with the run, and read again to resume"
            <| fun () ->
                use folder = new Folder()
                let copy = folder.File "other.npz"
                File.Copy(cartPole (), copy)
                let run = folder.File "run"
                succeed (clone [ cartPole (); copy ] [ "--out"; run; "--json" ]) |> ignore
                let info = RunDirectory.Open(run).Info
                Check.Equal([ cartPole (); copy ], List.ofSeq info.Demonstrations)
                succeed [ "train"; "--resume"; run; "--iterations"; "51"; "--quiet" ] |> ignore

                File.AppendAllText(copy, "x")
                let changed = gail [ "train"; "--resume"; run; "--iterations"; "52" ]
                Check.Equal(1, changed.ExitCode)
                Check.Contains("a file has changed since the run", changed.ErrorOutput)

            testCase "several files are inspected together"
            <| fun () ->
                let outcome = succeed [ "inspect"; cartPole (); cartPole (); "--json" ]
                Check.Equal(12, (member' "episodes" outcome.Output).GetInt32())

            testCase "a table without names is trained from, inspected and converted by the numbers of its columns"
            <| fun () ->
                use folder = new Folder()
                let log = headerless folder
                let columns = [ "--columns"; "observation=0-3,action=4" ]
                let refused = gail [ "inspect"; log ]
                Check.Equal(1, refused.ExitCode)
                Check.Contains("--columns observation=0-2,action=3", refused.ErrorOutput)

                let inspected = succeed ([ "inspect"; log; "--json" ] @ columns)
                Check.Equal(2, (member' "actionCount" inspected.Output).GetInt32())
                let run = folder.File "run"
                succeed (clone [ log ] ([ "--out"; run; "--quiet" ] @ columns)) |> ignore
                // The run keeps how its file is read.
                succeed [ "train"; "--resume"; run; "--iterations"; "51"; "--quiet" ] |> ignore

                let converted = folder.File "log.npz"

                succeed [ "convert"; log; converted; "--columns"; "obs_0,obs_1,obs_2,obs_3,act" ]
                |> ignore

                Check.Equal(20, (member' "transitions" (succeed [ "inspect"; converted; "--json" ]).Output).GetInt32())

                let distance =
                    succeed (
                        [
                            "evaluate"
                            "--policy"
                            "random"
                            "--env"
                            "CartPole-v1"
                            "--episodes"
                            "2"
                            "--json"
                            "--demos"
                            log
                        ]
                        @ columns
                    )

                Check.True((member' "occupancyDistance" distance.Output).GetDouble() > 0.0)

            testCase "a table is recorded under names of one's own, and read under them"
            <| fun () ->
                use folder = new Folder()
                let path = folder.File "mine.csv"

                let columns =
                    [ "--columns"; "observation=place+speed+angle+spin,action=push,reward=score" ]

                let recorded =
                    [
                        "record"
                        "--policy"
                        "random"
                        "--env"
                        "CartPole-v1"
                        "--episodes"
                        "2"
                        "--quiet"
                        "--out"
                    ]

                succeed (recorded @ [ path ] @ columns) |> ignore
                Check.StartsWith("episode,t,place,speed,angle,spin,push,score,", File.ReadAllText path)

                let inspected =
                    succeed ([ "inspect"; path; "--json"; "--env"; "CartPole-v1" ] @ columns)

                Check.Equal(2, (member' "episodes" inspected.Output).GetInt32())
                Check.Equal(2, (member' "actionCount" inspected.Output).GetInt32())

                let refused = gail (recorded @ [ folder.File "mine.npz" ] @ columns)
                Check.Equal(1, refused.ExitCode)
                Check.Contains("csv and jsonl are written with others", refused.ErrorOutput)

            testCase "what is bad is named, and left out when asked"
            <| fun () ->
                use folder = new Folder()

                let path =
                    put
                        folder
                        "log.csv"
                        "episode,obs_0,obs_1,obs_2,obs_3,act\n0,1,2,3,4,0\n0,1,2,3,4,1\n1,1,x,3,4,0\n2,1,2,3,4,1\n"

                let refused = gail [ "inspect"; path ]
                Check.Equal(1, refused.ExitCode)
                Check.Contains("line 4, column obs_1: is 'x', expected a number", refused.ErrorOutput)
                Check.Contains("--skip-bad", refused.ErrorOutput)

                let inspected = succeed [ "inspect"; path; "--skip-bad"; "--json" ]
                Check.Equal(2, (member' "episodes" inspected.Output).GetInt32())

                let problems =
                    (member' "problems" inspected.Output).EnumerateArray() |> Seq.map string

                Check.Contains("left out episode 1: line 4, column obs_1", String.concat "\n" problems)

                let trained = succeed (clone [ path ] [ "--skip-bad"; "--out"; folder.File "run" ])
                Check.Contains("left out episode 1", trained.ErrorOutput)

                let converted = succeed [ "convert"; path; folder.File "log.npz"; "--skip-bad" ]
                Check.Contains("left out episode 1", converted.Output)

            testCase "rewards that are missing do not stop training, and are said to be missing"
            <| fun () ->
                use folder = new Folder()

                let path =
                    put folder "log.csv" "obs_0,obs_1,obs_2,obs_3,act,reward\n1,2,3,4,0,nan\n1,2,3,5,1,1\n"

                let inspected = succeed [ "inspect"; path; "--json" ]
                Check.Equal(JsonValueKind.Null, (member' "meanReturn" inspected.Output).ValueKind)

                let trained = succeed (clone [ path ] [ "--out"; folder.File "run" ])
                Check.Contains("rewards: 1 of 2 is missing", trained.ErrorOutput)

                let converted = succeed [ "convert"; path; folder.File "log.npz" ]
                Check.Contains("rewards are missing", converted.Output)
        ]
