namespace Gail.Scripts

open System
open System.Collections.Immutable
open Microsoft.ML
open Gail.Data.Normalizers
open Gail.Data.Views
open Gail.Data.Views.Foreign
open Gail.Data.Views.Transforms
open Gail.Data

/// Demonstrations not yet read: transforms that pipe and compose, lazily, from <c>Demos.openFile</c> or
/// <c>Demos.asView</c> to <c>View.collect</c>. A seed names the randomness of those that draw.
[<RequireQualifiedAccess>]
module View =

    /// Rows of one's own, as from a database or a game's log: the columns that they hold, and what a row holds in each,
    /// booleans as 0 and 1. Of episode, t, terminated, truncated and ended as much as is known.
    let ofRows (columns: ViewColumn list) (values: string -> 'row -> float list) (rows: 'row seq) : IDataView =
        RowsView.Of(
            ViewSchema(Columns = ImmutableArray.CreateRange columns),
            (fun _ -> rows),
            (fun row column -> Seq.ofList (values column row))
        )

    /// Reads all rows into memory, and checks them.
    let collect (view: IDataView) : Demonstrations = Demonstrations.Collect view

    /// The columns, as in "observation F32[17]".
    let columns (view: IDataView) : string list =
        view.Describe().Columns |> Seq.map string |> List.ofSeq

    /// The first episodes; reading stops behind them.
    let takeEpisodes (count: int) (view: IDataView) : IDataView = view.TakeEpisodes count

    /// One of ML.NET's views, or another program's, whose columns have names of their own, as demonstrations.
    let ofColumns (mapping: DataViewMapping) (view: IDataView) : IDataView = view.AsDemonstrations mapping

    /// A random choice of episodes, in the order of the view.
    let takeRandomEpisodes (count: int) (seed: int64) (view: IDataView) : IDataView =
        view.TakeEpisodes(count, Keys.transforms 0 seed)

    /// The episodes of the greatest returns, in the order of the view.
    let takeBestEpisodes (count: int) (view: IDataView) : IDataView = view.TakeBestEpisodes count

    /// The episodes of these numbers, in that order.
    let selectEpisodes (episodes: int list) (view: IDataView) : IDataView =
        view.SelectEpisodes(ImmutableArray.CreateRange episodes)

    /// The episodes of returns from a minimum to a maximum, both included.
    let whereReturn (minimum: float) (maximum: float) (view: IDataView) : IDataView = view.WhereReturn(minimum, maximum)

    /// A share of the episodes to learn from, the others to measure by.
    let splitByEpisode (share: float) (seed: int64) (view: IDataView) : ViewSplit =
        view.SplitByEpisode(share, Keys.transforms 1 seed)

    /// The episodes of several views, one after the other; at least one.
    let concat (views: IDataView list) : IDataView =
        views.Head.Concat(ReadOnlySpan(Array.ofList views.Tail))

    /// Every k-th row of each episode, from a random start: the rows of <c>Demos.keepEvery</c> with the same seed.
    let keepEvery (k: int) (seed: int64) (view: IDataView) : IDataView =
        view.KeepEvery(k, Keys.subsampling seed)

    /// As many rows of every cluster of observations as the smallest one has.
    let balanceClusters (clusters: int) (seed: int64) (view: IDataView) : IDataView =
        view.BalanceClusters(clusters, Keys.transforms 2 seed, Nullable())

    /// At most so many rows of every cluster of observations.
    let limitClusters (clusters: int) (quota: int) (seed: int64) (view: IDataView) : IDataView =
        view.BalanceClusters(clusters, Keys.transforms 2 seed, Nullable quota)

    /// Adds next_observation; the last row of an episode, where nothing is known to follow, is left out.
    let pairNext (view: IDataView) : IDataView = view.PairNext()

    /// Adds normal noise of a standard deviation to observations.
    let addObservationNoise (deviation: float) (seed: int64) (view: IDataView) : IDataView =
        view.AddObservationNoise(deviation, Keys.transforms 3 seed)

    /// Adds normal noise of a standard deviation to continuous actions.
    let addActionNoise (deviation: float) (seed: int64) (view: IDataView) : IDataView =
        view.AddActionNoise(deviation, Keys.transforms 4 seed)

    /// A function of each value of a column.
    let map (column: string) (change: float -> float) (view: IDataView) : IDataView =
        view.Map(column, Func<float, float> change)

    /// A function of each row's values in a column, which makes so many of them.
    let mapRows (column: string) (width: int) (change: float32 array -> float32 array) (view: IDataView) =
        view.MapRows(
            column,
            width,
            RowFunction(fun row result ->
                let values = change (row.ToArray())

                if values.Length <> width then
                    invalidArg (nameof change) $"Expected {width} values for '{column}' but got {values.Length}."

                values.AsSpan().CopyTo result)
        )

    /// min(max(x, least), most) of each value of a column.
    let clip (column: string) (least: float) (most: float) (view: IDataView) : IDataView =
        view.Clip(column, least, most)

    /// A column of choices as vectors that are 1 at the place of the choice, of so many alternatives.
    let oneHot (column: string) (count: int) (view: IDataView) : IDataView = view.OneHot(column, Nullable count)

    /// A column of choices likewise, of as many alternatives as the source states; numbers beside them stay.
    let oneHotStated (column: string) (view: IDataView) : IDataView = view.OneHot column

    /// These columns only, besides those that every view has.
    let selectColumns (names: string list) (view: IDataView) : IDataView =
        view.SelectColumns(ImmutableArray.CreateRange names)

    /// All columns but these.
    let dropColumns (names: string list) (view: IDataView) : IDataView =
        view.DropColumns(ImmutableArray.CreateRange names)

    /// A column under another name.
    let renameColumn (column: string) (name: string) (view: IDataView) : IDataView = view.RenameColumn(column, name)

    /// Centre and scale of a column: <c>View.fit Normalizer.MinMax "observation"</c>.
    let fit (normalizer: Normalizer) (column: string) (view: IDataView) : FittedNormalizer =
        normalizer.Fit(view, column)

    /// The view with a column normalised.
    let normalize (fitted: FittedNormalizer) (view: IDataView) : IDataView = fitted.Apply view
