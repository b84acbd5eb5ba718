namespace Gail.Cli.Jobs

open System.Collections.Immutable
open System.Text.Json
open Gail.Data
open Gail.Environments
open Gail.Execution
open Gail.Policies
open Gail.Runs
open Gail.Scripts
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display

/// What recording is asked for.
type RecordRequest =
    {
        File: string
        /// The format's name; None leaves it to the extension.
        Format: string option
        /// What columns are to be called that have other names; of tables in text and JSON Lines.
        Names: ImmutableDictionary<string, string>
        Count: int
        Choice: ActionChoice
    }

/// Recording of policies, for all commands that record.
[<RequireQualifiedAccess>]
module Recorder =

    let choice stochastic =
        if stochastic then
            ActionChoice.Stochastic
        else
            ActionChoice.Deterministic

    /// Records, and writes the file.
    let run (executor: Executor) (environment: IEnvironment) (policy: IPolicy) seed request =
        let demonstrations =
            Recording.Record(executor, environment, policy, request.Count, Keys.recording seed, request.Choice)

        OutputFile.writeNamed request.Names request.Format request.File demonstrations
        demonstrations

    /// What was recorded, as members of a JSON object.
    let writeJson environment (writer: Utf8JsonWriter) (request: RecordRequest, demonstrations: Demonstrations) =
        writer.WriteString("file", request.File)
        writer.WriteNumber("transitions", demonstrations.StepCount)
        writer.WriteBoolean("stochastic", (request.Choice = ActionChoice.Stochastic))

        Summary.ofDemonstrations environment demonstrations
        |> Option.iter (Summary.episodes writer)

    /// As in "recorded FILE: 500 steps, mean return ...".
    let sentence environment (file: string) (demonstrations: Demonstrations) =
        let returns =
            match Summary.ofDemonstrations environment demonstrations with
            | Some result -> ", " + Summary.sentence result
            | None -> ""

        let early =
            match Summary.keptEarly demonstrations with
            | 0 -> ""
            | 1 -> "; 1 episode was kept before its end and is truncated there"
            | count -> $"; {count} episodes were kept before their end and are truncated there"

        $"recorded {file}: {demonstrations.StepCount} steps{returns}{early}"

    /// How to go on from a file.
    let next (environment: EnvironmentSpec) (file: string) =
        $"train from it: gail train --env {environment.Id} --demos {OutputFile.quoted file}"
