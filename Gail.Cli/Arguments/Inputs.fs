namespace Gail.Cli.Arguments

open System
open System.Collections.Immutable
open System.IO
open Gail.Data
open Gail.Data.Formats
open Gail.Data.Views.Transforms
open Gail.Environments
open Gail.Numerics
open Gail.Policies
open Gail.Rollouts
open Gail.Runs
open Gail.Scripts
open Gail.Configuration
open Gail.Data.Inspection
open Gail.Runs.Experts
open Gail.Runs.PolicyFiles
open Gail.Runs.StableBaselines
open Gail.Data.Files
open Gail.Training
open Gail.Cli
open Gail.Cli.Display

/// A policy and its name in messages.
type Actor = { Policy: IPolicy; Source: string }

/// The inputs of commands, checked before anything is written.
[<RequireQualifiedAccess>]
module Inputs =

    /// The help on files that are read.
    let pipes =
        $"; - is standard input, of which {PipedInput.MostBytes >>> 20} MiB are taken at most"

    /// Demonstrations for an environment: as many episodes as the options say, and those sub-sampled as they say.
    let demonstrations
        (environment: EnvironmentSpec)
        (options: TrainingOptions)
        (reading: DemonstrationFileOptions)
        (paths: string list)
        =

        // What is behind the episodes asked for need not even be valid.
        let view = DemonstrationReader.OpenAll(paths, reading)

        let read =
            match Option.ofNullable options.Demonstrations.Episodes with
            | Some count -> view.TakeEpisodes count
            | None -> view
            |> Demonstrations.Collect

        let whole = read.AsChoicesOf(environment).CheckAgainst(environment)
        whole, whole.Subsample(options).RequireSteps 2

    let transitions (demonstrations: Demonstrations) = demonstrations.Pairs()

    /// Files of demonstrations, of which standard input may be one.
    let checkPaths (argument: string) (paths: string list) =
        if paths.IsEmpty then
            Errors.usage $"{argument} needs a value: FILE"

        if paths |> List.filter ((=) PipedInput.Name) |> List.length > 1 then
            Errors.usage "'-' is given twice, but standard input comes once"

        paths

    /// What is odd about files of demonstrations, a sentence each.
    let oddities (environment: EnvironmentSpec) (reading: DemonstrationFileOptions) (paths: string list) =
        let report =
            DemonstrationInspector.InspectAll(ImmutableArray.CreateRange paths, environment, reading)

        [
            yield! report.Problems
            if report.EnvironmentId <> "" && report.EnvironmentId <> environment.Id then
                $"{report.File} was recorded in {report.EnvironmentId}, not in {environment.Id}."
        ]

    let private isZip (path: string) =
        (PipedInput.IsNamedBy path || File.Exists path)
        && (use stream = InputFile.Open path
            stream.ReadByte() = int 'P' && stream.ReadByte() = int 'K')

    /// The paper's expert in a file.
    let weights (environment: EnvironmentSpec) (path: string) =
        {
            Policy = WeightsPolicy(ExpertWeights.Read path, environment, path)
            Source = path
        }

    let private checkSpaces (environment: EnvironmentSpec) (path: string) (architecture: PolicyArchitecture) =
        let trained =
            if architecture.Environment = "" then
                ""
            else
                $" (trained for {architecture.Environment})"

        if architecture.ObservationWidth <> environment.Observation.Width then
            Errors.user
                $"{path}: the policy{trained} takes {architecture.ObservationWidth} observation values but {environment.Id} gives {environment.Observation.Width}."

        if architecture.Action <> environment.Action then
            Errors.user
                $"{path}: the policy{trained} gives actions of {architecture.Action} but {environment.Id} takes {environment.Action}."

    /// The environment named, else the one that the policy file says it was trained for.
    let environmentFor (path: string) (id: string option) =
        match id with
        | Some id -> Env.create id
        | None when path = "random" || isZip path -> Errors.usage "--env ID is missing"
        | None ->
            match (PolicyFile.Read path).Architecture.Environment with
            | "" -> Errors.usage $"--env ID is missing, and {path} does not say what it was trained for"
            | id -> Env.create id

    /// What help says of policies that are read.
    let policies =
        $"a run directory, a policy file, the paper's weights (.npz), a Stable-Baselines3 model (.zip), or random{pipes}"

    /// What help says of statistics that go with a model.
    let vecNormalizeUsage =
        "what observations of a Stable-Baselines3 model were normalised by: the file of VecNormalize.save"

    /// A model of Stable-Baselines3, and what its observations are standardised by.
    let private stableBaselines (environment: EnvironmentSpec) (statistics: string option) (path: string) =
        let statistics =
            statistics |> Option.map VecNormalizeStatistics.Read |> Option.toObj

        {
            Policy = StableBaselinesPolicy(StableBaselinesModel.Read path, environment, statistics, path)
            Source = path
        }

    /// A policy by its path: a run directory, a policy file, a file of the paper's weights, a model of
    /// Stable-Baselines3, or "random".
    let policy (environment: EnvironmentSpec) (statistics: string option) (path: string) =
        let isModel = path <> "random" && isZip path && StableBaselinesModel.IsIn path

        if statistics.IsSome && not isModel then
            Errors.usage "--vec-normalize is about models of Stable-Baselines3 (.zip) only"

        if isModel then
            stableBaselines environment statistics path
        elif path = "random" then
            {
                Policy = RandomPolicy(environment.Observation.Width, environment.Action)
                Source = "random"
            }
        elif isZip path then
            try
                weights environment path
            with :? DemonstrationException as wrong ->
                Errors.user
                    $"{path}: expected a run directory, a policy file, a Stable-Baselines3 model or the paper's weights, but as weights it does not do: {wrong.Message}"
        else
            let file = PolicyFile.Read path
            checkSpaces environment path file.Architecture
            { Policy = file.Policy; Source = path }

    // More than machines have: the system would be asked for all of them.
    let private mostThreads = 4096

    let threads = Number.between "--threads" 0 mostThreads 0
