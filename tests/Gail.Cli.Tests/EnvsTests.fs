module Gail.Tests.EnvsTests

open System.Text.Json
open Gail.Scripts
open Gail.Tests.GailProcess
open Xunit

[<Fact>]
let ``envs lists every built-in environment, one a line`` () =
    let outcome = gail [ "envs" ]
    Assert.Equal(0, outcome.ExitCode)
    let lines = outcome.Output.TrimEnd().Split('\n') |> List.ofArray
    let firstWords = lines |> List.map (fun line -> line.Split(' ')[0])
    Assert.Equal<string list>("environment" :: Env.names, firstWords)

[<Fact>]
let ``envs --json is one line with what a program needs`` () =
    let outcome = gail [ "envs"; "--json" ]
    Assert.Equal(0, outcome.ExitCode)
    Assert.Single(outcome.Output.TrimEnd().Split('\n')) |> ignore
    use document = JsonDocument.Parse outcome.Output

    let listed =
        [
            for environment in document.RootElement.EnumerateArray() do
                Assert.True(environment.GetProperty("observationWidth").GetInt32() > 0)
                Assert.True(environment.GetProperty("stepLimit").GetInt32() > 0)
                string (environment.GetProperty("id").GetString())
        ]

    Assert.Equal<string list>(Env.names, listed)
