namespace Gail.Cli

open System
open System.Text.Json
open System.Text.Json.Nodes
open Gail.Configuration
open Gail.Numerics
open Gail.Training

/// A setting as the command line gave it.
type Given =
    {
        Setting: Setting
        /// What the user typed: "--discount" or "--set advantage.discount".
        Name: string
        Text: string
    }

/// Settings taken from the command line, checked, and put into options.
[<RequireQualifiedAccess>]
module Given =

    let private plain (name: string) =
        name.Replace("-", "").ToLowerInvariant()

    let private outOfRange name (came: string) kind =
        Errors.user $"{name} is {came}, expected {Kind.describe kind}."

    let private ofText given (read: string -> Result<'T, NumberFault>) (isAllowed: 'T -> bool) =
        match read given.Text with
        | Ok value when isAllowed value -> value
        | Ok _ -> outOfRange given.Name given.Text given.Setting.Kind
        | Error fault -> Number.refuse given.Name given.Text (Kind.describe given.Setting.Kind) fault

    let private whole given least most =
        ofText given Number.whole (fun value -> value >= least && value <= most)

    let private isNone (text: string) =
        [ "none"; "null" ] |> List.contains (text.ToLowerInvariant())

    /// The value for options.json. A value of another kind is wrong usage, one out of range the user's error.
    let private toJson given : JsonNode | null =
        match given.Setting.Kind with
        | WholeOrNone _ when isNone given.Text -> null
        | WholeOrNone least -> JsonValue.Create(whole given least Int64.MaxValue)
        | Whole(least, most) -> JsonValue.Create(whole given least most)
        | Real interval -> JsonValue.Create(ofText given Number.real (Kind.containsReal interval))
        | Choice names ->
            match names |> List.tryFind (fun name -> plain name = plain given.Text) with
            | Some name -> JsonValue.Create name
            | None -> outOfRange given.Name $"'{given.Text}'" given.Setting.Kind
        | YesNo ->
            match Boolean.TryParse given.Text with
            | true, value -> JsonValue.Create value
            | _ -> Errors.usage $"{given.Name} is '{given.Text}', expected {Kind.describe YesNo}"
        | Widths ->
            let width (text: string) : JsonNode =
                match Number.whole text with
                | Ok width when width >= 1L && width <= int64 Int32.MaxValue -> JsonValue.Create(int width)
                | Ok _ -> outOfRange given.Name given.Text Widths
                | Error fault -> Number.refuse given.Name given.Text (Kind.describe Widths) fault

            JsonArray(given.Text.Split(',') |> Array.map (fun text -> width (text.Trim())))

    let private enter (node: JsonNode | null) (name: string) : JsonNode | null =
        match node with
        | null -> null
        | node -> node[name]

    /// The entry of options.json at a path.
    let private find (root: JsonNode) (path: string) : JsonNode | null =
        path.Split('.') |> Array.fold enter root

    let private root (options: TrainingOptions) =
        nonNull (JsonNode.Parse(OptionsJson.Write options))

    /// The value of a setting in options, as the command line writes it.
    let show (options: TrainingOptions) =
        let root = root options

        fun (setting: Setting) ->
            match find root setting.Path, setting.Kind with
            | null, _ -> "none"
            | node, Widths -> node.AsArray() |> Seq.map string |> String.concat ","
            | node, Choice _ -> Kind.spoken (string node)
            | node, _ -> node.ToJsonString()

    /// Checks every setting; `source` is what the user would look at, the file or preset the options came from.
    let check (source: string) (options: TrainingOptions) =
        let root =
            try
                root options
            with :? InvalidOperationException ->
                // A list that JSON gave as null cannot even be written.
                Errors.user $"{source}: a list of widths is null, expected {Kind.describe Widths}."

        let fine (kind: Kind) (node: JsonNode) =
            let number = node.GetValueKind() = JsonValueKind.Number

            match kind with
            | WholeOrNone least -> number && node.GetValue<int64>() >= least
            | Whole(least, most) -> number && node.GetValue<int64>() >= least && node.GetValue<int64>() <= most
            | Real interval -> number && Kind.containsReal interval (node.GetValue<float>())
            | Choice names -> not number && List.contains (node.GetValue<string>()) names
            | Widths -> node.AsArray() |> Seq.forall (fun width -> (nonNull width).GetValue<int>() >= 1)
            | YesNo -> true

        for setting in Settings.all do
            match find root setting.Path, setting.Kind with
            | null, WholeOrNone _ -> ()
            | null, kind -> outOfRange $"{source}: {setting.Path}" "null" kind
            | node, kind when fine kind node -> ()
            | node, kind -> outOfRange $"{source}: {setting.Path}" (node.ToJsonString()) kind

    let private set (root: JsonNode) given =
        let parts = given.Setting.Path.Split '.'

        match Array.fold enter root parts[.. parts.Length - 2] with
        | null -> invalidOp $"options.json has no '{given.Setting.Path}'"
        | parent -> parent[Array.last parts] <- toJson given

    /// The options with what was given put in.
    let apply (given: Given list) (options: TrainingOptions) =
        let root = root options
        given |> List.iter (set root)
        let changed = OptionsJson.Read(root.ToJsonString())

        // A user who asks for more steps than the preset's iterations take wants the steps.
        let gives path =
            given |> List.exists (fun one -> one.Setting.Path = path)

        match Option.ofNullable changed.Steps with
        | Some steps when gives "steps" && not (gives "iterations") ->
            let needed = 1L + (steps - 1L) / int64 changed.StepsPerIteration
            changed.With(iterations = max changed.Iterations (int (min needed (int64 Int32.MaxValue))))
        | _ -> changed

    let private ofPair (settings: Setting list) (text: string) =
        match text.IndexOf '=' with
        | at when at <= 0 -> Errors.usage $"--set is '{text}', expected PATH=VALUE, as in advantage.discount=0.99"
        | at ->
            let path = text[.. at - 1].Trim()

            match
                settings
                |> List.tryFind (fun setting -> setting.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
            with
            | Some setting ->
                {
                    Setting = setting
                    Name = $"--set {setting.Path}"
                    Text = text[at + 1 ..].Trim()
                }
            | None ->
                let near = Nearest.question path (settings |> Seq.map _.Path)
                Errors.user $"--set: there is no '{path}'{near}; `gail options` lists all."

    let private refuseTwice (given: Given list) =
        match
            given
            |> List.groupBy _.Setting.Path
            |> List.tryPick (fun (_, same) ->
                match same with
                | one :: other :: _ -> Some(one.Name, other.Name)
                | _ -> None)
        with
        | Some(one, other) when one = other -> Errors.usage $"{one} is given twice"
        | Some(one, other) -> Errors.usage $"{one} and {other} are the same setting; give it once"
        | None -> ()

    /// Takes the settings out of a command line; the rest is for the command itself.
    let take (settings: Setting list) (arguments: string list) =
        let byFlag =
            dict
                [
                    for setting in settings do
                        match setting.Flag with
                        | Some flag -> flag, setting
                        | None -> ()
                ]

        let rec next given rest arguments =
            match arguments with
            | "--set" :: text :: tail when not settings.IsEmpty -> next (ofPair settings text :: given) rest tail
            | [ "--set" ] when not settings.IsEmpty -> Errors.usage "--set needs a value: PATH=VALUE"
            | (name: string) :: tail when byFlag.ContainsKey name ->
                let setting = byFlag[name]

                match tail with
                | text :: tail when not (text.StartsWith "--") ->
                    let one =
                        {
                            Setting = setting
                            Name = name
                            Text = text
                        }

                    next (one :: given) rest tail
                | _ -> Errors.usage $"{name} needs a value: {Kind.describe setting.Kind}"
            | argument :: tail -> next given (argument :: rest) tail
            | [] -> List.rev given, List.rev rest

        let given, rest = next [] [] arguments
        refuseTwice given
        given, rest
