using System.Collections.Immutable;
using Gail.Data.Views.Transforms;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data.Catalogs;

/// <summary>
/// Demonstrations on <c>mlContext.Data</c>: how they are loaded and saved, and what drops or orders rows, beside
/// ML.NET's own FilterRowsByColumn and TakeRows. Each is the function of <see cref="ViewTransforms"/> of its name.
/// </summary>
public static class DemonstrationData
{
    /// <summary>A view of a file or of a folder of files: its columns are known, its rows are not yet read.</summary>
    /// <param name="data">ML.NET's operations on data.</param>
    /// <param name="path">A file or a folder of files, of one of <see cref="DemonstrationReader.Formats"/>.</param>
    /// <param name="options">What the content alone does not say.</param>
    /// <exception cref="DemonstrationException">The file is of no known format or damaged.</exception>
    public static IDataView LoadDemonstrations(
        this DataOperationsCatalog data,
        string path,
        DemonstrationFileOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        return DemonstrationReader.Open(path, options ?? DemonstrationFileOptions.Default);
    }

    /// <summary>Writes a view to a file, whole or not at all.</summary>
    /// <param name="data">ML.NET's operations on data.</param>
    /// <param name="view">A view of demonstrations.</param>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="format">The name of a format that is written; null to let the extension decide.</param>
    /// <exception cref="DemonstrationException">The view's rows break a rule, or the file cannot be written.</exception>
    public static void SaveDemonstrations(
        this DataOperationsCatalog data,
        IDataView view,
        string path,
        string? format = null
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        DemonstrationWriter.Write(path, Demonstrations.Collect(view), format, environment: null);
    }

    /// <inheritdoc cref="ViewTransforms.TakeEpisodes(IDataView, int)"/>
    public static IDataView TakeEpisodes(this DataOperationsCatalog data, IDataView view, int count) =>
        On(data, view).TakeEpisodes(count);

    /// <inheritdoc cref="ViewTransforms.TakeEpisodes(IDataView, int, RandomKey)"/>
    public static IDataView TakeEpisodes(this DataOperationsCatalog data, IDataView view, int count, RandomKey key) =>
        On(data, view).TakeEpisodes(count, key);

    /// <inheritdoc cref="ViewTransforms.TakeBestEpisodes"/>
    public static IDataView TakeBestEpisodes(this DataOperationsCatalog data, IDataView view, int count) =>
        On(data, view).TakeBestEpisodes(count);

    /// <inheritdoc cref="ViewTransforms.WhereReturn"/>
    public static IDataView FilterEpisodesByReturn(
        this DataOperationsCatalog data,
        IDataView view,
        double minimum = double.NegativeInfinity,
        double maximum = double.PositiveInfinity
    ) => On(data, view).WhereReturn(minimum, maximum);

    /// <inheritdoc cref="ViewTransforms.SelectEpisodes"/>
    public static IDataView SelectEpisodes(
        this DataOperationsCatalog data,
        IDataView view,
        ImmutableArray<int> episodes
    ) => On(data, view).SelectEpisodes(episodes);

    /// <inheritdoc cref="ViewTransforms.SplitByEpisode"/>
    public static ViewSplit SplitByEpisode(
        this DataOperationsCatalog data,
        IDataView view,
        double share,
        RandomKey key
    ) => On(data, view).SplitByEpisode(share, key);

    /// <inheritdoc cref="ViewTransforms.Concat"/>
    public static IDataView ConcatEpisodes(
        this DataOperationsCatalog data,
        IDataView view,
        params ReadOnlySpan<IDataView> others
    ) => On(data, view).Concat(others);

    /// <inheritdoc cref="ViewTransforms.KeepEvery"/>
    public static IDataView KeepEvery(this DataOperationsCatalog data, IDataView view, int k, RandomKey key) =>
        On(data, view).KeepEvery(k, key);

    /// <inheritdoc cref="ViewTransforms.BalanceClusters(IDataView, int, RandomKey, int?)"/>
    public static IDataView BalanceClusters(
        this DataOperationsCatalog data,
        IDataView view,
        int clusters,
        RandomKey key,
        int? quota = null
    ) => On(data, view).BalanceClusters(clusters, key, quota);

    private static IDataView On(DataOperationsCatalog data, IDataView view)
    {
        ArgumentNullException.ThrowIfNull(data);
        return view;
    }
}
