namespace Gail.Cli

open System
open System.Text
open Argu
open FSharp.Reflection
open Gail.Configuration
open Gail.Training

/// A part of a command's help.
type Section =
    {
        Title: string
        /// What to type, and what it does.
        Rows: (string * string) list
    }

/// One command of gail.
type Command =
    {
        Name: string
        Summary: string
        Help: unit -> string
        /// Takes what follows the command's name; returns the exit code.
        Run: string list -> int
    }

/// How commands take their arguments and explain themselves.
[<RequireQualifiedAccess>]
module Command =

    let private helpWidth = 100

    /// "--a=b" becomes "--a b", so that both ways of writing are one.
    let private splitEquals (arguments: string list) =
        let split (argument: string) =
            match argument.IndexOf '=' with
            | at when at > 2 && argument.StartsWith "--" -> [ argument[.. at - 1]; argument[at + 1 ..] ]
            | _ -> [ argument ]

        List.collect split arguments

    let private parser<'A when 'A :> IArgParserTemplate> name =
        ArgumentParser.Create<'A>(
            programName = $"gail {name}",
            errorHandler = ExceptionExiter(),
            checkStructure = false
        )

    /// A case of a union of arguments as users type it: Eval_Episodes of n: int is --eval-episodes N.
    let private flag (case: UnionCaseInfo) =
        "--" + case.Name.ToLowerInvariant().Replace('_', '-')

    let private rows<'A when 'A :> IArgParserTemplate> () =
        let usage (case: UnionCaseInfo) =
            let blank (field: Reflection.PropertyInfo) =
                if field.PropertyType.IsValueType then
                    Activator.CreateInstance field.PropertyType
                else
                    null

            let value = FSharpValue.MakeUnion(case, case.GetFields() |> Array.map blank)
            (unbox<IArgParserTemplate> value).Usage

        [
            for case in FSharpType.GetUnionCases typeof<'A> ->
                let fields =
                    case.GetFields() |> Array.map (fun field -> " " + field.Name.ToUpperInvariant())

                flag case, String.Join("", fields), usage case
        ]

    /// A section of some of a union's arguments, by their names.
    let section<'A when 'A :> IArgParserTemplate> title (names: string list) =
        let all = rows<'A>()

        {
            Title = title
            Rows =
                [
                    for name in names ->
                        let flag, value, usage = all |> List.find (fun (flag, _, _) -> flag = name)
                        flag + value, usage
                ]
        }

    /// A section of a group of settings. `defaults` has the presets with their options in every environment; where
    /// those differ, the first environment's are shown with a star.
    let settings title group (table: Setting list) (defaults: (string * TrainingOptions list) list) =
        let shows =
            defaults
            |> List.map (fun (preset, options) -> preset, options |> List.map Given.show)

        let value shows setting =
            match shows |> List.map (fun show -> show setting) |> List.distinct with
            | [ always ] -> always
            | values -> $"{values.Head}*"

        let standard setting =
            match shows |> List.map (fun (preset, shows) -> preset, value shows setting) with
            | (_, first) :: others when others |> List.forall (fun (_, other) -> other = first) -> $"[{first}]"
            | differing ->
                let each =
                    differing
                    |> List.map (fun (preset, value) -> $"{preset} {value}")
                    |> String.concat ", "

                $"[{each}]"

        let row setting =
            match setting.Flag with
            | None -> None
            | Some flag -> Some($"{flag} {Kind.placeholder setting.Kind}", $"{setting.Help} {standard setting}")

        {
            Title = title
            Rows = table |> List.filter (fun setting -> setting.Group = group) |> List.choose row
        }

    /// The whole help of a command.
    let help summary usage (sections: Section list) (examples: (string * string) list) =
        let text = StringBuilder()

        let line (words: string) =
            text.Append(words).Append('\n') |> ignore

        line summary
        line ""
        line $"Usage: {usage}"

        let longest =
            sections
            |> List.collect _.Rows
            |> List.map (fun (left, _) -> left.Length)
            |> List.filter (fun length -> length <= 32)

        let indent = 4 + List.fold max 0 longest

        for section in sections do
            line ""
            line section.Title

            for left, right in section.Rows do
                let lines = Output.wrap (helpWidth - indent) right

                let first, later =
                    if left.Length + 4 <= indent then
                        ("  " + left).PadRight indent + lines.Head, lines.Tail
                    else
                        "  " + left, lines

                line first
                later |> List.iter (fun words -> line (String(' ', indent) + words))

        if not examples.IsEmpty then
            line ""
            line "Examples"

            for what, command in examples do
                line $"  # {what}"
                line $"  {command}"

        text.ToString().TrimEnd()

    /// What options of earlier versions are called now.
    let private renamed = dict [ "--lanes", "--num-envs" ]

    /// Refuses what begins with -- and is no option, with its present name or the nearest that are.
    let private refuseUnknown known (arguments: string list) =
        match
            arguments
            |> List.tryFind (fun argument -> argument.StartsWith "--" && not (List.contains argument known))
        with
        | Some unknown when renamed.ContainsKey unknown && List.contains renamed[unknown] known ->
            Errors.usage $"there is no option '{unknown}'; it is {renamed[unknown]} now"
        | Some unknown -> Errors.usage $"there is no option '{unknown}'{Nearest.question unknown known}"
        | None -> ()

    /// Refuses an option that comes twice; Argu would pass over all but one in silence. What --set sets is not its own.
    let private refuseTwice (arguments: string list) =
        match
            arguments
            |> List.filter (fun argument -> argument.StartsWith "--" && argument <> "--set")
            |> List.countBy id
            |> List.tryFind (fun (_, count) -> count > 1)
        with
        | Some(option, _) -> Errors.usage $"{option} is given twice"
        | None -> ()

    /// A command that takes settings besides the arguments of a union.
    let withSettings<'A when 'A :> IArgParserTemplate>
        name
        summary
        (help: unit -> string)
        (table: Setting list)
        (run: Given list -> ParseResults<'A> -> int)
        =
        let runWith arguments =
            let given, rest = splitEquals arguments |> Given.take table
            let own = rows<'A>() |> List.map (fun (flag, _, _) -> flag)
            let flags = table |> List.choose _.Flag

            rest |> refuseUnknown (own @ flags @ [ "--help"; "--set" ])
            refuseTwice rest
            let parsed = (parser<'A> name).ParseCommandLine(Array.ofList rest)
            run given parsed

        {
            Name = name
            Summary = summary
            Help = help
            Run = runWith
        }

    /// A command.
    let create<'A when 'A :> IArgParserTemplate> name summary help (run: ParseResults<'A> -> int) =
        withSettings<'A> name summary help [] (fun _ -> run)
