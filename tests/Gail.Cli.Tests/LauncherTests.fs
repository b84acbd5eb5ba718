/// ./gail, the script at the root. Slow: it may have to build.
module Gail.Cli.Tests.LauncherTests

open System.IO
open Gail.Cli.Tests.GailProcess
open Expecto
open Gail.TestSupport

[<Tests>]
let tests =
    inOrder
        "launcher"
        [
            slow (
                testCase "./gail runs from another folder and through a symbolic link"
                <| fun () ->
                    Check.SkipWhen(System.OperatingSystem.IsWindows(), "gail.cmd is the script for Windows")
                    let folder = Directory.CreateTempSubdirectory("gail-launcher-").FullName

                    try
                        let script = Path.Combine(root, "gail")
                        let expected = gail [ "--version" ]
                        let direct = runIn folder script [ "--version" ]
                        Check.Equal((0, expected.Output), (direct.ExitCode, direct.Output))

                        File.CreateSymbolicLink(Path.Combine(folder, "first"), script) |> ignore
                        File.CreateSymbolicLink(Path.Combine(folder, "second"), "first") |> ignore
                        let linked = runIn folder (Path.Combine(folder, "second")) [ "--version" ]
                        Check.Equal((0, expected.Output), (linked.ExitCode, linked.Output))
                        Check.Empty linked.ErrorOutput
                    finally
                        Directory.Delete(folder, true)
            )

        ]
