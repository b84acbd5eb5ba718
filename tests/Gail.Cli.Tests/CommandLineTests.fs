module Gail.Cli.Tests.CommandLineTests

open System
open System.Text.RegularExpressions
open Gail.Cli.Tests.GailProcess
open Expecto
open Gail.TestSupport

[<Tests>]
let tests =
    inOrder
        "command line"
        [
            testCase "--help lists the commands on standard output"
            <| fun () ->
                let outcome = gail [ "--help" ]
                Check.Equal(0, outcome.ExitCode)
                Check.Contains("envs", outcome.Output)
                Check.Empty outcome.ErrorOutput

            testCase "--version is a name and a number"
            <| fun () ->
                let outcome = gail [ "--version" ]
                Check.Equal(0, outcome.ExitCode)
                Check.Matches(Regex @"^gail \d+\.\d+\.\d+\s*$", outcome.Output)

            testTheory
                "wrong usage names the mistake on standard error and exits with 2"
                [
                    "fly", "'fly'"
                    "trian", "did you mean train?"
                    "--fly", "'--fly'"
                    "envs --fly", "'--fly'"
                    "envs CartPole-v1 fly", "fly"
                    "", "a command is missing"
                ]
            <| fun (line: string, named: string) ->
                let outcome =
                    gail (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) |> List.ofArray)

                Check.Equal(2, outcome.ExitCode)
                Check.Contains(named, outcome.ErrorOutput)
                Check.Contains("gail", outcome.ErrorOutput)
                Check.Contains("--help`", outcome.ErrorOutput)
                Check.Empty outcome.Output

            testTheory
                "every command explains itself"
                [
                    "train"
                    "expert"
                    "evaluate"
                    "record"
                    "convert"
                    "paper"
                    "inspect"
                    "options"
                    "envs"
                ]
            <| fun (command: string) ->
                let outcome = gail [ command; "--help" ]
                Check.Equal(0, outcome.ExitCode)
                Check.Contains($"Usage: gail {command}", outcome.Output)
                Check.All(outcome.Output.Split('\n'), (fun line -> Check.True(line.Length <= 110, line)))
                Check.Empty outcome.ErrorOutput

        ]
