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

/// A request to record.
type RecordRequest =
    {
        File: string
        /// The format's name; None leaves it to the extension.
        Format: string option
        /// What columns are to be called that have other names; of tables in text and JSON Lines.
        Names: ImmutableDictionary<string, string>
        Count: int
        Choice: ActionMode
    }

/// A policy there is, and what to record of it.
type PolicyRecording =
    {
        Environment: IEnvironment
        Actor: Actor
        Seed: int64
        Threads: int
        Request: RecordRequest
        Json: bool
        Quiet: bool
    }

/// Recording of policies, for all commands that record.
[<RequireQualifiedAccess>]
module Recorder =

    let choice stochastic =
        if stochastic then
            ActionMode.Stochastic
        else
            ActionMode.Deterministic

    /// Records, and writes the file.
    let run (executor: Executor) (environment: IEnvironment) (policy: IPolicy) seed request =
        let demonstrations =
            Recording.Record(executor, environment, policy, request.Count, Keys.recording seed, request.Choice)

        OutputFile.writeNamed request.Names request.Format request.File demonstrations
        demonstrations

    /// Writes what was recorded as members of a JSON object.
    let writeJson environment (writer: Utf8JsonWriter) (request: RecordRequest, demonstrations: Demonstrations) =
        writer.WriteString("file", request.File)
        writer.WriteNumber("transitions", demonstrations.StepCount)
        writer.WriteBoolean("stochastic", (request.Choice = ActionMode.Stochastic))

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

    /// The next step from a file.
    let next (environment: EnvironmentSpec) (file: string) =
        $"train from it: gail train --env {environment.Id} --demos {OutputFile.quoted file}"

    /// Records a policy there is, writes the file and reports: `gail record --policy` and `gail expert --policy`.
    /// `writeRecorded` places what was recorded within the JSON object.
    let ofPolicy
        (recording: PolicyRecording)
        (writeRecorded: Utf8JsonWriter -> RecordRequest * Demonstrations -> unit)
        =
        let spec = recording.Environment.Spec
        let request = recording.Request
        Memory.checkEpisodes "--episodes" spec request.Count

        let demonstrations =
            run (Executor recording.Threads) recording.Environment recording.Actor.Policy recording.Seed request

        if recording.Json then
            Output.json (fun writer ->
                writer.WriteStartObject()
                writer.WriteString("policy", recording.Actor.Source)
                writer.WriteString("environment", spec.Id)
                writer.WriteNumber("seed", recording.Seed)
                writer.WriteNumber("wallSeconds", Summary.wallSeconds ())
                writeRecorded writer (request, demonstrations)
                writer.WriteEndObject())
        elif not recording.Quiet then
            stdout.WriteLine(sentence spec request.File demonstrations)
            stdout.WriteLine(next spec request.File)

        ExitCode.Success
