namespace Gail.Cli.Arguments

open System
open System.Globalization
open Gail.Environments
open Gail.Configuration
open Gail.Training
open Gail.Cli
open Gail.Cli.Display

/// Sizes that cannot fit into the machine's memory, refused by name before any of it is taken. What is counted is what
/// is needed at least, so that nothing is refused that could have run.
[<RequireQualifiedAccess>]
module Memory =

    /// An episode's own arrays and objects, however short it is.
    let private bytesPerEpisode = 400.0

    let private size (bytes: float) =
        let units = [ "TB", 1e12; "GB", 1e9 ]

        let unit, value =
            units
            |> List.tryFind (fun (_, value) -> bytes >= value)
            |> Option.defaultValue ("MB", 1e6)

        (bytes / value).ToString("#,##0.#", CultureInfo.InvariantCulture) + " " + unit

    /// Refuses what does not fit. Of several needs, the message names the largest; `name` says what to call it.
    let private check (name: string -> string) (needs: MemoryNeed list) =
        let worst = needs |> List.maxBy _.Bytes
        let total = needs |> List.sumBy _.Bytes
        // Of the machine, or what a container or the runtime's own limit leaves of it; 0 where nobody knows.
        let available = float (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)

        if available > 0.0 && total > available then
            let others =
                if worst.Bytes < available then
                    $" of {size total} in all"
                else
                    ""

            Errors.user
                $"{name worst.Option} takes at least {size worst.Bytes} of memory{others}, but there are {size available}; choose less."

        match needs |> List.tryFind (fun need -> need.LongestArray > float Array.MaxLength) with
        | Some need ->
            let length = need.LongestArray.ToString("N0", CultureInfo.InvariantCulture)
            let most = Array.MaxLength.ToString("N0", CultureInfo.InvariantCulture)

            Errors.user
                $"{name need.Option} takes an array of {length} numbers, but none can have more than {most}; choose less."
        | None -> ()

    /// Refuses options of a run.
    let checkTraining (environment: EnvironmentSpec) (options: TrainingOptions) =
        let values = OptionValues options

        let name path =
            let option = Overrides.all |> List.find (fun option -> option.Path = path)

            match option.Flag with
            | null -> $"--set {path}={values.Show option}"
            | flag -> $"{flag} {values.Show option}"

        MemoryEstimate.Of(environment, options) |> List.ofSeq |> check name

    /// Refuses a number of episodes that are all kept until the last is over.
    let checkEpisodes (argument: string) (environment: EnvironmentSpec) (count: int) =
        // Where episodes can terminate, they may do so at once.
        let steps =
            if environment.Termination = TerminationMeaning.Never then
                environment.StepLimit
            else
                1

        let action = environment.Action

        let floats =
            float (environment.Observation.Width + action.Width + action.EncodedWidth)

        let bytes = bytesPerEpisode + float steps * (4.0 * floats + 8.0)

        check (fun argument -> $"{argument} {count}") [ MemoryNeed(argument, float count * bytes, float count) ]
