/// docs/architecture.md says what is: the files and headings it names exist.
module Gail.Tests.DocsTests

open System
open System.IO
open System.Text.RegularExpressions
open Gail.Tests.Repository
open Xunit

let private text = File.ReadAllText(Path.Combine(root, "docs", "architecture.md"))

let private sources =
    [ "Gail.Core"; "Gail.Data"; "Gail.Scripts"; "Gail.Cli"; "tests"; "examples" ]
    |> List.collect (fun folder ->
        Directory.GetFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
        |> List.ofArray)
    |> List.map (fun file -> "/" + Path.GetRelativePath(root, file).Replace('\\', '/'))

let private groups pattern =
    Regex.Matches(text, pattern)
    |> Seq.map (fun found -> found.Groups[1].Value)
    |> List.ofSeq

[<Fact>]
let ``every source file named exists`` () =
    let named = groups @"`([\w./-]+\.(?:cs|fs|fsx))`"
    Assert.True(named.Length > 20)

    let missing =
        named
        |> List.filter (fun name -> not (sources |> List.exists _.EndsWith("/" + name, StringComparison.Ordinal)))

    Assert.Empty missing

[<Fact>]
let ``every entry of the contents leads to a heading`` () =
    let anchor (heading: string) =
        Regex.Replace(heading.Trim().ToLowerInvariant().Replace(' ', '-'), @"[^\w-]", "")

    let headings = groups @"(?m)^## (.+)$" |> List.map anchor
    Assert.Equal<string list>(groups @"\]\(#([\w-]+)\)", headings)
