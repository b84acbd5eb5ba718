module Gail.Tests.CurveTests

open System
open System.Collections.Generic
open Gail.Execution
open Gail.Scripts
open Xunit

[<Fact>]
let ``a table sets curves of any lengths side by side`` () =
    let table =
        Curve.table 2 [ "a", [ 1.0; 2.0; 3.25 ]; "a long name", [ -1.0; -200.0; nan; 4.0; 5.0 ] ]

    let expected =
        [
            "iteration           a  a long name"
            "        2         2.0       -200.0"
            "        4                      4.0"
            "        5                      5.0"
        ]

    Assert.Equal<string>(expected, table.Split Environment.NewLine)

[<Fact>]
let ``the tail is the mean of the last values, however few there are`` () =
    Assert.Equal(2.5, Curve.tail 2 [ 9.0; 2.0; 3.0 ])
    Assert.Equal(9.0, Curve.tail 5 [ 9.0 ])

[<Fact>]
let ``an unknown metric is answered with the known ones`` () =
    let env = Env.create "CartPole-v1"

    let step =
        Options.preset "paper" env
        |> Options.batch 50
        |> Train.expert env
        |> Train.steps Executor.SingleThreaded
        |> Seq.head

    Assert.Equal(1.0, Curve.value "iteration" step)

    let error =
        Assert.Throws<KeyNotFoundException>(fun () -> Curve.value "return" step |> ignore)

    Assert.Contains("true_return_mean", error.Message)
