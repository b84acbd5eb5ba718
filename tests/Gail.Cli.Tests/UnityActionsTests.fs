/// Which record of a Unity ML-Agents file an action is taken from, on the command line.
module Gail.Cli.Tests.UnityActionsTests

open System
open System.IO
open Gail.Data
open Gail.Cli.Tests.Samples
open Gail.Cli.Tests.TrainTests
open Expecto
open Gail.TestSupport

// Protocol buffers, of fields up to 15 and messages below 128 bytes.
let private bytes (field: int) (content: byte array) =
    Array.append [| byte (field <<< 3 ||| 2); byte content.Length |] content

let private number (field: int) (value: int) = [| byte (field <<< 3); byte value |]

let private floats (field: int) (values: float32 list) =
    bytes field (values |> List.map BitConverter.GetBytes |> Array.concat)

let private message (fields: byte array list) =
    let all = Array.concat fields
    Array.append [| byte all.Length |] all

let private record (isDone: bool) (action: float32) (observation: float32) =
    let agent =
        Array.concat
            [
                number 8 (if isDone then 1 else 0)
                bytes 13 (bytes 4 (floats 1 [ observation ]))
            ]

    message [ bytes 1 agent; bytes 2 (floats 6 [ action ]) ]

/// Three episodes whose actions come one record late: after observation x the action x + 1 was decided.
let private write (path: string) =
    let meta = message [ number 1 1; number 3 12 ]
    let behavior = message [ bytes 9 (Array.append (number 1 1) (number 2 0)) ]

    let episode first =
        [
            for i in 0..3 -> record (i = 3) (if i = 0 then 0f else first + float32 i) (first + float32 i)
        ]

    [ meta; Array.zeroCreate (33 - meta.Length); behavior ]
    @ List.collect episode [ 0f; 10f; 20f ]
    |> Array.concat
    |> fun content -> File.WriteAllBytes(path, content)

[<Tests>]
let tests =
    inOrder
        "unity actions"
        [
            testCase "inspect says that actions look late, and the flag puts them right"
            <| fun () ->
                use folder = new Folder()
                let path = folder.File "d.demo"
                write path
                let late = succeed [ "inspect"; path ]
                Check.Contains("problem: actions: the first action of each of the 3 episodes is all zeros", late.Output)
                Check.Contains("--unity-actions next", late.Output)
                let right = succeed [ "inspect"; path; "--unity-actions"; "next" ]
                Check.DoesNotContain("late", right.Output)

                let actions (word: string) =
                    let out = folder.File $"{word}.npz"
                    succeed [ "convert"; path; out; "--unity-actions"; word ] |> ignore
                    (nonNull (DemonstrationReader.Read out).Actions).Span.ToArray()

                Check.SameItems([| 0f; 1f; 2f; 0f; 11f; 12f; 0f; 21f; 22f |], actions "same")
                Check.SameItems([| 1f; 2f; 3f; 11f; 12f; 13f; 21f; 22f; 23f |], actions "next")

        ]
