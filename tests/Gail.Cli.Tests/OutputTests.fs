module Gail.Cli.Tests.OutputTests

open Gail.Cli.Display
open Expecto
open Gail.TestSupport

let private rows =
    [
        [ "name"; "meaning" ]
        [ "first"; "one two three four five six seven eight nine ten eleven twelve" ]
        [ "second"; "" ]
    ]

[<Tests>]
let tests =
    inOrder
        "output"
        [
            testCase "text is broken at spaces, and a long word stands alone"
            <| fun () ->
                Check.Equal(
                    [ "learn a"; "policy"; "demonstrations"; "alone" ],
                    Output.wrap 8 "learn a policy demonstrations alone"
                )

            testCase "text that fits is left as it is"
            <| fun () -> Check.Equal([ "a policy" ], Output.wrap 8 "a policy")

            testCase "a pipe gets one line per row"
            <| fun () -> Check.Equal([ "name    meaning"; "first   " + rows[1][1]; "second" ], Output.columns None rows)

            testCase "a wide terminal wraps the last column beside the others"
            <| fun () ->
                Check.Equal(
                    [
                        "name    meaning"
                        "first   one two three four five six seven eight"
                        "        nine ten eleven twelve"
                        "second"
                    ],
                    Output.columns (Some 49) rows
                )

            testCase "a narrow terminal gets the last column below the others"
            <| fun () ->
                Check.Equal(
                    [
                        "name"
                        "    meaning"
                        "first"
                        "    one two three four five six"
                        "    seven eight nine ten eleven"
                        "    twelve"
                        "second"
                    ],
                    Output.columns (Some 36) rows
                )

        ]
