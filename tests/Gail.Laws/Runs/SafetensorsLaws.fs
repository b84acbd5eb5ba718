module Gail.Laws.Runs.SafetensorsLaws

open System.Collections.Generic
open System.Text
open Expecto
open FsCheck.FSharp
open Gail.Laws.Generators
open Gail.Laws.Generators.Trees
open Gail.Numerics
open Gail.Runs.Tensors
open Gail.TestSupport

let private roundTrip (tree: StateTree) =
    use folder = new TemporaryFolder()
    Safetensors.Write(folder["a"], tree, Dictionary<string, string>())
    Safetensors.Read(folder["a"]).Tree

/// Any valid text that is no path: what UTF-8 has no form for is replaced.
let private names =
    let text (letters: char list) =
        let bytes = Encoding.UTF8.GetBytes(Array.ofList letters)
        Encoding.UTF8.GetString(bytes).Replace('/', '|') + "_"

    Arb.convert text List.ofSeq (Arb.list any<char>)

[<Tests>]
let tests =
    testList
        "safetensors"
        [
            law "any tree survives" plans (fun plan ->
                let tree = toTree plan
                Check.Equal(tree, roundTrip tree))

            law "any names survive" (Arb.zip (names, Arrays.plans)) (fun (name, plan) ->
                let tree = StateTree.Empty.With($"{name}/{name}", Arrays.toArray plan)
                Check.Equal(tree, roundTrip tree))
        ]
