module Gail.Tests.EnvsTests

open System.Text.Json
open Gail.Scripts
open Gail.Tests.GailProcess
open Xunit

/// The listing is the same where the robots' library is missing.
let private noLibrary = [ "GAIL_MUJOCO", "/nonexistent.so" ]

let private lines (outcome: Outcome) =
    Assert.Equal(0, outcome.ExitCode)
    Assert.Empty outcome.ErrorOutput
    outcome.Output.TrimEnd().Split('\n') |> List.ofArray

let private json (outcome: Outcome) =
    JsonDocument.Parse(Assert.Single(lines outcome)).RootElement

let private text (element: JsonElement) (name: string) =
    string (element.GetProperty(name).GetString())

let private known = set Env.names
let private firstWord (line: string) = line.Split(' ')[0]

[<Fact>]
let ``envs lists every environment, one a line, in groups`` () =
    let listed = lines (gail [ "envs" ])
    Assert.Equal<string list>(Env.names, listed |> List.map firstWord |> List.filter known.Contains)
    let at (line: string) = List.findIndex ((=) line) listed
    Assert.True(at "classic control" < at "robots (MuJoCo)")
    Assert.True(at "robots (MuJoCo)" < List.findIndex (fun line -> firstWord line = Env.robots.Head) listed)

[<Fact>]
let ``envs without the library lists the same and says once what to do`` () =
    let there, missing = lines (gail [ "envs" ]), lines (gailWith noLibrary [ "envs" ])
    let table = List.filter (firstWord >> known.Contains)
    Assert.Equal<string list>(table there, table missing)
    let note = Assert.Single(missing |> List.filter _.Contains("GAIL_MUJOCO"))
    Assert.Contains("apt-get install libmujoco2.2.2", note)
    Assert.Contains("/nonexistent.so", note)

[<Fact>]
let ``envs --json is one line with what a program needs`` () =
    let listed =
        [
            for environment in (json (gail [ "envs"; "--json" ])).EnumerateArray() do
                Assert.True(environment.GetProperty("observationWidth").GetInt32() > 0)
                Assert.True(environment.GetProperty("stepLimit").GetInt32() > 0)
                Assert.NotEmpty(text environment "description")
                text environment "id"
        ]

    Assert.Equal<string list>(Env.names, listed)

[<Fact>]
let ``envs --json tells what cannot be made, and why`` () =
    for environment in (json (gailWith noLibrary [ "envs"; "--json" ])).EnumerateArray() do
        let robot = List.contains (text environment "id") Env.robots
        Assert.Equal(not robot, environment.GetProperty("available").GetBoolean())
        Assert.Equal((if robot then "robots (MuJoCo)" else "classic control"), text environment "group")

        if robot then
            Assert.Contains("/nonexistent.so", text environment "problem")

[<Fact>]
let ``envs ID shows the options that the name can have, and their values in it`` () =
    let shown = lines (gailWith noLibrary [ "envs"; "Hopper-v5:ctrlCostWeight=1e-2" ])
    Assert.Contains("environment   Hopper-v5:ctrlCostWeight=0.01", shown)

    for expected in
        [
            "frameSkip=4 .*The number of .* Expected: a whole number from 1 to 1000"
            "ctrlCostWeight=0.01 .*a finite number; by default 0.001"
            "healthyZRange=0.7..inf .*Where the height is healthy.*two bounds"
        ] do
        Assert.Matches(expected, String.concat "\n" shown)

[<Fact>]
let ``envs ID --json is one object with its options`` () =
    let shown = json (gailWith noLibrary [ "envs"; "Reacher-v5"; "--json" ])
    Assert.Equal("Reacher-v5", text shown "id")

    let options =
        [
            for option in shown.GetProperty("options").EnumerateArray() do
                for name in [ "value"; "default"; "expected"; "meaning" ] do
                    Assert.NotEmpty(text option name)

                text option "name"
        ]

    Assert.Equal<string list>([ "frameSkip"; "rewardDistWeight"; "rewardControlWeight" ], options)

[<Fact>]
let ``a classic environment has no options`` () =
    Assert.Contains("options       none", lines (gail [ "envs"; "Pendulum-v1" ]))
    let shown = json (gail [ "envs"; "Pendulum-v1"; "--json" ])
    Assert.Equal(0, shown.GetProperty("options").GetArrayLength())
