namespace Gail.Cli.Commands

open System
open System.IO
open Argu
open Microsoft.ML
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Data
open Gail.Data.Formats.Arrays
open Gail.Data.Views
open Gail.Data.Views.Transforms
open Gail.Data.Files
open Gail.Scripts

type ConvertArguments =
    | [<MainCommand; Unique>] Files of path: string list
    | Format of name: string
    | From of name: string
    | Episodes of n: string
    | Every of k: string
    | Seed of n: string
    | Columns of pairs: string
    | Observation_Parts of names: string
    | Filter_Key of name: string
    | Unity_Actions of record: string
    | Skip_Bad
    | Any_Environment
    | Step_Limit of n: string
    | Overwrite
    | Json

    interface IArgParserTemplate with
        member argument.Usage =
            match argument with
            | Files _ -> $"files or folders to read, one after the other, and last the file to write{Inputs.pipes}"
            | Format _ -> "the format to write [by the extension of OUT]"
            | From _ -> "the format to read [told by the content]"
            | Episodes _ -> "only the first episodes [all]"
            | Every _ ->
                "only every k-th step of each episode, from a random start; what was observed after each is kept where it is known [1: all]"
            | Seed _ -> "names the randomness of those starts, as in `gail train` [0]"
            | Columns _ -> DemonstrationArguments.columnsUsage
            | Observation_Parts _ -> DemonstrationArguments.observationPartsUsage
            | Filter_Key _ -> DemonstrationArguments.filterKeyUsage
            | Unity_Actions _ -> DemonstrationArguments.unityActionsUsage
            | Skip_Bad -> DemonstrationArguments.skipBadUsage
            | Any_Environment -> "join files that name different environments"
            | Step_Limit _ ->
                "the environment's limit, where the file does not tell termination from a time limit: what ended before it terminated"
            | Overwrite -> "replace an earlier OUT"
            | Json -> "print one JSON object on one line"

