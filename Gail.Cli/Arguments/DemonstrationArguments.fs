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
        SkipBad: bool
    }

/// Arguments for reading files of demonstrations where their content alone does not say enough.
[<RequireQualifiedAccess>]
module DemonstrationArguments =

    let private known = List.ofSeq ColumnNames.All @ [ "agent" ]

    let private words (text: string) =
        text.Split(',', StringSplitOptions.TrimEntries ||| StringSplitOptions.RemoveEmptyEntries)

    /// "observation=state,action=torque" as the names by ours; "obs_0,obs_1,act" as those of all columns in order.
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

        let given = words text

        if given |> Array.exists _.Contains('=') then
            (ImmutableDictionary.Empty, given |> Array.map pair)
            ||> Array.fold (fun all (ours, theirs) -> all.SetItem(ours, theirs)),
            ImmutableArray.Empty
        else
            ImmutableDictionary.Empty, ImmutableArray.CreateRange given

    /// The names to write columns under.
    let writtenNames (text: string option) =
        match text |> Option.map names with
        | None -> ImmutableDictionary.Empty
        | Some(pairs, header) when header.IsEmpty -> pairs
        | Some(_, header) ->
            Errors.usage $"--columns: '{header[0]}' is no pair of names, expected one as observation=state"

    /// The help of --columns.
    let columnsUsage =
        "what the file calls columns, as in observation=state,action=torque: of CSV, JSON, .npz and HDF5. Values with names of their own: observation=position+speed; by their numbers: observation=0-2,action=3. Or the names of all columns of a table without any, in order: obs_0,obs_1,act"

    /// What --skip-bad is, for help.
    let skipBadUsage =
        "leave out files, episodes and lines that cannot be read or used, and say which; without it they are errors"

    /// The help of --observation-parts.
    let observationPartsUsage =
        "which members of a dictionary of observations to take, in this order [all, by name]"

    /// The help of --filter-key.
    let filterKeyUsage =
        "only the demonstrations that this filter key names, such as train or valid; of robomimic's files [all]"

    /// The help of --any-environment.
    let anyEnvironmentUsage =
        "take demonstrations that name another environment; without it, only another version of the same one is taken"

    /// The help of --unity-actions.
    let unityActionsUsage =
        "of ML-Agents' files: same takes an observation's action from its own record, as ML-Agents' loader does; next from the record after, as its recorder wrote them [same]"

    let private unityActions (word: string) =
        match word with
        | "same" -> UnityActions.OfSameRecord
        | "next" -> UnityActions.OfNextRecord
        | _ -> Errors.user $"--unity-actions is '{word}', expected same or next."

    /// The options of a file. HDF5 is read in a process of its own, since damaged files can crash its library.
    let options (flags: DemonstrationFlags) =
        flags.Format |> Option.iter (OutputFile.checkRead flags.FormatArgument)

        let columnNames, header =
            flags.Columns
            |> Option.map names
            |> Option.defaultValue (ImmutableDictionary.Empty, ImmutableArray.Empty)

        DemonstrationFileOptions(
            Format = Option.toObj flags.Format,
            ColumnNames = columnNames,
            Header = header,
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
            SkipBad = flags.SkipBad,
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
