namespace Gail.Cli.Jobs

open System
open System.IO
open Gail.Configuration
open Gail.Runs
open Gail.Training
open Gail.OptionRules
open Gail.Cli
open Gail.Cli.Arguments

/// The directories of runs: new ones, and earlier ones that go on.
[<RequireQualifiedAccess>]
module RunPlace =

    /// An environment's name as a folder may be called everywhere: with options, it has colons and can be long.
    let private folderName (environment: string) =
        let plain letter =
            if Char.IsAsciiLetterOrDigit letter || "._-".Contains(letter: char) then
                letter
            else
                '-'

        (String.map plain environment)[..99]

    /// runs/ENV-METHOD-sSEED, with a number behind when that is taken.
    let free (options: TrainingOptions) =
        let name =
            $"{folderName options.Environment}-{MethodNames.name options.Method}-s{options.Seed}"

        let isFree (path: string) = not (Path.Exists path)

        Seq.initInfinite (fun i -> Path.Combine("runs", (if i = 0 then name else $"{name}-{i + 1}")))
        |> Seq.find isFree

    /// A directory for a new run, checked and made when it opens.
    let opening path overwrite (options: TrainingOptions) (info: unit -> RunInfo) (trainer: ITrainer) =
        RunDirectory.CheckFree(path, overwrite)
        let info = info ()
        fun () -> RunDirectory.Create(path, options, info, overwrite), trainer.Init options.Seed

    /// The networks of a checkpoint must be those that the options describe.
    let private checkState (path: string) (trainer: ITrainer) (options: TrainingOptions) (state: TrainState) =
        let parameters (state: TrainState) =
            [
                for leaf in state.ToTree().Leaves do
                    if leaf.Path.Contains "parameters/" then
                        leaf.Path, string leaf.Value.Shape
            ]

        if parameters state <> parameters (trainer.Init options.Seed) then
            Errors.user $"{path}: the checkpoint does not fit the run's options.json; was it changed?"

    /// The directory of an earlier run with new limits, and its state when it opens.
    let reopening (directory: RunDirectory) (options: TrainingOptions) (trainer: ITrainer) =
        fun () ->
            let point = directory.FindResumePoint()

            for note in point.Notes do
                stderr.WriteLine $"note: {note}"

            let state =
                match point.State with
                | null -> trainer.Init options.Seed
                | state ->
                    checkState directory.Path trainer options state
                    state

            directory.CutTablesTo point.State

            if int64 options.Iterations < state.Iteration then
                Errors.user
                    $"--iterations is {options.Iterations}, but {directory.Path} has done {state.Iteration} already."

            directory.WithLimits(options.Iterations, options.Steps), state

    /// The directory that --resume names, and its options with the new limits.
    let resumed (given: OptionAssignment list) (path: string) =
        let directory = RunDirectory.Open path

        for one in given do
            if not (List.contains one.Option.Path [ "iterations"; "steps" ]) then
                Errors.usage
                    $"{one.Name} would change the run; with --resume only --iterations and --steps can be set anew"

        directory, Overrides.apply given directory.Options
