/// How the tests of a project are put together and run.
[<AutoOpen>]
module Gail.TestSupport.Suite

open System
open Expecto

[<Literal>]
let private Slow = "--slow"

/// Tests that share files or a process: one after another, beside those of other lists.
let inOrder name tests =
    testSequencedGroup name (testList name tests)

/// A test of the slow tier, which runs with --slow.
let slow test =
    if Array.contains Slow (Environment.GetCommandLineArgs()) then
        test
    else
        testList "slow" []

/// Runs the tests of the program; the arguments besides --slow are Expecto's.
let runTests (arguments: string array) =
    runTestsInAssemblyWithCLIArgs [] (Array.filter ((<>) Slow) arguments)
