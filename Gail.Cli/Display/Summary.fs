namespace Gail.Cli.Display

open System
open System.Diagnostics
open System.Globalization
open System.Text.Json
open Gail.Data
open Gail.Environments
open Gail.Evaluation
open Gail.Training
open Gail.Cli

/// Results, for people and for programs.
[<RequireQualifiedAccess>]
module Summary =

    /// A number; null where there is none, since JSON has neither NaN nor infinity.
    let number (writer: Utf8JsonWriter) (name: string) (value: float) =
        if Double.IsFinite value then
            writer.WriteNumber(name, value)
        else
            writer.WriteNull name

    /// An object under a name; null where there is none.
    let orNull (writer: Utf8JsonWriter) (name: string) (write: 'T -> unit) (value: 'T option) =
        match value with
        | None -> writer.WriteNull name
        | Some value ->
            writer.WriteStartObject name
            write value
            writer.WriteEndObject()

    /// The returns and lengths of episodes.
    let episodes (writer: Utf8JsonWriter) (result: EvaluationResult) =
        writer.WriteNumber("episodes", result.Returns.Length)
        number writer "meanReturn" result.MeanReturn
        number writer "stdReturn" result.StandardDeviation
        number writer "minReturn" (Seq.min result.Returns)
        number writer "maxReturn" (Seq.max result.Returns)
        number writer "meanLength" (Seq.averageBy float result.Lengths)
        writer.WriteNumber("unstableEpisodes", result.UnstableEpisodes)

    /// The number of episodes that were kept before their end and are truncated there; 0 where the source does not say.
    let keptEarly (demonstrations: Demonstrations) =
        match demonstrations.Ended with
        | null -> 0
        | ended -> ended.Values |> Seq.filter not |> Seq.length

    /// The returns and lengths of recorded episodes; None where there are no rewards. What ended without termination
    /// before the limit is where the simulation broke down.
    let ofDemonstrations (environment: EnvironmentSpec) (demonstrations: Demonstrations) =
        match demonstrations.EpisodeReturns, demonstrations.Terminated, demonstrations.Ended with
        | null, _, _
        | _, null, _
        | _, _, null -> None
        | returns, terminated, ended ->
            let brokeDown (length: int, terminated: bool, ended: bool) =
                ended && not terminated && length < environment.StepLimit

            Some(
                EvaluationResult(
                    returns.Values,
                    demonstrations.EpisodeLengths,
                    UnstableEpisodes =
                        (Seq.zip3 demonstrations.EpisodeLengths terminated.Values ended.Values
                         |> Seq.filter brokeDown
                         |> Seq.length)
                )
            )

    let private text (format: string) (value: float) =
        value.ToString(format, CultureInfo.InvariantCulture)

    /// As in "mean return 487.2 ± 12.1 over 50 episodes (from 450.0 to 500.0)".
    let sentence (result: EvaluationResult) =
        let least, most = Seq.min result.Returns, Seq.max result.Returns
        let episodes = if result.Returns.Length = 1 then "episode" else "episodes"

        let broken =
            match result.UnstableEpisodes with
            | 0 -> ""
            | count -> $", of which {count} cut short where the simulation broke down"

        $"""mean return {text "0.0" result.MeanReturn} ± {text "0.0" result.StandardDeviation} over {result.Returns.Length} {episodes} (from {text "0.0" least} to {text "0.0" most}){broken}"""

    /// Seconds since this process began.
    let wallSeconds () =
        use self = Process.GetCurrentProcess()
        (DateTime.Now - self.StartTime).TotalSeconds
