/// docs/ says what is: the files, headings, environments, options and commands it names exist.
module Gail.Scripts.Tests.DocsTests

open System
open System.IO
open System.Text.RegularExpressions
open Gail.Data
open Gail.Policies
open Gail.Scripts
open Gail.Data.Views
open Gail.Scripts.Tests.Repository
open Expecto
open Gail.TestSupport

let private read (name: string) =
    File.ReadAllText(Path.Combine(root, name))

let private pages =
    [
        "docs/architecture.md"
        "docs/internals.md"
        "docs/method.md"
        "docs/environments.md"
        "docs/data.md"
    ]

let private sources =
    [
        "Gail.Core"
        "Gail.Data"
        "Gail.MuJoCo"
        "Gail.Runs"
        "Gail.Experiments"
        "Gail.Scripts"
        "Gail.Cli"
        "tests"
        "examples"
    ]
    |> List.collect (fun folder ->
        Directory.GetFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
        |> List.ofArray)
    |> List.map (fun file -> "/" + Path.GetRelativePath(root, file).Replace('\\', '/'))

let private groups pattern text =
    Regex.Matches(text, pattern)
    |> Seq.map (fun found -> found.Groups[1].Value)
    |> List.ofSeq

let private isSource (name: string) =
    sources |> List.exists _.EndsWith("/" + name, StringComparison.Ordinal)

let private anchor (heading: string) =
    Regex.Replace(heading.Trim().ToLowerInvariant().Replace(' ', '-'), @"[^\w-]", "")

let private headings page =
    groups @"(?m)^## (.+)$" (read page) |> List.map anchor

/// The rows of a table, by what the header's first two cells say.
let private table (page: string) (first: string) (second: string) =
    let cells (line: string) =
        line.Trim('|').Split('|') |> Array.map _.Trim() |> List.ofArray

    read(page).Split '\n'
    |> Seq.skipWhile (fun line -> not (line.StartsWith $"| {first} | {second} |"))
    |> Seq.skip 2
    |> Seq.takeWhile _.StartsWith('|')
    |> Seq.map cells
    |> List.ofSeq

