module Gail.Tests.ErrorsTests

open System
open System.IO
open Gail.Cli
open Xunit

let private guard (error: exn) =
    use errorOutput = new StringWriter()
    let code = Errors.guard "gail --help" errorOutput (fun () -> raise error)
    code, errorOutput.ToString()

[<Fact>]
let ``a user's error is one line and exit code 1`` () =
    Assert.Equal((1, $"gail: --seed is wrong{Environment.NewLine}"), guard (UserError "--seed is wrong"))

[<Fact>]
let ``what the file system refuses is a user's error`` () =
    let code, message = guard (FileNotFoundException "no such file: a.npz")
    Assert.Equal(1, code)
    Assert.DoesNotContain("   at ", message)

[<Fact>]
let ``a user's error that parallel work wraps is still one`` () =
    Assert.Equal((1, $"gail: bad row{Environment.NewLine}"), guard (AggregateException(InvalidDataException "bad row")))

[<Fact>]
let ``a defect shows everything and exit code 3`` () =
    let code, message = guard (InvalidOperationException "impossible")
    Assert.Equal(3, code)
    Assert.Contains("defect of gail", message)
    Assert.Contains("System.InvalidOperationException: impossible", message)
    Assert.Contains("   at ", message)

[<Fact>]
let ``wrong usage is one line with a hint and exit code 2`` () =
    let expected =
        $"gail: --seed needs a value. Try `gail --help`.{Environment.NewLine}"

    Assert.Equal((2, expected), guard (UsageError "--seed needs a value"))

[<Fact>]
let ``a message of several lines becomes one`` () =
    Assert.Equal((1, $"gail: one two{Environment.NewLine}"), guard (UserError "one\ntwo"))

[<Fact>]
let ``control characters are shown as codes`` () =
    Assert.Equal((1, $"gail: \\u001b[2J is bad{Environment.NewLine}"), guard (UserError "\u001b[2J is bad"))

[<Fact>]
let ``too little memory is no defect and has an exit code of its own`` () =
    for error in [ OutOfMemoryException() :> exn; AggregateException(OutOfMemoryException()) ] do
        let code, message = guard error
        Assert.Equal(4, code)
        Assert.StartsWith("gail: out of memory: ", message)
        Assert.DoesNotContain("defect", message)
        Assert.DoesNotContain("   at ", message)

[<Fact>]
let ``a reader that has gone is the end, without a word`` () =
    Assert.Equal((141, ""), guard (OutputClosed()))

[<Fact>]
let ``an environment that terminates undeclared is the user's to mend`` () =
    let code, message =
        guard (Gail.Environments.UndeclaredTerminationException "Rail-v0")

    Assert.Equal(1, code)
    Assert.StartsWith("gail: Rail-v0 terminated an episode", message)
