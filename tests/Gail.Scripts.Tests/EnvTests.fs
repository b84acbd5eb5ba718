module Gail.Tests.EnvTests

open Gail.Environments
open Gail.Scripts
open Xunit

[<Fact>]
let ``every built-in environment is created by its own name`` () =
    Assert.Contains("Pendulum-v1", Env.names)

    for name in Env.names do
        Assert.Equal(name, (Env.create name |> Env.spec).Id)

[<Fact>]
let ``an unknown name is answered with the nearest`` () =
    let error =
        Assert.Throws<UnknownEnvironmentException>(fun () -> Env.create "Pendulum-v9" |> ignore)

    Assert.Contains("Pendulum-v1", error.Message)
