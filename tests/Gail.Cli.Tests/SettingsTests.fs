/// The table of settings against the options themselves.
module Gail.Cli.Tests.SettingsTests

open System.Collections.Immutable
open System.Text.Json.Nodes
open System.Text.RegularExpressions
open Gail.Cli.Arguments
open Gail.Cli.Commands
open Gail.Scripts
open Gail.Configuration
open Gail.Numerics
open Gail.OptionRules
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

/// The options with a command line's, and what is left of it.
let private applied (arguments: string list) before =
    let sets, rest = Command.expand Overrides.all arguments
    Overrides.apply (Overrides.read Overrides.all sets) before, rest

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
                Check.Equal(entries - ownFlags, Overrides.all |> List.map _.Path |> set)

            testCase "paths and flags are unique"
            <| fun () ->
                let unique (names: string list) =
                    Check.Equal(names.Length, (List.distinct names).Length)

                unique (Overrides.all |> List.map _.Path)
                unique (Overrides.all |> List.map _.Flag |> List.choose Option.ofObj)

            testCase "every preset is within the ranges"
            <| fun () ->
                for preset in presets do
                    let json = OptionsJson.Write preset
                    Check.Equal(json, OptionsJson.Write(OptionsJson.Read json))

            testCase "what is shown can be given again"
            <| fun () ->
                for before in presets do
                    let values = OptionValues before

                    let given =
                        ImmutableArray.CreateRange
                            [
                                for option in Overrides.all -> OptionAssignment(option, option.Path, values.Show option)
                            ]

                    Check.Equal(OptionsJson.Write before, OptionsJson.Write(OptionValues.Set(before, given)))

            testCase "a flag and its --set are the same"
            <| fun () ->
                let apply arguments =
                    let changed, rest = applied arguments options
                    Check.Empty rest
                    OptionsJson.Write changed

                Check.Equal(apply [ "--disc-lr"; "3e-4" ], apply [ "--set"; "discriminator.adam.learningRate=3e-4" ])
                Check.Equal(apply [ "--policy-hidden"; "64,32" ], apply [ "--set"; "policy.hidden=64, 32" ])
                Check.Equal(apply [ "--policy-norm"; "min-max" ], apply [ "--set"; "policy.normalization=MinMax" ])
                Check.Equal(apply [ "--value-norm"; "robust" ], apply [ "--set"; "value.normalization=Robust" ])
                Check.Equal(apply [ "--reward"; "non-positive" ], apply [ "--set"; "discriminator.reward=NonPositive" ])

            testCase "what is no setting is left to the command"
            <| fun () ->
                let changed, rest = applied [ "--out"; "there"; "--seed"; "-2"; "--json" ] options

                Check.Equal(-2L, changed.Seed)
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
                let options =
                    options.With(iterations = 100, rollout = options.Rollout.With(steps = 5000))

                let unchanged = if expected = 0 then 100 else expected
                let changed, _ = applied (List.ofArray (line.Split ' ')) options
                Check.Equal(unchanged, changed.Iterations)

            testCase "the help of train has every flag once"
            <| fun () ->
                let lines = (Train.help ()).Split '\n' |> List.ofArray

                for flag in Overrides.all |> List.map _.Flag |> List.choose Option.ofObj do
                    Check.Single(lines, (fun line -> line.StartsWith $"  {flag} ")) |> ignore

            testCase "the help says that demonstrations may be of any format, or a folder"
            <| fun () ->
                let help = Regex.Replace(Train.help (), @"\s+", " ")

                Check.Matches("--demos FILE the demonstrations: files of any format .* or folders of such files", help)

            testCase "the help says which presets depend on the environment"
            <| fun () ->
                let lines = (Train.help ()).Split '\n' |> List.ofArray

                let shown (flag: string) =
                    let at = lines |> List.findIndex _.StartsWith($"  {flag} ")
                    let text = lines[at .. at + 2] |> List.map _.Trim() |> String.concat " "
                    Regex.Match(text, @"\[([^\]]*)\]").Groups[1].Value

                for setting in Overrides.all do
                    let values preset =
                        [
                            for id in Env.names ->
                                (OptionValues(Presets.Create(preset, Env.specOf id, Method.Gail))).Show setting
                        ]
                        |> List.distinct

                    match Option.ofObj setting.Flag, Presets.All |> Seq.map values |> List.ofSeq with
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
                let near = NearestNames.Of(name, known) |> Seq.tryHead |> Option.defaultValue ""
                Check.Equal(expected, near)

        ]
