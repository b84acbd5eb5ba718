module Gail.Scripts.Tests.Program

open Gail.TestSupport

[<EntryPoint>]
let main arguments = runTests arguments
