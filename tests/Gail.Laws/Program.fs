module Gail.Laws.Program

open Gail.TestSupport

[<EntryPoint>]
let main arguments = runTests arguments
