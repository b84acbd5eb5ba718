using Gail.Data.Normalizers;
using Gail.Data.Views;
using Gail.Data.Views.Foreign;
using Gail.Data.Views.Transforms;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data.Catalogs;

/// <summary>
/// What makes columns of demonstrations on <c>mlContext.Transforms</c>: estimators that stand in a pipeline beside
/// ML.NET's own.
/// </summary>
public static class DemonstrationTransforms
{
    /// <inheritdoc cref="ViewTransforms.PairNext"/>
    public static ViewEstimator NextObservations(this TransformsCatalog transforms) =>
        new(
            view => view.PairNext(),
            Named(transforms).CopyColumns(ColumnNames.NextObservation, ColumnNames.Observation)
        );

    /// <inheritdoc cref="ViewTransforms.AddObservationNoise"/>
    public static ViewEstimator AddObservationNoise(
        this TransformsCatalog transforms,
        double deviation,
        RandomKey key
    ) => Same(transforms, view => view.AddObservationNoise(deviation, key));

    /// <inheritdoc cref="ViewTransforms.AddActionNoise"/>
    public static ViewEstimator AddActionNoise(this TransformsCatalog transforms, double deviation, RandomKey key) =>
        Same(transforms, view => view.AddActionNoise(deviation, key));

    /// <inheritdoc cref="ViewTransforms.Clip"/>
    public static ViewEstimator Clip(this TransformsCatalog transforms, string column, double least, double most) =>
        Same(transforms, view => view.Clip(column, least, most));

    /// <inheritdoc cref="ViewTransforms.OneHot"/>
    public static ViewEstimator OneHotChoices(this TransformsCatalog transforms, string column, int? count = null) =>
        Same(transforms, view => view.OneHot(column, count));

    /// <summary>
    /// An observation from several columns side by side, as of a dictionary; their names and widths are kept as its
    /// parts.
    /// </summary>
    /// <param name="transforms">ML.NET's transforms.</param>
    /// <param name="columns">Scalars or vectors of numbers, at least one.</param>
    public static ViewEstimator FlattenObservations(
        this TransformsCatalog transforms,
        params ReadOnlySpan<string> columns
    )
    {
        string[] names = [.. columns];
        return new ViewEstimator(
            view => view.AsDemonstrations(DataViewMapping.ByName with { Observation = [.. names] }),
            Named(transforms).Concatenate(ColumnNames.Observation, names)
        );
    }

    /// <summary>
    /// An action from several columns side by side: integers, booleans and keys are choices, other numbers quantities, so that
    /// both together are hybrid actions.
    /// </summary>
    /// <param name="transforms">ML.NET's transforms.</param>
    /// <param name="columns">Scalars or vectors of numbers, at least one.</param>
    public static ViewEstimator FlattenActions(this TransformsCatalog transforms, params ReadOnlySpan<string> columns)
    {
        string[] names = [.. columns];
        return new ViewEstimator(
            view => view.AsDemonstrations(DataViewMapping.ByName with { Action = [.. names] }),
            // Numbers and choices become one vector of numbers, as observations are.
            Named(transforms).CopyColumns(ColumnNames.Action, ColumnNames.Observation)
        );
    }

    /// <summary>A normaliser of a column, fitted by ML.NET's own; next_observation goes with observation.</summary>
    /// <param name="transforms">ML.NET's transforms.</param>
    /// <param name="normalizer">How.</param>
    /// <param name="column">A column of real numbers.</param>
    public static NormalizerEstimator NormalizeDemonstrations(
        this TransformsCatalog transforms,
        Normalizer normalizer,
        string column = ColumnNames.Observation
    )
    {
        _ = Named(transforms);
        return new NormalizerEstimator(normalizer, column);
    }

    private static ViewEstimator Same(TransformsCatalog transforms, Func<IDataView, IDataView> transform)
    {
        _ = Named(transforms);
        return new ViewEstimator(transform);
    }

    private static TransformsCatalog Named(TransformsCatalog transforms)
    {
        ArgumentNullException.ThrowIfNull(transforms);
        return transforms;
    }
}
