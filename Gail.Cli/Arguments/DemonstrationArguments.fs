namespace Gail.Cli.Arguments

open System
open System.Collections.Immutable
open Gail.Numerics
open Gail.Data.Views
open Gail.Data
open Gail.Cli
open Gail.Cli.Display

/// The arguments that concern a file of demonstrations.
type DemonstrationFlags =
    {
        /// The name of the format in messages.
        FormatArgument: string
        Format: string option
        Columns: string option
        ObservationParts: string option
        FilterKey: string option
        UnityActions: string option
        AnyEnvironment: bool
    }

/// Arguments for reading files of demonstrations where their content alone does not say enough.
[<RequireQualifiedAccess>]
module DemonstrationArguments =

    let private known = List.ofSeq ColumnNames.All

    let private words (text: string) =
        text.Split(',', StringSplitOptions.TrimEntries ||| StringSplitOptions.RemoveEmptyEntries)

    /// "observation=state,action=torque" as the names by ours.
    let private names (text: string) =
        let pair (word: string) =
            match word.Split('=', StringSplitOptions.TrimEntries) with
            | [| ours; theirs |] when ours <> "" && theirs <> "" ->
                if not (List.contains ours known) then
                    let near = NearestNames.Question(ours, known)
                    let all = String.concat ", " known
                    Errors.user $"--columns: there is no column '{ours}'{near}; there are {all}."

                ours, theirs
            | _ -> Errors.usage $"--columns: '{word}' is no pair of names, expected one as observation=state"

        (ImmutableDictionary.Empty, words text |> Array.map pair)
        ||> Array.fold (fun all (ours, theirs) -> all.SetItem(ours, theirs))

    /// The help of --columns.
    let columnsUsage =
        "what the file calls columns, as in observation=state,action=torque; of CSV and JSON Lines. Values with names of their own in CSV: observation=position+speed"

    /// The help of --observation-parts.
    let observationPartsUsage =
        "which members of a dictionary of observations to take, in this order [all, by name]"

    /// The help of --filter-key.
    let filterKeyUsage =
        "only the demonstrations that this filter key names, such as train or valid; of robomimic's files [all]"

    /// The help of --any-environment.
    let anyEnvironmentUsage =
        "take demonstrations that name another environment; without it, only another version of the same one is taken"

    /// HDF5 is read in a process of its own, since damaged files can crash its library.
    let filtered (filterKey: string option) (anyEnvironment: bool) =
        DemonstrationFileOptions(
            Isolation = NativeIsolation.ChildProcess,
            FilterKey = Option.toObj filterKey,
            AnyEnvironment = anyEnvironment
        )

    /// The help of --unity-actions.
    let unityActionsUsage =
        "of ML-Agents' files: same takes an observation's action from its own record, as ML-Agents' loader does; next from the record after, as its recorder wrote them [same]"

    let private unityActions (word: string) =
        match word with
        | "same" -> UnityActions.OfSameRecord
        | "next" -> UnityActions.OfNextRecord
        | _ -> Errors.user $"--unity-actions is '{word}', expected same or next."

    /// The options of a file.
    let options (flags: DemonstrationFlags) =
        flags.Format |> Option.iter (OutputFile.checkRead flags.FormatArgument)

        DemonstrationFileOptions(
            Format = Option.toObj flags.Format,
            ColumnNames =
                (flags.Columns
                 |> Option.map names
                 |> Option.defaultValue ImmutableDictionary.Empty),
            ObservationParts =
                (flags.ObservationParts
                 |> Option.map (words >> ImmutableArray.CreateRange)
                 |> Option.defaultValue ImmutableArray.Empty),
            FilterKey = Option.toObj flags.FilterKey,
            UnityActions =
                (flags.UnityActions
                 |> Option.map unityActions
                 |> Option.defaultValue UnityActions.OfSameRecord),
            AnyEnvironment = flags.AnyEnvironment,
            Isolation = NativeIsolation.ChildProcess
        )

    /// The formats, for help.
    let section () : Section =
        {
            Title = "Formats"
            Rows =
                [
                    for format in DemonstrationReader.Formats ->
                        format.Name, format.Description + (if format.IsWritten then "" else " (read only)")
                ]
        }
