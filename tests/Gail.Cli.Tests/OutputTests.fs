module Gail.Tests.OutputTests

open Gail.Cli
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
