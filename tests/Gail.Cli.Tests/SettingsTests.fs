/// The table of settings against the options themselves.
module Gail.Tests.SettingsTests

open System.Text.Json.Nodes
open System.Text.RegularExpressions
open Gail.Cli
open Gail.Cli.Commands
open Gail.Scripts
open Gail.Configuration
open Gail.Training
open Expecto
open Gail.TestSupport

let private presets =
    [
        for id in Env.names do
            for name in Presets.All do
                for method in System.Enum.GetValues<Method>() do
                    Presets.Create(name, Env.specOf id, method)
    ]

let private options = presets.Head

/// Every entry of options.json; a list is one entry.
let rec private leaves (prefix: string) (node: JsonNode | null) =
    match node with
    | :? JsonObject as inner ->
        [
            for entry in inner do
                let name = if prefix = "" then entry.Key else $"{prefix}.{entry.Key}"
                yield! leaves name entry.Value
        ]
    | _ -> [ prefix ]

[<Tests>]
let tests =
    inOrder
        "settings"
        [
            testCase "every entry of options.json can be set, and nothing else"
            <| fun () ->
                let entries = leaves "" (JsonNode.Parse(OptionsJson.Write options)) |> set
                let ownFlags = set [ "environment"; "method"; "preset" ]
                Check.Equal(entries - ownFlags, Settings.all |> List.map _.Path |> set)

            testCase "paths and flags are unique"
            <| fun () ->
                let unique (names: string list) =
                    Check.Equal(names.Length, (List.distinct names).Length)

                unique (Settings.all |> List.map _.Path)
                unique (Settings.all |> List.choose _.Flag)

            testCase "every preset is within the ranges"
            <| fun () -> presets |> List.iter (Given.check "preset")

            testCase "what is shown can be given again"
            <| fun () ->
                for before in presets do
                    let show = Given.show before

                    let given =
                        [
                            for setting in Settings.all ->
                                {
                                    Setting = setting
                                    Name = setting.Path
                                    Text = show setting
                                }
                        ]

                    Check.Equal(OptionsJson.Write before, OptionsJson.Write(Given.apply given before))

            testCase "a flag and its --set are the same"
            <| fun () ->
                let apply arguments =
                    let given, rest = Given.take Settings.all arguments
                    Check.Empty rest
                    OptionsJson.Write(Given.apply given options)

                Check.Equal(apply [ "--disc-lr"; "3e-4" ], apply [ "--set"; "discriminator.adam.learningRate=3e-4" ])
                Check.Equal(apply [ "--policy-hidden"; "64,32" ], apply [ "--set"; "policy.hidden=64, 32" ])
                Check.Equal(apply [ "--policy-norm"; "min-max" ], apply [ "--set"; "policy.normalization=MinMax" ])
                Check.Equal(apply [ "--value-norm"; "robust" ], apply [ "--set"; "value.normalization=Robust" ])
                Check.Equal(apply [ "--reward"; "non-positive" ], apply [ "--set"; "discriminator.reward=NonPositive" ])

            testCase "what is no setting is left to the command"
            <| fun () ->
                let given, rest =
                    Given.take Settings.all [ "--out"; "there"; "--seed"; "-2"; "--json" ]

                Check.Equal(-2L, (Given.apply given options).Seed)
                Check.Equal([ "--out"; "there"; "--json" ], rest)

            testTheory
                "more steps than the preset's iterations take raise the iterations"
                [
                    "--steps 1000000", 200
                    "--steps 1000001", 201
                    "--steps 10", 0
                    "--steps 1000000 --iterations 3", 3
                    "--batch-steps 500 --steps 1000000", 2000
                ]
            <| fun (line: string, expected: int) ->
                let given, _ = line.Split ' ' |> List.ofArray |> Given.take Settings.all

                let options =
                    options.With(iterations = 100, rollout = options.Rollout.With(steps = 5000))

                let unchanged = if expected = 0 then 100 else expected
                Check.Equal(unchanged, (Given.apply given options).Iterations)

            testCase "the help of train has every flag once"
            <| fun () ->
                let lines = (Train.help ()).Split '\n' |> List.ofArray

                for flag in Settings.all |> List.choose _.Flag do
                    Check.Single(lines, (fun line -> line.StartsWith $"  {flag} ")) |> ignore

            testCase "the help says that demonstrations may be of any format, or a folder"
            <| fun () ->
                let help = Regex.Replace(Train.help (), @"\s+", " ")

                Check.Matches(
                    "--demos FILE the demonstrations: a file of any format .* or a folder of such files",
                    help
                )

            testCase "the help says which presets depend on the environment"
            <| fun () ->
                let lines = (Train.help ()).Split '\n' |> List.ofArray

                let shown (flag: string) =
                    let at = lines |> List.findIndex _.StartsWith($"  {flag} ")
                    let text = lines[at .. at + 2] |> List.map _.Trim() |> String.concat " "
                    Regex.Match(text, @"\[([^\]]*)\]").Groups[1].Value

                for setting in Settings.all do
                    let values preset =
                        [
                            for id in Env.names ->
                                Given.show (Presets.Create(preset, Env.specOf id, Method.Gail)) setting
                        ]
                        |> List.distinct

                    match setting.Flag, Presets.All |> Seq.map values |> List.ofSeq with
                    | None, _ -> ()
                    | Some flag, [ [ paper ]; [ fast ] ] when paper = fast -> Check.Equal(paper, shown flag)
                    | Some flag, all ->
                        let starred =
                            (shown flag).Split(", ") |> Array.map _.EndsWith('*') |> Array.contains true

                        Check.Equal((flag, all |> List.exists (fun values -> values.Length > 1)), (flag, starred))

            testTheory
                "the nearest names are found"
                [
                    "--dicount", "--discount"
                    "discount", "advantage.discount"
                    "--completely-different", ""
                ]
            <| fun (name: string, expected: string) ->
                let known = [ "--discount"; "--seed"; "advantage.discount"; "advantage.lambda" ]
                let near = Nearest.names name known |> List.tryHead |> Option.defaultValue ""
                Check.Equal(expected, near)

        ]
