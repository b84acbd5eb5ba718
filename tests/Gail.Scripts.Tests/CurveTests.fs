module Gail.Scripts.Tests.CurveTests

open System
open System.Collections.Generic
open Gail.Execution
open Gail.Scripts
open Expecto
open Gail.TestSupport

[<Tests>]
let tests =
    inOrder
        "curve"
        [
            testCase "a table sets curves of any lengths side by side"
            <| fun () ->
                let table =
                    Curve.table 2 [ "a", [ 1.0; 2.0; 3.25 ]; "a long name", [ -1.0; -200.0; nan; 4.0; 5.0 ] ]

                let expected =
                    [
                        "iteration           a  a long name"
                        "        2         2.0       -200.0"
                        "        4                      4.0"
                        "        5                      5.0"
                    ]

                Check.SameItems(expected, table.Split Environment.NewLine)

            testCase "the tail is the mean of the last values, however few there are"
            <| fun () ->
                Check.Equal(2.5, Curve.tail 2 [ 9.0; 2.0; 3.0 ])
                Check.Equal(9.0, Curve.tail 5 [ 9.0 ])

            testCase "an unknown metric is answered with the known ones"
            <| fun () ->
                let env = Env.create "CartPole-v1"

                let step =
                    Options.preset "paper" env
                    |> Options.batch 50
                    |> Train.expert env
                    |> Train.steps Executor.SingleThreaded
                    |> Seq.head

                Check.Equal(1.0, Curve.value "iteration" step)

                let error =
                    Check.Throws<KeyNotFoundException>(fun () -> Curve.value "return" step |> ignore)

                Check.Contains("true_return_mean", error.Message)

        ]
