namespace Gail.Scripts

open Microsoft.ML
open Gail.Data
open Gail.Environments
open Gail.Execution
open Gail.Policies
open Gail.Rollouts
open Gail.Configuration
open Gail.Data.Inspection
open Gail.Data.Views.Transforms
open Gail.Runs
open Gail.Training

/// Demonstrations: recorded behaviour as immutable columns.
[<RequireQualifiedAccess>]
module Demos =

    /// Reads an .npz file in any of the known layouts.
    let read (path: string) : Demonstrations = DemonstrationReader.Read path

    /// Reads a file, or a folder of files, where the content alone does not say enough: how columns are called, whether
    /// what is bad is left out.
    let readWith (options: DemonstrationFileOptions) (path: string) : Demonstrations =
        DemonstrationReader.Read(path, options)

    /// Reads several files or folders, one after the other; at least one.
    let readAll (paths: string list) : Demonstrations =
        DemonstrationReader.OpenAll(paths, DemonstrationFileOptions.Default)
        |> Demonstrations.Collect

    /// A view of several files or folders, one after the other; at least one.
    let openAll (options: DemonstrationFileOptions) (paths: string list) : IDataView =
        DemonstrationReader.OpenAll(paths, options)

    /// A view of a file or of a folder of files: its columns are known, its rows are not yet read. The module View has
    /// what can be done with it.
    let openFile (path: string) : IDataView = DemonstrationReader.Open path

    /// Demonstrations in memory as a view.
    let asView (demos: Demonstrations) : IDataView = demos.AsView()

    /// Writes an .npz file in the project's own layout.
    let write (path: string) (demos: Demonstrations) : unit = DemonstrationWriter.Write(path, demos)

    /// What a file holds and what is wrong with it.
    let inspect (path: string) : DemonstrationReport = DemonstrationInspector.Inspect path

    /// Records whole episodes of a policy whose actions are drawn, as the paper's experts were recorded.
    let record (executor: Executor) (env: IEnvironment) (episodes: int) (seed: int64) (policy: #IPolicy) =
        Recording.Record(executor, env, policy, episodes, Keys.recording seed, ActionMode.Stochastic)

    /// The same demonstrations, checked to be some of an environment.
    let checkAgainst (env: IEnvironment) (demos: Demonstrations) : Demonstrations = demos.CheckAgainst env.Spec

    /// The same demonstrations without the name of their environment, to be used for any whose widths they fit.
    let forAnyEnvironment (demos: Demonstrations) : Demonstrations = demos.ForAnyEnvironment()

    /// Actions that a file stores as floating-point numbers, taken for the choices they are.
    let asDiscrete (demos: Demonstrations) : Demonstrations = demos.AsDiscrete()

    /// The first episodes.
    let takeEpisodes (count: int) (demos: Demonstrations) : Demonstrations =
        demos.Transform(fun view -> view.TakeEpisodes count)

    /// Every k-th step of each episode, from a random start.
    let keepEvery (k: int) (seed: int64) (demos: Demonstrations) : Demonstrations =
        demos.Transform(fun view -> view.KeepEvery(k, Keys.subsampling seed))

    /// Cut down as options of a run ask for: their number of episodes, every k-th step.
    let cut (options: TrainingOptions) (demos: Demonstrations) : Demonstrations = demos.Subsample options

    /// The state-action pairs: all that imitation looks at.
    let transitions (demos: Demonstrations) : Transitions = demos.Pairs()

    /// The return of each episode; empty where the source has no rewards or steps were left out.
    let returns (demos: Demonstrations) : float list =
        match demos.EpisodeReturns with
        | null -> []
        | returns -> List.ofSeq returns.Values
