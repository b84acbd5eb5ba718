module Gail.Scripts.Tests.EnvTests

open System
open Gail.Environments
open Gail.MuJoCo.Environments
open Gail.MuJoCo.Native
open Gail.MuJoCo.Environments.Options
open Gail.Scripts
open Expecto
open Gail.TestSupport

/// Skips the test where the robots' library is missing; where CI is true it goes on and fails.
let requireLibrary () =
    let status = EngineStatus.OfThisProcess()
    Check.Installed(if status.IsUsable then null else status.Problem)

[<Tests>]
let tests =
    inOrder
        "env"
        [
            testCase "every classic environment is created by its own name"
            <| fun () ->
                Check.Contains("Pendulum-v1", Env.classic)

                for name in Env.classic do
                    Check.Equal(name, (Env.create name |> Env.spec).Id)

            testCase "every robot is created by its own name"
            <| fun () ->
                requireLibrary ()
                Check.Contains("Hopper-v4", Env.robots)

                for name in Env.robots do
                    Check.Equal(Env.specOf name, Env.create name |> Env.spec)

            testCase "names are all different, and the facts of each are known without its library"
            <| fun () ->
                Check.SameItems(Env.classic @ Env.robots, Env.names)
                Check.Equal(Env.names.Length, (List.distinct Env.names).Length)
                Check.SameItems(Env.names, Env.names |> List.map (fun name -> (Env.specOf name).Id))

            testCase "a robot's options are part of its name, in one form"
            <| fun () ->
                requireLibrary ()
                let name = "Hopper-v5:resetNoiseScale=0.010,ctrlCostWeight=1e-2"
                let id = "Hopper-v5:ctrlCostWeight=0.01,resetNoiseScale=0.01"
                Check.Equal(id, (Env.create name |> Env.spec).Id)
                Check.Equal(id, (Env.specOf name).Id)

                let changed =
                    Env.options name
                    |> List.filter (fun option -> option.Value <> option.Default)
                    |> List.map _.Name

                Check.SameItems([ "ctrlCostWeight"; "resetNoiseScale" ], changed)

            testCase "a classic environment has no options"
            <| fun () ->
                Check.Empty(Env.options "Pendulum-v1")

                let error =
                    Check.Throws<RobotOptionException>(fun () -> Env.create "Pendulum-v1:gravity=3" |> ignore)

                Check.Equal("Pendulum-v1 has no options, but is followed by ':gravity=3'.", error.Message)

            testTheory
                "an unknown name is answered with the nearest of all"
                [
                    "Pendulum-v9", "Pendulum-v1"
                    "Hoper-v4", "Hopper-v4"
                    "hopper-v5:frameSkip=2", "Hopper-v5"
                    "InvertedPendulum-v0", "InvertedPendulum-v1"
                    "CartPole-v4:frameSkip=2", "CartPole-v0"
                ]
            <| fun (name: string, nearest: string) ->
                for ask in [ Env.create >> ignore; Env.specOf >> ignore; Env.options >> ignore ] do
                    let error = Check.Throws<UnknownEnvironmentException>(fun () -> ask name)
                    Check.Equal(nearest, error.Nearest[0])
                    Check.Contains($"'{name.Split(':')[0]}'", error.Message)

        ]
