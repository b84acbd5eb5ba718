namespace Gail.Cli.Arguments

open System
open System.Text
open Gail.Numerics
open Argu
open FSharp.Reflection
open Gail.Configuration
open Gail.OptionRules
open Gail.Cli
open Gail.Cli.Display

/// A part of a command's help.
type Section =
    {
        Title: string
        /// The text to type, and its effect.
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

/// Arguments and help of commands.
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

    /// The same where the first option is the command's main argument, which is shown by what it stands for, as in FILE.
    let sectionWithMain<'A when 'A :> IArgParserTemplate> title (shown: string) (names: string list) =
        let whole = section<'A> title names

        match whole.Rows with
        | (_, usage) :: others ->
            { whole with
                Rows = (shown, usage) :: others
            }
        | [] -> whole

    /// A section of options of a run: those that have flags. `defaults` has the presets with their options in every
    /// environment; where those differ, the first environment's are shown with a star.
    let options title (table: OptionRule list) (defaults: (string * TrainingOptions list) list) =
        let presets =
            defaults
            |> List.map (fun (preset, options) -> preset, options |> List.map OptionValues)

        let value (values: OptionValues list) (option: OptionRule) =
            match values |> List.map _.Show(option) |> List.distinct with
            | [ always ] -> always
            | several -> $"{several.Head}*"

        let standard option =
            match presets |> List.map (fun (preset, values) -> preset, value values option) with
            | (_, first) :: others when others |> List.forall (fun (_, other) -> other = first) -> $"[{first}]"
            | differing ->
                let each =
                    differing
                    |> List.map (fun (preset, value) -> $"{preset} {value}")
                    |> String.concat ", "

                $"[{each}]"

        let row (option: OptionRule) =
            match option.Flag with
            | null -> None
            | flag -> Some($"{flag} {option.Kind.Placeholder}", $"{option.Meaning} {standard option}")

        {
            Title = title
            Rows =
                table
                |> List.filter (fun option -> String.Equals(option.Section, title))
                |> List.choose row
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

    /// The present names of options of earlier versions.
    let private renamed = dict [ "--lanes", "--num-envs" ]

    /// Refuses what begins with -- and is no option, with its present name or the nearest that are.
    let private refuseUnknown known (arguments: string list) =
        match
            arguments
            |> List.tryFind (fun argument -> argument.StartsWith "--" && not (List.contains argument known))
        with
        | Some unknown when renamed.ContainsKey unknown && List.contains renamed[unknown] known ->
            Errors.usage $"there is no option '{unknown}'; it is {renamed[unknown]} now"
        | Some unknown -> Errors.usage $"there is no option '{unknown}'{NearestNames.Question(unknown, known)}"
        | None -> ()

    /// Refuses an option that comes twice; Argu would pass over all but one in silence.
    let private refuseTwice (arguments: string list) =
        match
            arguments
            |> List.filter _.StartsWith("--")
            |> List.countBy id
            |> List.tryFind (fun (_, count) -> count > 1)
        with
        | Some(option, _) -> Errors.usage $"{option} is given twice"
        | None -> ()

    /// The flags of options are short for --set, which is all that Argu sees of them: "--discount 5" becomes
    /// "--set --discount=5". Returns these and, apart, the arguments of the command's own.
    let expand (table: OptionRule list) (arguments: string list) =
        let rec next sets own arguments =
            match arguments with
            | "--set" :: text :: tail when not table.IsEmpty -> next (text :: sets) own tail
            | [ "--set" ] when not table.IsEmpty -> Errors.usage "--set needs a value: PATH=VALUE"
            | (name: string) :: tail ->
                match table |> List.tryFind (fun option -> String.Equals(option.Flag, name)), tail with
                | None, _ -> next sets (name :: own) tail
                | Some _, text :: tail when not (text.StartsWith "--") -> next ($"{name}={text}" :: sets) own tail
                | Some option, _ -> Errors.usage $"{name} needs a value: {option.Allowed}"
            | [] -> List.rev sets, List.rev own

        next [] [] arguments

    /// A command that takes options of a run, whose union of arguments has a case Set for them.
    let withOptions<'A when 'A :> IArgParserTemplate>
        name
        summary
        (help: unit -> string)
        (table: OptionRule list)
        (run: ParseResults<'A> -> int)
        =
        let runWith arguments =
            let sets, own = splitEquals arguments |> expand table
            let flags = rows<'A>() |> List.map (fun (flag, _, _) -> flag)
            let settable = table |> List.map _.Flag |> List.choose Option.ofObj

            own |> refuseUnknown (flags @ settable @ [ "--help" ])
            refuseTwice own

            let all = own @ (sets |> List.collect (fun text -> [ "--set"; text ]))
            run ((parser<'A> name).ParseCommandLine(Array.ofList all))

        {
            Name = name
            Summary = summary
            Help = help
            Run = runWith
        }

    /// A command.
    let create<'A when 'A :> IArgParserTemplate> name summary help (run: ParseResults<'A> -> int) =
        withOptions<'A> name summary help [] run
