namespace Gail.Cli.Jobs

open System.Globalization
open System.Text.Json
open Gail.Data
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display

/// The report on a run at its beginning and end, for people and for programs.
[<RequireQualifiedAccess>]
module JobReport =

    /// The beginning of a run, for people.
    let header (job: Job) (threads: int) =
        let options = job.Options

        [
            $"gail {job.Command}: {options.Environment}, {MethodNames.name options.Method}, preset {options.Preset}, seed {options.Seed}, {threads} threads"
            match job.Demonstrations with
            | Some demonstrations -> $"demonstrations: {demonstrations}"
            | None -> ()
            yield! Option.toList (RewardNote.ofOptions options job.Environment.Spec)
            yield! job.Notes |> List.map (fun note -> $"note: {note}")
            $"run: {job.Path}"
        ]

    let private writeDemonstrations (writer: Utf8JsonWriter) (demonstrations: Demonstrations) =
        writer.WriteString("file", demonstrations.Source.File)
        writer.WriteNumber("episodes", demonstrations.EpisodeCount)
        writer.WriteNumber("transitions", demonstrations.StepCount)

    /// The keys of a run, within an object.
    let writeJson (writer: Utf8JsonWriter) (outcome: Outcome) =
        let options = outcome.Job.Options
        writer.WriteString("method", MethodNames.name options.Method)
        writer.WriteString("environment", options.Environment)
        writer.WriteString("preset", options.Preset)
        writer.WriteNumber("seed", options.Seed)
        writer.WriteNumber("iterations", outcome.Result.State.Iteration)
        writer.WriteNumber("environmentSteps", outcome.Result.State.Progress.EnvironmentSteps)
        writer.WriteNumber("wallSeconds", Summary.wallSeconds ())
        Summary.number writer "stepsPerSecond" outcome.StepsPerSecond
        writer.WriteNumber("unstableEpisodes", outcome.UnstableEpisodes)
        writer.WriteBoolean("stopped", outcome.Stopped)
        Summary.orNull writer "evaluation" (Summary.episodes writer) outcome.Evaluation
        Summary.orNull writer "demonstrations" (writeDemonstrations writer) outcome.Job.Demonstrations
        writer.WriteString("policy", outcome.PolicyPath)
        writer.WriteString("run", outcome.Job.Path)
        writer.WriteStartArray "warnings"

        for warning in outcome.Result.Warnings do
            writer.WriteStringValue warning

        writer.WriteEndArray()

    /// The end of a run, for people.
    let print (flags: RunFlags) (outcome: Outcome) =
        let state = outcome.Result.State

        let steps =
            state.Progress.EnvironmentSteps.ToString("N0", CultureInfo.InvariantCulture)

        let path = OutputFile.quoted outcome.Job.Path

        if outcome.UnstableEpisodes > 0L && not flags.Quiet then
            stderr.WriteLine
                $"note: {outcome.UnstableEpisodes} episodes of training were cut short where the simulation broke down (unstable_episodes in metrics.csv)"

        match outcome.Evaluation with
        | _ when flags.Quiet -> ()
        | Some evaluation ->
            if not flags.Json then
                stdout.WriteLine $"{Summary.sentence evaluation}, acting deterministically"
                stdout.WriteLine $"trained for {state.Iteration} iterations and {steps} environment steps"
                stdout.WriteLine $"policy: {outcome.PolicyPath}"

            for warning in outcome.Result.Warnings do
                stderr.WriteLine $"warning: {warning}"
        | None ->
            stderr.WriteLine
                $"stopped after {state.Iteration} iterations; what was learned is kept. Continue with: gail {outcome.Job.Command} --resume {path}"
