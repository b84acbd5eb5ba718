module Gail.Tests.ErrorsTests

open System
open System.IO
open Gail.Cli
open Xunit

let private guard (error: exn) =
    use output = new StringWriter()
    use errorOutput = new StringWriter()
    let code = Errors.guard output errorOutput (fun () -> raise error)
    Assert.Empty(output.ToString())
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
