/// Numbers on the command line are read by one strict reader, in whatever place they stand.
module Gail.Cli.Tests.NumberTests

open System
open System.IO
open System.Text.RegularExpressions
open Argu
open FSharp.Reflection
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Commands
open Gail.Configuration
open Gail.Environments
open Gail.MuJoCo.Environments
open Gail.MuJoCo.Environments.Options
open Gail.Scripts
open Gail.Cli.Tests.GailProcess
open Gail.Training
open Expecto
open Gail.TestSupport

let private options = Presets.Create("fast", Env.specOf "Pendulum-v1", Method.Gail)

let private given (line: string) =
    let sets, _ = line.Split ' ' |> List.ofArray |> Command.expand Overrides.all
    Overrides.apply (Overrides.read Overrides.all sets) options

let private refusal (read: unit -> 'T) =
    match
        (try
            Choice1Of2(read ())
         with error ->
             Choice2Of2 error)
    with
    | Choice1Of2 value -> failwith $"read as {value}"
    | Choice2Of2 error -> error.GetType(), error.Message

/// The arguments of all commands.
let private unions =
    typeof<TrainArguments>.Assembly.GetTypes()
    |> Array.filter (fun kind ->
        FSharpType.IsUnion kind
        && kind.DeclaringType = null
        && typeof<IArgParserTemplate>.IsAssignableFrom kind)

/// Who else reads numbers from text, each with styles of its own: what files of data hold, and what programs wrote.
let private otherReaders =
    set
        [
            "Gail.Core/Numerics/NumberText.cs"
            "Gail.Data/Formats/Npz/NpyLiteral.cs"
            "Gail.Data/Files/PipedInput.cs"
            "Gail.Data/Formats/Arrow/MinariArrow.cs"
            "Gail.Data/Formats/Layouts/EpisodesLayout.cs"
            "Gail.Data/Formats/LeRobot/LeRobotInfo.cs"
            "Gail.Data/Formats/Pickle/PickleMachine.cs"
            "Gail.Data/Formats/Pickle/PickleText.cs"
            "Gail.Data/Formats/Text/Csv/CsvRows.cs"
            "Gail.Data/Formats/Text/Csv/DecimalComma.cs"
            "Gail.Runs/Checkpoints/Fingerprint.cs"
            "Gail.Runs/StableBaselines/StableBaselinesReading.cs"
            "Gail.Data/Formats/Layouts/D3rlpyEpisodes.cs"
            "Gail.Data/Formats/Layouts/DictionaryMembers.cs"
            "Gail.Data/Formats/Layouts/EpisodeGroups.cs"
            "Gail.Data/Formats/Layouts/Minari/MinariMetadata.cs"
            "Gail.Data/Formats/Text/Csv/CsvHeader.cs"
            "Gail.Data/Formats/Text/TextNumbers.cs"
            // What these read, studies have written.
            "Gail.Experiments/ClassicControl/ClassicControlStudy.cs"
            "Gail.Experiments/Paper/PaperFigure.cs"
            "Gail.Experiments/Paper/PaperNumbers.cs"
            "Gail.Experiments/Robots/RobotCurve.cs"
            "Gail.Experiments/Robots/RobotExpert.cs"
            "Gail.Experiments/Robots/RobotRun.cs"
            "Gail.Generators/Interval.cs"
            "Gail.Runs/CsvLog.cs"
            "Gail.Runs/RunFiles.cs"
            "Gail.MuJoCo/Native/EngineModel.cs"
            "Gail.MuJoCo/Native/StructLayout.cs"
        ]

[<Tests>]
let tests =
    inOrder
        "number"
        [
            testTheory
                "what is no number is wrong usage, and a comma is told to be a point"
                [
                    "--disc-lr 0,01", "--disc-lr is '0,01', expected a number above 0; write a decimal point: 0.01"
                    "--disc-lr 1,5", "--disc-lr is '1,5', expected a number above 0; write a decimal point: 1.5"
                    "--discount 0,99",
                    "--discount is '0,99', expected a number from 0 to 1; write a decimal point: 0.99"
                    "--set discriminator.adam.learningRate=0,01",
                    "--set discriminator.adam.learningRate is '0,01', expected a number above 0; write a decimal point: 0.01"
                    "--set policy.initialLogStandardDeviation=-0,5",
                    "--set policy.initialLogStandardDeviation is '-0,5', expected a number; write a decimal point: -0.5"
                    "--steps 1,000,000",
                    "--steps is '1,000,000', expected a whole number of 1 or more, or none; write it without separators: 1000000"
                    "--steps 1_000",
                    "--steps is '1_000', expected a whole number of 1 or more, or none; write it without separators: 1000"
                    "--steps ten", "--steps is 'ten', expected a whole number of 1 or more, or none"
                    "--policy-hidden 64,,32", "--policy-hidden is '64,,32', expected widths of 1 or more, as in 100,100"
                    "--policy-hidden 64;32", "--policy-hidden is '64;32', expected widths of 1 or more, as in 100,100"
                ]
            <| fun (line: string, message: string) ->
                Check.Equal((typeof<UsageError>, message), refusal (fun () -> given line))

            testTheory
                "a number of another kind is the user's error"
                [
                    "--steps 1.5",
                    "--steps is 1.5, expected a whole number of 1 or more, or none; it is no whole number."
                    "--steps 1e19",
                    "--steps is 1e19, expected a whole number of 1 or more, or none; it is too great for a whole number."
                    "--seed 9223372036854775808",
                    "--seed is 9223372036854775808, expected a whole number; it is too great for a whole number."
                    "--iterations 3e9", "--iterations is 3e9, expected a whole number of 1 or more."
                    "--policy-hidden 1e10", "--policy-hidden is 1e10, expected widths of 1 or more, as in 100,100."
                    "--policy-hidden 64,1.5",
                    "--policy-hidden is 64,1.5, expected widths of 1 or more, as in 100,100; it is no whole number."
                    "--max-kl NaN", "--max-kl is NaN, expected a number above 0; it is not finite."
                    "--max-kl Infinity", "--max-kl is Infinity, expected a number above 0; it is not finite."
                    "--max-kl 1e999", "--max-kl is 1e999, expected a number above 0; it is too great for a number."
                    "--gradient-penalty 1e-999",
                    "--gradient-penalty is 1e-999, expected a number of 0 or more; it is too small to be told from 0."
                    "--set policy.initialLogStandardDeviation=-Infinity",
                    "--set policy.initialLogStandardDeviation is -Infinity, expected a number; it is not finite."
                ]
            <| fun (line: string, message: string) ->
                Check.Equal((typeof<UserError>, message), refusal (fun () -> given line))

            testCase "whole numbers may be written with an exponent"
            <| fun () ->
                Check.Equal(Nullable 1_000_000L, (given "--steps 1e6").Steps)
                Check.Equal(Nullable 1_500L, (given "--set steps=1.5e3").Steps)
                Check.Equal(-2_000L, (given "--seed -2e3").Seed)
                Check.SameItems([ 100; 32 ], (given "--policy-hidden 1e2,32").Policy.Hidden)
                Check.Equal(Int64.MaxValue, (given "--seed 9223372036854775807").Seed)

            testCase "no argument of a command is read as a number by another reader"
            <| fun () ->
                Check.Contains(typeof<TrainArguments>, unions)

                for union in unions do
                    for case in FSharpType.GetUnionCases union do
                        for field in case.GetFields() do
                            Check.True(
                                (field.PropertyType = typeof<string> || field.PropertyType = typeof<string list>),
                                $"{union.Name}.{case.Name} is a {field.PropertyType.Name}"
                            )

            testTheory
                "numbers of commands are read as strictly"
                [
                    "train --env CartPole-v1 --demos none --threads 1,5", "--threads is '1,5'", 2
                    "train --env CartPole-v1 --demos none --threads 1.5", "--threads is 1.5", 1
                    "train --env CartPole-v1 --demos none --checkpoint-every 1e99", "--checkpoint-every is 1e99", 1
                    "evaluate --policy random --env CartPole-v1 --seed 0,5", "--seed is '0,5'", 2
                    "evaluate --policy random --env CartPole-v1 --episodes NaN", "--episodes is NaN", 1
                    "convert a b --every 2,5", "--every is '2,5'", 2
                    "convert a b --every 2 --seed 1.5", "--seed is 1.5", 1
                    "convert a b --step-limit 1,000", "--step-limit is '1,000'", 2
                    "record --play --env CartPole-v1 --port 80,80", "--port is '80,80'", 2
                    "record --play --env CartPole-v1 --rate 1e3",
                    "--rate is 1e3, expected a whole number from 1 to 100",
                    1
                    "paper --first-seed 1,1", "--first-seed is '1,1'", 2
                    "paper --recording 1e19", "--recording is 1e19", 1
                    "paper --jobs two", "--jobs is 'two'", 2
                    "expert --env CartPole-v1 --record x.npz --episodes 1,5", "--episodes is '1,5'", 2
                ]
            <| fun (line: string, named: string, code: int) ->
                let outcome = gail (List.ofArray (line.Split ' '))
                Check.Equal((code, ""), (outcome.ExitCode, outcome.Output))
                Check.StartsWith($"gail: {named}", outcome.ErrorOutput)

            testTheory
                "numbers in environments' names are read as strictly"
                [
                    "Hopper-v5:ctrlCostWeight=0,01",
                    "'01', expected option=value. A number has a decimal point, as in 0.01."
                    "Hopper-v5:ctrlCostWeight=NaN", "'NaN', expected a finite number"
                    "Hopper-v5:ctrlCostWeight=Infinity", "'Infinity', expected a finite number"
                    "Hopper-v5:ctrlCostWeight=1e999", "'1e999', expected a finite number"
                    "Hopper-v5:ctrlCostWeight= 1", "' 1', expected a finite number"
                    "Hopper-v5:resetNoiseScale=inf", "'inf', expected a number of 0 or more"
                    "Hopper-v5:frameSkip=1.5", "'1.5', expected a whole number from 1 to 1000"
                    "Hopper-v5:frameSkip=1e9", "'1e9', expected a whole number from 1 to 1000"
                    "Hopper-v5:healthyZRange=NaN..1", "'NaN..1', expected two bounds"
                    "Hopper-v5:healthyZRange=0.7..Infinity", "'0.7..Infinity', expected two bounds"
                ]
            <| fun (id: string, named: string) ->
                let kind, message = refusal (fun () -> Env.specOf id)
                Check.Equal(typeof<RobotOptionException>, kind)
                Check.Contains(named, message)

            testCase "environments' names say numbers in one way however they were written"
            <| fun () ->
                Check.Equal(
                    "Hopper-v5:frameSkip=10,ctrlCostWeight=0.01,healthyZRange=0.5..inf",
                    (Env.specOf "Hopper-v5:frameSkip=1e1,ctrlCostWeight=1e-2,healthyZRange=.5..inf").Id
                )

            testCase "nothing else reads numbers that people write"
            <| fun () ->
                let parses =
                    Regex(
                        @"\b(int|long|double|float|decimal|uint|ulong|short|byte|U?Int\d+|Double|Single|Decimal)\.(Try)?Parse\b"
                    )

                let readers =
                    [
                        for folder in Directory.GetDirectories(root, "Gail.*") do
                            for file in Directory.GetFiles(folder, "*.?s", SearchOption.AllDirectories) do
                                let name = Path.GetRelativePath(root, file).Replace('\\', '/')

                                if not (name.Contains "/obj/") && parses.IsMatch(File.ReadAllText file) then
                                    name
                    ]

                Check.Equal(otherReaders, set readers)

        ]
