module Gail.Cli.Tests.Program

open Gail.TestSupport

[<EntryPoint>]
let main arguments = runTests arguments