[<Tests>]
let tests =
    inOrder
        "docs"
        [
            testTheory "every source file named exists" pages
            <| fun (page: string) ->
                let files = groups @"`([\w./-]+\.(?:cs|fs|fsx|c))`" (read page)
                let tests = groups @"`(\w+Tests)`" (read page) |> List.filter (isSource >> not)
                Check.True(files.Length + tests.Length > 3)
                Check.Empty(files |> List.filter (isSource >> not))

                Check.Empty(
                    tests
                    |> List.filter (fun name -> not (isSource $"{name}.cs" || isSource $"{name}.fs"))
                )

            testCase "every type and member that the pages about the code name is in the code"
            <| fun () ->
                let words =
                    sources
                    |> Seq.filter (fun file -> file.EndsWith ".cs" || file.EndsWith ".fs")
                    |> Seq.filter (fun file -> not (file.Contains "/bin/" || file.Contains "/obj/"))
                    |> Seq.collect (fun file -> Regex.Matches(read (file.TrimStart '/'), @"[A-Z]\w+"))
                    |> Seq.map _.Value
                    |> Set.ofSeq

                for page in [ "docs/architecture.md"; "docs/internals.md"; "docs/method.md" ] do
                    let named =
                        groups @"`([A-Z][\w.<>]*)(?:\([^`]*)?`" (read page)
                        |> List.collect (groups @"([A-Z]\w+)")
                        |> List.distinct

                    Check.True(named.Length > 10)
                    Check.Empty(named |> List.filter (words.Contains >> not))

            testTheory "every entry of the contents leads to a heading" pages
            <| fun (page: string) -> Check.Equal(groups @"(?m)^- \[[^\]]+\]\(#([\w-]+)\)$" (read page), headings page)

            testCase "links between pages lead to headings"
            <| fun () ->
                for page in "README.md" :: pages do
                    for link in Regex.Matches(read page, @"\]\((?:docs/)?([\w-]+)\.md(?:#([\w-]+))?\)") do
                        Check.True(
                            [ "docs"; "." ]
                            |> List.exists (fun folder ->
                                File.Exists(Path.Combine(root, folder, $"{link.Groups[1].Value}.md")))
                        )

                        if link.Groups[2].Success then
                            Check.Contains(link.Groups[2].Value, headings $"docs/{link.Groups[1].Value}.md")

            testCase "the table of contracts counts what implements them"
            <| fun () ->
                let types =
                    [
                        for assembly in
                            [
                                typeof<IPolicy>.Assembly
                                typeof<Demonstrations>.Assembly
                                typeof<Gail.Runs.RunDirectory>.Assembly
                                typeof<Gail.MuJoCo.Environments.MuJoCoEnvironments>.Assembly
                            ] do
                            yield! assembly.GetTypes()
                    ]

                let implementations (name: string) =
                    types
                    |> List.filter (fun it ->
                        not it.IsAbstract
                        && it.GetInterfaces() |> Array.exists (fun contract -> contract.Name = name))
                    |> List.length

                let rows = table "docs/architecture.md" "contract" "what it is"
                Check.True(rows.Length >= 10)

                let counted =
                    [
                        for row in rows ->
                            let names = groups @"`(I\w+)`" row[0]
                            row[0], names |> List.map (implementations >> string) |> String.concat ", "
                    ]

                Check.Equal<(string * string) list>(counted, [ for row in rows -> row[0], row[2] ])

            testCase "the table of classic environments is that of their names"
            <| fun () ->
                let rows = table "docs/environments.md" "environment" "observation"

                let names = rows |> List.collect (fun row -> List.ofArray (row[0].Split ", "))

                Check.Equal(Env.classic, names)

                for row in rows do
                    let limits = row[3].Split ", "

                    for name, limit in Array.zip (row[0].Split ", ") limits do
                        let spec = Env.specOf name

                        Check.Equal(
                            (string spec.Observation.Width, string spec.StepLimit),
                            (row[1].Split(':')[0], limit)
                        )

            testCase "the table of robots has the widths and limits of every version"
            <| fun () ->
                let rows = table "docs/environments.md" "robot" "v1 observes"

                let named =
                    [
                        for row in rows do
                            for version, width in List.zip [ 1; 4; 5 ] row[1..3] do
                                if width <> "-" then
                                    let spec = Env.specOf $"{row[0]}-v{version}"
                                    Check.Equal(width, string spec.Observation.Width)
                                    Check.Equal((row[4], row[6]), (string spec.Action.Width, string spec.StepLimit))
                                    spec.Id
                    ]

                let plain =
                    Env.robots |> List.filter (fun name -> not (name.Contains "FixedHorizon"))

                Check.Equal(plain, named)

            testCase "the table of options has the defaults of every robot"
            <| fun () ->
                let rows = table "docs/environments.md" "option" "meaning"

                let listed =
                    [
                        for row in rows do
                            for value in row[2].Split "; " do
                                match value.Split ": " with
                                | [| value; robots |] ->
                                    for robot in robots.Split ", " do
                                        robot, row[0].Trim('`'), value
                                | _ -> failwith $"'{value}' is not 'value: robots'"
                    ]

                let actual =
                    [
                        for name in Env.robots do
                            if name.EndsWith "-v5" && not (name.Contains "FixedHorizon") then
                                for option in Env.options name do
                                    name[.. name.Length - 4], option.Name, option.Default
                    ]

                Check.Equal<(string * string * string) list>(List.sort actual, List.sort listed)

            testCase "the table of formats is the formats' own"
            <| fun () ->
                let line (cells: string seq) =
                    let joined = String.concat " | " cells
                    $"| {joined} |"

                // As the page should read, to be pasted.
                let formats =
                    DemonstrationReader.Formats
                    |> Seq.map (fun it -> line [ it.Name; (if it.IsWritten then "yes" else "no"); it.Description ])
                    |> String.concat "\n"

                let rows =
                    table "docs/data.md" "format" "written" |> Seq.map line |> String.concat "\n"

                Check.Equal(formats, rows)

            testCase "the tables of columns and normalisations name what there is"
            <| fun () ->
                let columns =
                    typeof<ColumnNames>.GetFields()
                    |> Seq.map (fun field -> string (field.GetRawConstantValue()))
                    |> List.ofSeq

                Check.Equal(columns, table "docs/data.md" "column" "type" |> List.map List.head)

                Check.Equal(
                    List.ofArray (Enum.GetNames<Normalization>()),
                    table "docs/data.md" "option" "observations are standardised with"
                    |> List.map List.head
                )

            testTheory
                "code about demonstrations is code of the tests"
                [
                    "csharp", "tests/Gail.Data.Tests/DataPageTests.cs"
                    "fsharp", "tests/Gail.Scripts.Tests/DataPageTests.fs"
                ]
            <| fun (language: string, file: string) ->
                // Indentation, and so where lines break, differs.
                let bare text = Regex.Replace(text, @"\s+", "")
                let tests = bare (read file)
                let blocks = groups $@"(?s)```{language}\n(.*?)```" (read "docs/data.md")
                Check.True(blocks.Length >= 3)

                for block in blocks do
                    Check.Contains(bare block, tests)

        ]
