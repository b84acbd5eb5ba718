module Gail.Tests.OutputTests

open Gail.Cli.Display
open Xunit

[<Fact>]
let ``text is broken at spaces, and a long word stands alone`` () =
    Assert.Equal<string list>(
        [ "learn a"; "policy"; "demonstrations"; "alone" ],
        Output.wrap 8 "learn a policy demonstrations alone"
    )

[<Fact>]
let ``text that fits is left as it is`` () =
    Assert.Equal<string list>([ "a policy" ], Output.wrap 8 "a policy")

let private rows =
    [
        [ "name"; "meaning" ]
        [ "first"; "one two three four five six seven eight nine ten eleven twelve" ]
        [ "second"; "" ]
    ]

[<Fact>]
let ``a pipe gets one line per row`` () =
    Assert.Equal<string list>([ "name    meaning"; "first   " + rows[1][1]; "second" ], Output.columns None rows)

[<Fact>]
let ``a wide terminal wraps the last column beside the others`` () =
    Assert.Equal<string list>(
        [
            "name    meaning"
            "first   one two three four five six seven eight"
            "        nine ten eleven twelve"
            "second"
        ],
        Output.columns (Some 49) rows
    )

[<Fact>]
let ``a narrow terminal gets the last column below the others`` () =
    Assert.Equal<string list>(
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
