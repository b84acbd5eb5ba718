/// The command with MuJoCo's robots: without their library, and from an expert to a policy with it.
module Gail.Cli.Tests.RobotTests

open System
open System.IO
open System.Runtime.InteropServices
open System.Text.Json
open Gail.MuJoCo.Native
open Gail.Cli.Tests.GailProcess
open Gail.Cli.Tests.Samples
open Expecto
open Gail.TestSupport

/// Skips the test where the library is missing; where CI is true it goes on and fails.
let requireLibrary () =
    let status = EngineStatus.OfThisProcess()
    Check.Installed(if status.IsUsable then null else status.Problem)

let private commands =
    [
        "evaluate --policy random --env Hopper-v4"
        "expert --policy random --env Hopper-v4 --record {out}"
        "expert --env Hopper-v4 --out {out}"
        "train --env Hopper-v4 --demos {demos} --out {out}"
    ]

/// What GAIL_MUJOCO may name that is no MuJoCo library, and what the message says of it.
let private wrongLibraries =
    [
        "/nonexistent.so", "cannot be loaded as a library (/nonexistent.so: "
        Path.Combine(root, "README.md"), "cannot be loaded as a library"
        root, "cannot be loaded as a library"
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so"), "is not the MuJoCo library"
    ]

let private wrongLibrariesAndCommands =
    [
        for library in 0 .. wrongLibraries.Length - 1 do
            for command in (if library = 0 then commands else List.truncate 1 commands) do
                library, command
    ]

let private succeed folder (line: string) =
    let outcome = gailIn folder (List.ofArray (line.Split ' '))
    Check.True((outcome.ExitCode = 0), $"{line}: {outcome.ErrorOutput}")
    JsonDocument.Parse(Array.last (outcome.Output.TrimEnd().Split '\n')).RootElement

let private text (element: JsonElement) (name: string) =
    string (element.GetProperty(name).GetString())

let private raw (element: JsonElement) (name: string) = element.GetProperty(name).GetRawText()

/// So far from the reference that the engine refuses the first step.
let private breaking = "HalfCheetah-v5:resetNoiseScale=1e11"

