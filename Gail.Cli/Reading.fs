namespace Gail.Cli

open System
open System.Collections.Immutable
open Gail.Data

/// How files of demonstrations are to be read where their content alone does not say enough.
[<RequireQualifiedAccess>]
module Reading =

    let private known =
        [
            ColumnNames.Observation
            ColumnNames.Action
            ColumnNames.Reward
            ColumnNames.Episode
            ColumnNames.Step
            ColumnNames.NextObservation
            ColumnNames.Terminated
            ColumnNames.Truncated
            ColumnNames.Ended
        ]

    let private words (text: string) =
        text.Split(',', StringSplitOptions.TrimEntries ||| StringSplitOptions.RemoveEmptyEntries)

    /// "observation=state,action=torque" as the names by ours.
    let private names (text: string) =
        let pair (word: string) =
            match word.Split('=', StringSplitOptions.TrimEntries) with
            | [| ours; theirs |] when ours <> "" && theirs <> "" ->
                if not (List.contains ours known) then
                    let near = Nearest.question ours known
                    let all = String.concat ", " known
                    Errors.user $"--columns: there is no column '{ours}'{near}; there are {all}."

                ours, theirs
            | _ -> Errors.usage $"--columns: '{word}' is no pair of names, expected one as observation=state"

        (ImmutableDictionary.Empty, words text |> Array.map pair)
        ||> Array.fold (fun all (ours, theirs) -> all.SetItem(ours, theirs))

    /// What --filter-key is, for help.
    let filterKeyUsage =
        "only the demonstrations that this filter key names, such as train or valid; of robomimic's files [all]"

    /// HDF5 is read in a process of its own, since damaged files can crash its library.
    let filtered (filterKey: string option) =
        DemonstrationFileOptions(Isolation = NativeIsolation.ChildProcess, FilterKey = Option.toObj filterKey)

    /// The options of a file; the argument is what messages call the format.
    let options
        (argument: string)
        (format: string option)
        (columns: string option)
        (parts: string option)
        (filterKey: string option)
        =
        format |> Option.iter (OutputFile.checkRead argument)

        DemonstrationFileOptions(
            Format = Option.toObj format,
            ColumnNames = (columns |> Option.map names |> Option.defaultValue ImmutableDictionary.Empty),
            ObservationParts =
                (parts
                 |> Option.map (words >> ImmutableArray.CreateRange)
                 |> Option.defaultValue ImmutableArray.Empty),
            FilterKey = Option.toObj filterKey,
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
