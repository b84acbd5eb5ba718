namespace Gail.Cli.Arguments

open System
open System.Collections.Immutable
open Gail.Configuration
open Gail.OptionRules
open Gail.Cli

/// Options of a run set on the command line: --set PATH=VALUE, and the flags that are short for it.
[<RequireQualifiedAccess>]
module Overrides =

    /// All options of a run.
    let all = List.ofSeq TrainingOptions.Rules

    /// The options that apply where no demonstrations are imitated.
    let forExperts = all |> List.filter (fun option -> not option.OfImitation)

    let private assignment (options: OptionRule list) (text: string) =
        let named (name: string) =
            match options |> List.tryFind (fun option -> String.Equals(option.Flag, name)) with
            | Some option -> option, name
            | None ->
                let option = OptionValues.Named("--set", name, ImmutableArray.CreateRange options)
                option, $"--set {option.Path}"

        match text.IndexOf '=' with
        | at when at <= 0 -> Errors.usage $"--set is '{text}', expected PATH=VALUE, as in advantage.discount=0.99"
        | at ->
            let option, name = named (text[.. at - 1].Trim())
            OptionAssignment(option, name, text[at + 1 ..].Trim())

    /// The values given, each option at most once.
    let read (options: OptionRule list) (assignments: string list) =
        let given = assignments |> List.map (assignment options)

        let twice =
            given
            |> List.groupBy _.Option.Path
            |> List.tryPick (fun (_, same) ->
                match same with
                | one :: other :: _ -> Some(one.Name, other.Name)
                | _ -> None)

        match twice with
        | Some(one, other) when one = other -> Errors.usage $"{one} is given twice"
        | Some(one, other) -> Errors.usage $"{one} and {other} are the same setting; give it once"
        | None -> given

    /// Reads values of options: what is of another kind altogether is wrong usage, all else the user's error.
    let reading (read: unit -> 'read) =
        try
            read ()
        with :? OptionException as wrong ->
            if wrong.IsOfAnotherKind then
                Errors.usage (wrong.Message.TrimEnd '.')
            else
                Errors.user wrong.Message

    /// The options with what was given put in.
    let apply (given: OptionAssignment list) (options: TrainingOptions) =
        let changed =
            reading (fun () -> OptionValues.Set(options, ImmutableArray.CreateRange given))

        let gives path =
            given |> List.exists (fun one -> one.Option.Path = path)

        // A user who asks for more steps than the preset's iterations take wants the steps.
        match Option.ofNullable changed.Steps with
        | Some steps when gives "steps" && not (gives "iterations") ->
            let needed = 1L + (steps - 1L) / int64 changed.StepsPerIteration
            changed.With(iterations = max changed.Iterations (int (min needed (int64 Int32.MaxValue))))
        | _ -> changed
