/// The table of settings against the options themselves.
module Gail.Tests.SettingsTests

open System.Text.Json.Nodes
open System.Text.RegularExpressions
open Gail.Cli
open Gail.Cli.Commands
open Gail.Scripts
open Gail.Configuration
open Gail.Training
open Xunit

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

[<Fact>]
let ``every entry of options.json can be set, and nothing else`` () =
    let entries = leaves "" (JsonNode.Parse(OptionsJson.Write options)) |> set
    let ownFlags = set [ "environment"; "method"; "preset" ]
    Assert.Equal<Set<string>>(entries - ownFlags, Settings.all |> List.map _.Path |> set)

[<Fact>]
let ``paths and flags are unique`` () =
    let unique (names: string list) =
        Assert.Equal(names.Length, (List.distinct names).Length)

    unique (Settings.all |> List.map _.Path)
    unique (Settings.all |> List.choose _.Flag)

[<Fact>]
let ``every preset is within the ranges`` () =
    presets |> List.iter (Given.check "preset")

[<Fact>]
let ``what is shown can be given again`` () =
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

        Assert.Equal(OptionsJson.Write before, OptionsJson.Write(Given.apply given before))

[<Fact>]
let ``a flag and its --set are the same`` () =
    let apply arguments =
        let given, rest = Given.take Settings.all arguments
        Assert.Empty rest
        OptionsJson.Write(Given.apply given options)

    Assert.Equal(apply [ "--disc-lr"; "3e-4" ], apply [ "--set"; "discriminator.adam.learningRate=3e-4" ])
    Assert.Equal(apply [ "--policy-hidden"; "64,32" ], apply [ "--set"; "policy.hidden=64, 32" ])
    Assert.Equal(apply [ "--policy-norm"; "min-max" ], apply [ "--set"; "policy.normalization=MinMax" ])
    Assert.Equal(apply [ "--value-norm"; "robust" ], apply [ "--set"; "value.normalization=Robust" ])
    Assert.Equal(apply [ "--reward"; "non-positive" ], apply [ "--set"; "discriminator.reward=NonPositive" ])

[<Fact>]
let ``what is no setting is left to the command`` () =
    let given, rest =
        Given.take Settings.all [ "--out"; "there"; "--seed"; "-2"; "--json" ]

    Assert.Equal(-2L, (Given.apply given options).Seed)
    Assert.Equal<string list>([ "--out"; "there"; "--json" ], rest)

[<Theory>]
[<InlineData("--steps 1000000", 200)>]
[<InlineData("--steps 1000001", 201)>]
[<InlineData("--steps 10", 0)>]
[<InlineData("--steps 1000000 --iterations 3", 3)>]
[<InlineData("--batch-steps 500 --steps 1000000", 2000)>]
let ``more steps than the preset's iterations take raise the iterations`` (line: string) (expected: int) =
    let given, _ = line.Split ' ' |> List.ofArray |> Given.take Settings.all

    let options =
        options.With(iterations = 100, rollout = options.Rollout.With(steps = 5000))

    let unchanged = if expected = 0 then 100 else expected
    Assert.Equal(unchanged, (Given.apply given options).Iterations)

[<Fact>]
let ``the help of train has every flag once`` () =
    let lines = (Train.help ()).Split '\n' |> List.ofArray

    for flag in Settings.all |> List.choose _.Flag do
        Assert.Single(lines, (fun line -> line.StartsWith $"  {flag} ")) |> ignore

[<Fact>]
let ``the help says that demonstrations may be of any format, or a folder`` () =
    let help = Regex.Replace(Train.help (), @"\s+", " ")
    Assert.Matches("--demos FILE the demonstrations: a file of any format .* or a folder of such files", help)

[<Fact>]
let ``the help says which presets depend on the environment`` () =
    let lines = (Train.help ()).Split '\n' |> List.ofArray

    let shown (flag: string) =
        let at = lines |> List.findIndex _.StartsWith($"  {flag} ")
        let text = lines[at .. at + 2] |> List.map _.Trim() |> String.concat " "
        Regex.Match(text, @"\[([^\]]*)\]").Groups[1].Value

    for setting in Settings.all do
        let values preset =
            [
                for id in Env.names -> Given.show (Presets.Create(preset, Env.specOf id, Method.Gail)) setting
            ]
            |> List.distinct

        match setting.Flag, Presets.All |> Seq.map values |> List.ofSeq with
        | None, _ -> ()
        | Some flag, [ [ paper ]; [ fast ] ] when paper = fast -> Assert.Equal(paper, shown flag)
        | Some flag, all ->
            let starred =
                (shown flag).Split(", ") |> Array.map _.EndsWith('*') |> Array.contains true

            Assert.Equal((flag, all |> List.exists (fun values -> values.Length > 1)), (flag, starred))

[<Theory>]
[<InlineData("--dicount", "--discount")>]
[<InlineData("discount", "advantage.discount")>]
[<InlineData("--completely-different", "")>]
let ``the nearest names are found`` (name: string) (expected: string) =
    let known = [ "--discount"; "--seed"; "advantage.discount"; "advantage.lambda" ]
    let near = Nearest.names name known |> List.tryHead |> Option.defaultValue ""
    Assert.Equal(expected, near)