/// gail convert: demonstrations from any format into any that is written.
[<RequireQualifiedAccess>]
module Convert =

    let help () =
        let rows =
            Command.sectionWithMain<ConvertArguments>
                "Options"
                "IN... OUT"
                [
                    "--files"
                    "--format"
                    "--from"
                    "--episodes"
                    "--every"
                    "--seed"
                    "--columns"
                    "--observation-parts"
                    "--filter-key"
                    "--unity-actions"
                    "--skip-bad"
                    "--any-environment"
                    "--step-limit"
                    "--overwrite"
                    "--json"
                ]

        Command.help
            "Converts demonstrations: reads files of any format, cuts them down if asked, writes one file."
            "gail convert IN... OUT [options]"
            [ rows; DemonstrationArguments.section () ]
            [
                "Stable-Baselines' file in Gail's own layout", "gail convert expert_cartpole.npz cartpole.npz"
                "Three recordings as one", "gail convert monday.npz tuesday.npz wednesday.npz week.npz"
                "The paper's sub-sampling, once and for all",
                "gail convert hopper.npz hopper-4.npz --episodes 4 --every 20"
            ]

    let private paths (arguments: ParseResults<ConvertArguments>) =
        match arguments.TryGetResult Files |> Option.defaultValue [] |> List.rev with
        | [] -> Errors.usage "IN and OUT are missing"
        | [ only ] -> Errors.usage $"OUT is missing: only '{only}' is given, expected IN... OUT"
        | _ :: inputs when inputs |> List.filter ((=) PipedInput.Name) |> List.length > 1 ->
            Errors.usage "'-' is given twice, but standard input comes once"
        | out :: inputs -> List.rev inputs, out

    /// Refuses an output within a folder that is read: it would be read the next time.
    let private refuseInside (inputs: string list) (out: string) =
        let parent = string (Path.GetDirectoryName(Path.GetFullPath out))

        for input in inputs do
            if
                Directory.Exists input
                && Path.TrimEndingDirectorySeparator(Path.GetFullPath input) = parent
            then
                Errors.user
                    $"OUT: '{out}' lies in {input}, all of which is read, so that the next time it would be read too; write it elsewhere."

    /// The part of the demonstrations that is asked for.
    type private Share =
        {
            Episodes: int option
            Every: int
            Seed: int64
            StepLimit: int option
        }

    let private share (arguments: ParseResults<ConvertArguments>) =
        let count name given =
            given |> Option.map (fun text -> Number.count name 1 1 (Some text))

        {
            Episodes = arguments.TryGetResult Episodes |> count "--episodes"
            Every = Number.count "--every" 1 1 (arguments.TryGetResult Every)
            Seed = Number.seed "--seed" 0L (arguments.TryGetResult Seed)
            StepLimit = arguments.TryGetResult Step_Limit |> count "--step-limit"
        }

    /// Reading stops behind the episodes asked for; the rest need not even be valid.
    let private taken (share: Share) (view: IDataView) =
        match share.Episodes with
        | Some count -> view.TakeEpisodes count
        | None -> view

    let private cut (share: Share) (read: Demonstrations) =
        let limited =
            match share.StepLimit with
            | Some limit -> read.WithTerminationFromStepLimit limit
            | None -> read

        if share.Every > 1 then
            limited.Transform(fun view -> view.KeepEvery(share.Every, Keys.subsampling share.Seed))
        else
            limited

    /// Sub-sampling loses what followed the steps where the source does not know it of the last ones.
    let private losesNext (share: Share) (demonstrations: Demonstrations) =
        share.Every > 1 && isNull demonstrations.NextObservations

    /// What the written file does not hold of what values of a column can be.
    let private lostSpace (what: string) (before: ViewColumn) (after: ViewColumn) =
        let names (column: ViewColumn) =
            column.Parts |> Seq.map _.Name |> Seq.filter ((<>) "") |> List.ofSeq

        let alternatives (column: ViewColumn) =
            [
                for part in column.Parts do
                    yield! part.Choices
            ]

        let shapes (column: ViewColumn) =
            [
                for part in column.Parts do
                    yield! part.Shape
            ]

        [
            if (names before).Length > 1 && List.isEmpty (names after) then
                $"the names of the {what}'s parts"
            if (alternatives before).Length > (alternatives after).Length then
                $"which values of the {what} are choices"
            elif (alternatives before).Length > 1 && List.contains 0 (alternatives after) then
                $"the number of alternatives of the {what}'s choices"
            if shapes before <> shapes after then
                $"the {what}'s shape"
        ]

    /// What the written file does not hold of what there was. That steps were left out need not be asked: the steps'
    /// numbers tell, and a format without them refuses.
    let private lost (out: string) (demonstrations: Demonstrations) =
        let before = demonstrations.AsView().Describe()
        let after = DemonstrationReader.Open(out).Describe()

        [
            yield! before.Names |> Seq.except after.Names
            if before.Source.EnvironmentId <> "" && after.Source.EnvironmentId = "" then
                $"the environment's name ({before.Source.EnvironmentId})"
            yield! lostSpace "observation" before[ColumnNames.Observation] after[ColumnNames.Observation]
            match before.Find ColumnNames.Action, after.Find ColumnNames.Action with
            | NonNull had, NonNull has -> yield! lostSpace "action" had has
            | _ -> ()
        ]

    let private plural (count: int) (one: string) =
        if count = 1 then $"1 {one}" else $"{count} {one}s"

    let private described (demonstrations: Demonstrations) =
        let actions =
            match Option.ofNullable demonstrations.ActionCount with
            | Some count -> $"{count} choices"
            | None when isNull demonstrations.Actions -> "no actions"
            | None when demonstrations.ActionParts |> Seq.exists _.IsDiscrete -> $"actions {demonstrations.ActionSpace}"
            | None -> plural demonstrations.ActionWidth "action value"

        let sampled = if demonstrations.IsSubsampled then ", sub-sampled" else ""

        $"""{plural demonstrations.EpisodeCount "episode"}, {plural demonstrations.StepCount "step"}, {plural demonstrations.ObservationWidth "observation value"}, {actions}{sampled}"""

    let private writeJson
        inputs
        out
        format
        (missing: string list)
        (remarks: string list)
        (demonstrations: Demonstrations)
        =
        let list (writer: Text.Json.Utf8JsonWriter) (name: string) (texts: string seq) =
            writer.WriteStartArray name

            for text in texts do
                writer.WriteStringValue text

            writer.WriteEndArray()

        Output.json (fun writer ->
            writer.WriteStartObject()
            list writer "inputs" inputs
            writer.WriteString("file", (out: string))
            writer.WriteString("format", (format: string))
            writer.WriteNumber("episodes", demonstrations.EpisodeCount)
            writer.WriteNumber("transitions", demonstrations.StepCount)
            writer.WriteNumber("observationWidth", demonstrations.ObservationWidth)
            writer.WriteNumber("actionWidth", demonstrations.ActionWidth)
            writer.WriteBoolean("isSubsampled", demonstrations.IsSubsampled)
            list writer "lost" missing
            list writer "remarks" remarks
            writer.WriteEndObject())

    let run (arguments: ParseResults<ConvertArguments>) =
        let inputs, out = paths arguments

        let share = share arguments

        if arguments.Contains Seed && not (arguments.Contains Every) then
            Errors.usage "--seed is about the random starts of --every K, which is missing"

        let options =
            DemonstrationArguments.options
                {
                    FormatArgument = "--from"
                    Format = arguments.TryGetResult From
                    Columns = arguments.TryGetResult Columns
                    ObservationParts = arguments.TryGetResult Observation_Parts
                    FilterKey = arguments.TryGetResult Filter_Key
                    UnityActions = arguments.TryGetResult Unity_Actions
                    AnyEnvironment = arguments.Contains Any_Environment
                    SkipBad = arguments.Contains Skip_Bad
                }

        let format = arguments.TryGetResult Format
        OutputFile.checkWith "OUT" (arguments.Contains Overwrite) format out
        refuseInside inputs out

        let source = DemonstrationReader.OpenAll(inputs, options)
        let demonstrations = source |> taken share |> Demonstrations.Collect |> cut share
        let description = source.Describe()

        let remarks =
            [
                yield! description.LeftOut
                if description.Has ColumnNames.Reward && isNull demonstrations.Rewards then
                    "rewards are missing, since not all of them are numbers; imitation needs none"
            ]

        OutputFile.write format out demonstrations
        let missing = lost out demonstrations
        let losesNext = losesNext share demonstrations

        let format =
            match format with
            | Some name -> name
            | None -> string (DemonstrationWriter.FormatOf out)

        if arguments.Contains Json then
            let missing = missing @ (if losesNext then [ ColumnNames.NextObservation ] else [])

            writeJson inputs out format missing remarks demonstrations
        else
            stdout.WriteLine $"wrote {out} ({format}): {described demonstrations}"

            for remark in remarks do
                stdout.WriteLine $"note: {remark}"

            if not missing.IsEmpty then
                let list = String.concat ", " missing
                stdout.WriteLine $"note: {format} does not keep {list}"

            if losesNext then
                stdout.WriteLine
                    "note: what was observed after each step is lost with the steps left out, since the input does not hold it for the last step of an episode"

        ExitCode.Success
