using Gail.Data.Normalizers;
using Gail.Numerics;

namespace Gail.Data.Views.Transforms;

/// <content>Other values in the same rows. What is done to observation is done to next_observation as well.</content>
public static partial class ViewTransforms
{
    /// <summary>A function of each value of a column.</summary>
    /// <param name="view">The view.</param>
    /// <param name="column">A column of real numbers.</param>
    /// <param name="function">A pure function; its result is rounded to the column's type.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it holds no real numbers.</exception>
    public static IDemonstrationView Map(this IDemonstrationView view, string column, Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(function);
        ColumnMaps.RequireReal(view, column);
        return new MappedView(
            view,
            view.Schema,
            ColumnMaps.Together(view, column),
            [],
            (name, batch) => ColumnMaps.Values(batch[name], (value, _) => function(value))
        );
    }

    /// <summary>A function of each row's values: other units, another order, fewer or more values.</summary>
    /// <param name="view">The view.</param>
    /// <param name="column">A column of several single-precision numbers in each row.</param>
    /// <param name="width">The number of values that the function writes, 1 or more.</param>
    /// <param name="function">A pure function.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it holds something else.</exception>
    public static IDemonstrationView MapRows(
        this IDemonstrationView view,
        string column,
        int width,
        RowFunction function
    )
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ColumnMaps.RequireReal(view, column);
        if (view.Schema[column] is not { Type: ElementType.F32, Width: not null })
        {
            throw EpisodePasses.Fail(view, column, $"holds a single value in each row, not several: use Map.");
        }
        var columns = ColumnMaps.Together(view, column);
        return new MappedView(
            view,
            // The members of a dictionary are no longer where they were.
            columns.Aggregate(
                view.Schema,
                (schema, name) => schema.With(schema[name] with { Width = width, Parts = [] })
            ),
            columns,
            [],
            (name, batch) => ColumnMaps.Rows(batch.Get<float>(name), width, function)
        );
    }

    /// <summary>min(max(x, least), most) of each value.</summary>
    /// <param name="view">The view.</param>
    /// <param name="column">A column of real numbers.</param>
    /// <param name="least">The least value.</param>
    /// <param name="most">The greatest value, <paramref name="least"/> or more.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it holds no real numbers.</exception>
    public static IDemonstrationView Clip(this IDemonstrationView view, string column, double least, double most) =>
        least <= most
            ? view.Map(column, value => Math.Clamp(value, least, most))
            : throw new ArgumentException($"Expected bounds in order but got {least} and {most}.", nameof(least));

    /// <summary>Adds normal noise to observations.</summary>
    /// <remarks>
    /// The noise of a row depends on the key, its episode and its t alone, and next_observation gets that of t + 1, so
    /// that it stays the observation of the next row. Every reading gives the same.
    /// </remarks>
    /// <param name="view">The view.</param>
    /// <param name="deviation">The standard deviation, 0 or more, in units of the observations.</param>
    /// <param name="key">The source of the noise; consumed.</param>
    public static IDemonstrationView AddObservationNoise(
        this IDemonstrationView view,
        double deviation,
        RandomKey key
    ) => AddNoise(view, ColumnNames.Observation, deviation, key);

    /// <summary>Adds normal noise to actions; it may lead beyond bounds, see <see cref="Clip"/>.</summary>
    /// <remarks>The noise of a row depends on the key, its episode and its t alone.</remarks>
    /// <param name="view">A view with continuous actions.</param>
    /// <param name="deviation">The standard deviation, 0 or more, in units of the actions.</param>
    /// <param name="key">The source of the noise; consumed.</param>
    /// <exception cref="DemonstrationException">There are no actions, or they are discrete.</exception>
    public static IDemonstrationView AddActionNoise(this IDemonstrationView view, double deviation, RandomKey key) =>
        AddNoise(view, ColumnNames.Action, deviation, key);

    /// <summary>The view with a column normalised: <see cref="FittedNormalizer.Apply(IDemonstrationView)"/>.</summary>
    /// <param name="view">The view.</param>
    /// <param name="normalizer">Fitted to this view or another one.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it is another one.</exception>
    public static IDemonstrationView Normalize(this IDemonstrationView view, FittedNormalizer normalizer)
    {
        ArgumentNullException.ThrowIfNull(normalizer);
        return normalizer.Apply(view);
    }

    private static MappedView AddNoise(IDemonstrationView view, string column, double deviation, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (!(deviation >= 0 && double.IsFinite(deviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "Expected a number of 0 or more.");
        }
        ColumnMaps.RequireReal(view, column);
        return new MappedView(
            view,
            view.Schema,
            ColumnMaps.Together(view, column),
            [ColumnNames.Episode, ColumnNames.Step],
            (name, batch) =>
                ColumnMaps.Noisy(batch.Get<float>(name), batch, deviation, key, later: name == column ? 0 : 1)
        );
    }
}
