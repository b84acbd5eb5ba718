module Gail.Tests.EnvTests

open System
open Gail.Environments
open Gail.MuJoCo.Environments
open Gail.MuJoCo.Native
open Gail.MuJoCo.Environments.Options
open Gail.Scripts
open Xunit

/// Skips the test where the robots' library is missing; where CI is true it goes on and fails.
let requireLibrary () =
    let status = EngineStatus.OfThisProcess()
    Assert.SkipWhen((not status.IsUsable && Environment.GetEnvironmentVariable "CI" <> "true"), status.Problem)

[<Fact>]
let ``every classic environment is created by its own name`` () =
    Assert.Contains("Pendulum-v1", Env.classic)

    for name in Env.classic do
        Assert.Equal(name, (Env.create name |> Env.spec).Id)

[<Fact>]
let ``every robot is created by its own name`` () =
    requireLibrary ()
    Assert.Contains("Hopper-v4", Env.robots)

    for name in Env.robots do
        Assert.Equal(Env.specOf name, Env.create name |> Env.spec)

[<Fact>]
let ``names are all different, and the facts of each are known without its library`` () =
    Assert.Equal<string>(Env.classic @ Env.robots, Env.names)
    Assert.Equal(Env.names.Length, (List.distinct Env.names).Length)
    Assert.Equal<string>(Env.names, Env.names |> List.map (fun name -> (Env.specOf name).Id))

[<Fact>]
let ``a robot's options are part of its name, in one form`` () =
    requireLibrary ()
    let name = "Hopper-v5:resetNoiseScale=0.010,ctrlCostWeight=1e-2"
    let id = "Hopper-v5:ctrlCostWeight=0.01,resetNoiseScale=0.01"
    Assert.Equal(id, (Env.create name |> Env.spec).Id)
    Assert.Equal(id, (Env.specOf name).Id)

    let changed =
        Env.options name
        |> List.filter (fun option -> option.Value <> option.Default)
        |> List.map _.Name

    Assert.Equal<string>([ "ctrlCostWeight"; "resetNoiseScale" ], changed)

[<Fact>]
let ``a classic environment has no options`` () =
    Assert.Empty(Env.options "Pendulum-v1")

    let error =
        Assert.Throws<RobotOptionException>(fun () -> Env.create "Pendulum-v1:gravity=3" |> ignore)

    Assert.Equal("Pendulum-v1 has no options, but is followed by ':gravity=3'.", error.Message)

[<Theory>]
[<InlineData("Pendulum-v9", "Pendulum-v1")>]
[<InlineData("Hoper-v4", "Hopper-v4")>]
[<InlineData("hopper-v5:frameSkip=2", "Hopper-v5")>]
[<InlineData("InvertedPendulum-v0", "InvertedPendulum-v1")>]
[<InlineData("CartPole-v4:frameSkip=2", "CartPole-v0")>]
let ``an unknown name is answered with the nearest of all`` (name: string) (nearest: string) =
    for ask in [ Env.create >> ignore; Env.specOf >> ignore; Env.options >> ignore ] do
        let error = Assert.Throws<UnknownEnvironmentException>(fun () -> ask name)
        Assert.Equal(nearest, error.Nearest[0])
        Assert.Contains($"'{name.Split(':')[0]}'", error.Message)
