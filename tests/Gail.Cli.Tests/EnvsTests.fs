module Gail.Cli.Tests.EnvsTests

open System.Text.Json
open Gail.Scripts
open Gail.Cli.Tests.GailProcess
open Expecto
open Gail.TestSupport

/// The listing is the same where the robots' library is missing.
let private noLibrary = [ "GAIL_MUJOCO", "/nonexistent.so" ]

let private lines (outcome: Outcome) =
    Check.Equal(0, outcome.ExitCode)
    Check.Empty outcome.ErrorOutput
    outcome.Output.TrimEnd().Split('\n') |> List.ofArray

let private json (outcome: Outcome) =
    JsonDocument.Parse(Check.Single(lines outcome)).RootElement

let private text (element: JsonElement) (name: string) =
    string (element.GetProperty(name).GetString())

let private known = set Env.names
let private firstWord (line: string) = line.Split(' ')[0]

[<Tests>]
let tests =
    inOrder
        "envs"
        [
            testCase "envs lists every environment, one a line, in groups"
            <| fun () ->
                let listed = lines (gail [ "envs" ])
                Check.Equal(Env.names, listed |> List.map firstWord |> List.filter known.Contains)
                let at (line: string) = List.findIndex ((=) line) listed
                Check.True(at "classic control" < at "robots (MuJoCo)")
                Check.True(at "robots (MuJoCo)" < List.findIndex (fun line -> firstWord line = Env.robots.Head) listed)

            testCase "envs without the library lists the same and says once what to do"
            <| fun () ->
                let there, missing = lines (gail [ "envs" ]), lines (gailWith noLibrary [ "envs" ])
                let table = List.filter (firstWord >> known.Contains)
                Check.Equal(table there, table missing)
                let note = Check.Single(missing |> List.filter _.Contains("GAIL_MUJOCO"))
                Check.Contains("apt-get install libmujoco2.2.2", note)
                Check.Contains("/nonexistent.so", note)

            testCase "envs --json is one line with what a program needs"
            <| fun () ->
                let listed =
                    [
                        for environment in (json (gail [ "envs"; "--json" ])).EnumerateArray() do
                            Check.True(environment.GetProperty("observationWidth").GetInt32() > 0)
                            Check.True(environment.GetProperty("stepLimit").GetInt32() > 0)
                            Check.NotEmpty(text environment "description")
                            text environment "id"
                    ]

                Check.Equal(Env.names, listed)

            testCase "envs --json tells what cannot be made, and why"
            <| fun () ->
                for environment in (json (gailWith noLibrary [ "envs"; "--json" ])).EnumerateArray() do
                    let robot = List.contains (text environment "id") Env.robots
                    Check.Equal(not robot, environment.GetProperty("available").GetBoolean())
                    Check.Equal((if robot then "robots (MuJoCo)" else "classic control"), text environment "group")

                    if robot then
                        Check.Contains("/nonexistent.so", text environment "problem")

            testCase "envs ID shows the options that the name can have, and their values in it"
            <| fun () ->
                let shown = lines (gailWith noLibrary [ "envs"; "Hopper-v5:ctrlCostWeight=1e-2" ])
                Check.Contains("environment   Hopper-v5:ctrlCostWeight=0.01", shown)

                for expected in
                    [
                        "frameSkip=4 .*The number of .* Expected: a whole number from 1 to 1000"
                        "ctrlCostWeight=0.01 .*a finite number; by default 0.001"
                        "healthyZRange=0.7..inf .*Where the height is healthy.*two bounds"
                    ] do
                    Check.Matches(expected, String.concat "\n" shown)

            testCase "envs ID --json is one object with its options"
            <| fun () ->
                let shown = json (gailWith noLibrary [ "envs"; "Reacher-v5"; "--json" ])
                Check.Equal("Reacher-v5", text shown "id")

                let options =
                    [
                        for option in shown.GetProperty("options").EnumerateArray() do
                            for name in [ "value"; "default"; "expected"; "meaning" ] do
                                Check.NotEmpty(text option name)

                            text option "name"
                    ]

                Check.Equal([ "frameSkip"; "rewardDistWeight"; "rewardControlWeight" ], options)

            testCase "a classic environment has no options"
            <| fun () ->
                Check.Contains("options       none", lines (gail [ "envs"; "Pendulum-v1" ]))
                let shown = json (gail [ "envs"; "Pendulum-v1"; "--json" ])
                Check.Equal(0, shown.GetProperty("options").GetArrayLength())

        ]