[<Tests>]
let tests =
    inOrder
        "robot"
        [
            testTheory "a library that cannot be used is one line with what to do" wrongLibrariesAndCommands
            <| fun (library: int, command: string) ->
                Check.SkipUnless(OperatingSystem.IsLinux(), "the system's own words are Linux's")
                use folder = new Folder()
                let path, problem = wrongLibraries[library]

                let arguments =
                    command.Replace("{out}", folder.File "out").Replace("{demos}", cartPole ()).Split(' ')

                let outcome = gailWith [ "GAIL_MUJOCO", path ] (List.ofArray arguments)
                Check.Equal((1, ""), (outcome.ExitCode, outcome.Output))
                Check.StartsWith("gail: ", outcome.ErrorOutput)
                Check.Single(outcome.ErrorOutput.TrimEnd().Split('\n')) |> ignore

                for expected in [ problem; path; "GAIL_MUJOCO"; "apt-get install libmujoco2.2.2" ] do
                    Check.Contains(expected, outcome.ErrorOutput)

                Check.Empty(Directory.GetFileSystemEntries folder.Path)

            testTheory
                "what needs no simulation needs no library"
                [
                    "inspect {demos} --env Hopper-v5"
                    "options --env Hopper-v5:frameSkip=2"
                    "evaluate --policy random --env CartPole-v1 --episodes 1"
                ]
            <| fun (command: string) ->
                let arguments = command.Replace("{demos}", cartPole ()).Split(' ')

                let outcome = gailWith [ "GAIL_MUJOCO", "/nonexistent.so" ] (List.ofArray arguments)

                Check.Equal((0, ""), (outcome.ExitCode, outcome.ErrorOutput))

            testCase "from one of the paper's experts to a policy, with options in the environment's name"
            <| fun () ->
                requireLibrary ()
                use folder = new Folder()
                let succeed = succeed folder.Path
                writeExpert (folder.File "expert.npz") 11 3
                let small = String.concat " " TrainTests.small

                let recorded =
                    succeed
                        "expert --env Hopper-v1 --weights expert.npz --record demos.npz --episodes 3 --stochastic --json"

                Check.Equal("Hopper-v1", text recorded "environment")

                // The same spaces, another name: no obstacle.
                let inspected = succeed "inspect demos.npz --env Hopper-v4 --json"
                Check.Equal("Hopper-v1", text inspected "environment")
                Check.Equal("[]", raw inspected "problems")

                // Options in any order and spelling become the one name that everything else goes by.
                let id = "Hopper-v4:healthyZRange=0.5..inf,resetNoiseScale=0.01"

                let trained =
                    succeed
                        $"train --env Hopper-v4:resetNoiseScale=1e-2,healthyZRange=0.5..inf --demos demos.npz --eval-episodes 2 --json {small}"

                let run = text trained "run"
                Check.Equal(id, text trained "environment")
                Check.Equal(Path.Combine("runs", "Hopper-v4-healthyZRange-0.5..inf-resetNoiseScale-0.01-gail-s0"), run)

                let options = File.ReadAllText(folder.File $"{run}/options.json")
                Check.Equal(id, text (JsonDocument.Parse(options).RootElement) "environment")

                // The policy file says where it was trained.
                let evaluated = succeed $"evaluate --policy {run} --episodes 2 --json"
                Check.Equal(id, text evaluated "environment")
                Check.Equal(raw trained "evaluation", raw evaluated "evaluation")

                // An options.json names the environment; so does a run that goes on.
                let again =
                    succeed
                        $"train --options {run}/options.json --demos demos.npz --method bc --iterations 1 --eval-episodes 1 --json"

                Check.Equal(id, text again "environment")

                let resumed =
                    succeed $"train --resume {run} --iterations 3 --eval-episodes 1 --json"

                Check.Equal(("3", id), (raw resumed "iterations", text resumed "environment"))

                // And a policy's own episodes become demonstrations under the whole name.
                succeed $"expert --policy {run} --record own.npz --episodes 1 --json" |> ignore
                Check.Equal(id, text (succeed "inspect own.npz --json") "environment")

            testCase "experts that do not fit are refused with both widths"
            <| fun () ->
                requireLibrary ()
                use folder = new Folder()
                writeExpert (folder.File "expert.npz") 11 3

                let refused =
                    gailIn folder.Path [ "evaluate"; "--policy"; "expert.npz"; "--env"; "Ant-v1" ]

                Check.Equal(1, refused.ExitCode)
                Check.Contains("takes 11 observation values but Ant-v1 gives 111", refused.ErrorOutput)

            testCase "a very long name becomes a folder that any system can have"
            <| fun () ->
                requireLibrary ()
                use folder = new Folder()

                let options =
                    "contactCostRange=0..1,contactCostWeight=0,ctrlCostWeight=0,forwardRewardWeight=1,frameSkip=1,healthyReward=1,healthyZRange=0..9,resetNoiseScale=0"

                let trained =
                    succeed
                        folder.Path
                        $"expert --env Humanoid-v5:{options} --iterations 1 --batch-steps 20 --policy-hidden 4 --value-hidden 4 --eval-episodes 1 --json"

                Check.Equal(8, (text trained "environment").Split(',').Length)
                let name = string (Path.GetFileName(text trained "run"))
                Check.InRange(name.Length, 20, 120)
                Check.Matches(@"^Humanoid-v5-frameSkip-1-[\w.-]+-expert-s0$", name)

            testCase "episodes of a simulation that breaks down are counted wherever episodes are reported"
            <| fun () ->
                requireLibrary ()
                use folder = new Folder()
                let count (element: JsonElement) = raw element "unstableEpisodes"

                let evaluated =
                    succeed folder.Path $"evaluate --policy random --env {breaking} --episodes 3 --json"

                Check.Equal("3", count (evaluated.GetProperty "evaluation"))

                let recorded =
                    succeed
                        folder.Path
                        $"expert --policy random --env {breaking} --record demos.npz --episodes 2 --json"

                Check.Equal("2", count (recorded.GetProperty "recorded"))

                let words =
                    [ "evaluate"; "--policy"; "random"; "--env"; breaking; "--episodes"; "1" ]

                let said = gailIn folder.Path words
                Check.Contains("of which 1 cut short where the simulation broke down", said.Output)

            testCase "training says how often the simulation broke down"
            <| fun () ->
                requireLibrary ()
                use folder = new Folder()

                let line =
                    $"expert --env {breaking} --iterations 2 --batch-steps 10 --num-envs 0 --policy-hidden 4 --value-hidden 4 --eval-episodes 1 --json"

                let outcome = gailIn folder.Path (List.ofArray (line.Split ' '))
                Check.Equal(0, outcome.ExitCode)
                Check.Contains("episodes cut short 10 (the simulation broke down)", outcome.ErrorOutput)
                Check.Contains("note: 20 episodes of training were cut short", outcome.ErrorOutput)
                Check.Contains("\"unstableEpisodes\":20", outcome.Output)

        ]
