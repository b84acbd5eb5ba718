module Gail.Tests.CommandLineTests

open System
open System.Text.RegularExpressions
open Gail.Tests.GailProcess
open Xunit

[<Fact>]
let ``--help lists the commands on standard output`` () =
    let outcome = gail [ "--help" ]
    Assert.Equal(0, outcome.ExitCode)
    Assert.Contains("envs", outcome.Output)
    Assert.Empty outcome.ErrorOutput

[<Fact>]
let ``--version is a name and a number`` () =
    let outcome = gail [ "--version" ]
    Assert.Equal(0, outcome.ExitCode)
    Assert.Matches(Regex @"^gail \d+\.\d+\.\d+\s*$", outcome.Output)

[<Theory>]
[<InlineData("fly", "'fly'")>]
[<InlineData("trian", "did you mean train?")>]
[<InlineData("--fly", "'--fly'")>]
[<InlineData("envs --fly", "'--fly'")>]
[<InlineData("envs CartPole-v1 fly", "fly")>]
[<InlineData("", "a command is missing")>]
let ``wrong usage names the mistake on standard error and exits with 2`` (line: string) (named: string) =
    let outcome =
        gail (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) |> List.ofArray)

    Assert.Equal(2, outcome.ExitCode)
    Assert.Contains(named, outcome.ErrorOutput)
    Assert.Contains("gail", outcome.ErrorOutput)
    Assert.Contains("--help`", outcome.ErrorOutput)
    Assert.Empty outcome.Output

[<Theory>]
[<InlineData "train">]
[<InlineData "expert">]
[<InlineData "evaluate">]
[<InlineData "record">]
[<InlineData "convert">]
[<InlineData "paper">]
[<InlineData "inspect">]
[<InlineData "options">]
[<InlineData "envs">]
let ``every command explains itself`` (command: string) =
    let outcome = gail [ command; "--help" ]
    Assert.Equal(0, outcome.ExitCode)
    Assert.Contains($"Usage: gail {command}", outcome.Output)
    Assert.All(outcome.Output.Split('\n'), (fun line -> Assert.True(line.Length <= 110, line)))
    Assert.Empty outcome.ErrorOutput
