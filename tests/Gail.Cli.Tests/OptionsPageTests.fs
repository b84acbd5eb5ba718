/// The page of options in the documentation is what the declarations say.
module Gail.Cli.Tests.OptionsPageTests

open System.IO
open Gail.Cli.Commands
open Gail.Cli.Tests.GailProcess
open Expecto
open Gail.TestSupport

[<Tests>]
let tests =
    inOrder
        "options page"
        [
            testCase "docs/options.md is what gail options --markdown prints"
            <| fun () ->
                let page = File.ReadAllText(Path.Combine(root, "docs", "options.md"))
                Check.Equal(page.TrimEnd(), Options.page ())

        ]
