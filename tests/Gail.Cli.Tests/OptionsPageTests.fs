/// The page of options in the documentation is what the declarations say.
module Gail.Tests.OptionsPageTests

open System.IO
open Gail.Cli.Commands
open Gail.Tests.GailProcess
open Xunit

[<Fact>]
let ``docs/options.md is what gail options --markdown prints`` () =
    let page = File.ReadAllText(Path.Combine(root, "docs", "options.md"))
    Assert.Equal(page.TrimEnd(), Options.page ())
