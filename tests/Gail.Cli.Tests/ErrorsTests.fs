module Gail.Cli.Tests.ErrorsTests

open System
open System.IO
open Gail.Cli
open Expecto
open Gail.TestSupport

let private guard (error: exn) =
    use errorOutput = new StringWriter()
    let code = Errors.guard "gail --help" errorOutput (fun () -> raise error)
    code, errorOutput.ToString()

[<Tests>]
let tests =
    inOrder
        "errors"
        [
            testCase "a user's error is one line and exit code 1"
            <| fun () ->
                Check.Equal((1, $"gail: --seed is wrong{Environment.NewLine}"), guard (UserError "--seed is wrong"))

            testCase "what the file system refuses is a user's error"
            <| fun () ->
                let code, message = guard (FileNotFoundException "no such file: a.npz")
                Check.Equal(1, code)
                Check.DoesNotContain("   at ", message)

            testCase "a user's error that parallel work wraps is still one"
            <| fun () ->
                Check.Equal(
                    (1, $"gail: bad row{Environment.NewLine}"),
                    guard (AggregateException(InvalidDataException "bad row"))
                )

            testCase "a defect shows everything and exit code 3"
            <| fun () ->
                let code, message = guard (InvalidOperationException "impossible")
                Check.Equal(3, code)
                Check.Contains("defect of gail", message)
                Check.Contains("System.InvalidOperationException: impossible", message)
                Check.Contains("   at ", message)

            testCase "wrong usage is one line with a hint and exit code 2"
            <| fun () ->
                let expected =
                    $"gail: --seed needs a value. Try `gail --help`.{Environment.NewLine}"

                Check.Equal((2, expected), guard (UsageError "--seed needs a value"))

            testCase "a message of several lines becomes one"
            <| fun () -> Check.Equal((1, $"gail: one two{Environment.NewLine}"), guard (UserError "one\ntwo"))

            testCase "control characters are shown as codes"
            <| fun () ->
                Check.Equal((1, $"gail: \\u001b[2J is bad{Environment.NewLine}"), guard (UserError "\u001b[2J is bad"))

            testCase "too little memory is no defect and has an exit code of its own"
            <| fun () ->
                for error in [ OutOfMemoryException() :> exn; AggregateException(OutOfMemoryException()) ] do
                    let code, message = guard error
                    Check.Equal(4, code)
                    Check.StartsWith("gail: out of memory: ", message)
                    Check.DoesNotContain("defect", message)
                    Check.DoesNotContain("   at ", message)

            testCase "a reader that has gone is the end, without a word"
            <| fun () -> Check.Equal((141, ""), guard (OutputClosed()))

            testCase "an environment that terminates undeclared is the user's to mend"
            <| fun () ->
                let code, message =
                    guard (Gail.Environments.UndeclaredTerminationException "Rail-v0")

                Check.Equal(1, code)
                Check.StartsWith("gail: Rail-v0 terminated an episode", message)

        ]
