using System.Globalization;
using Gail.Data.Normalizers;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data.Views.Transforms;

/// <content>Other values in the same rows. What is done to observation is done to next_observation as well.</content>
public static partial class ViewTransforms
{
    /// <summary>A function of each value of a column.</summary>
    /// <param name="view">The view.</param>
    /// <param name="column">A column of real numbers.</param>
    /// <param name="function">A pure function; its result is rounded to the column's type.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it holds no real numbers.</exception>
    public static IDataView Map(this IDataView view, string column, Func<double, double> function)
    {
        var source = DemonstrationView.Of(view);
        ArgumentNullException.ThrowIfNull(function);
        ColumnMaps.RequireReal(source, column);
        return new MappedView(
            source,
            source.Description,
            ColumnMaps.Together(source, column),
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
    public static IDataView MapRows(this IDataView view, string column, int width, RowFunction function)
    {
        var source = DemonstrationView.Of(view);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ColumnMaps.RequireReal(source, column);
        if (source.Description[column] is not { Type: ElementType.F32, Width: not null })
        {
            throw EpisodePasses.Fail(source, column, $"holds a single value in each row, not several: use Map.");
        }
        var columns = ColumnMaps.Together(source, column);
        return new MappedView(
            source,
            // The members of a dictionary are no longer where they were.
            columns.Aggregate(
                source.Description,
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
    public static IDataView Clip(this IDataView view, string column, double least, double most) =>
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
    public static IDataView AddObservationNoise(this IDataView view, double deviation, RandomKey key) =>
        AddNoise(view, ColumnNames.Observation, deviation, key);

    /// <summary>Adds normal noise to actions; it may lead beyond bounds, see <see cref="Clip"/>.</summary>
    /// <remarks>The noise of a row depends on the key, its episode and its t alone.</remarks>
    /// <param name="view">A view with continuous actions.</param>
    /// <param name="deviation">The standard deviation, 0 or more, in units of the actions.</param>
    /// <param name="key">The source of the noise; consumed.</param>
    /// <exception cref="DemonstrationException">There are no actions, or they are discrete.</exception>
    public static IDataView AddActionNoise(this IDataView view, double deviation, RandomKey key) =>
        AddNoise(view, ColumnNames.Action, deviation, key);

    /// <summary>
    /// Choices as vectors that are 1 at the place of the choice and 0 elsewhere: for networks that take no numbers for
    /// names. Several choices side by side become as many such vectors, numbers beside them stay.
    /// </summary>
    /// <param name="view">The view.</param>
    /// <param name="column">A column of choices, or of choices beside numbers.</param>
    /// <param name="count">The number of alternatives of a single choice; null for the numbers that the source states.</param>
    /// <exception cref="DemonstrationException">
    /// There is no such column, it holds no choices, or nobody says how many there are; while reading: a choice
    /// is none of them.
    /// </exception>
    public static IDataView OneHot(this IDataView view, string column, int? count = null)
    {
        var source = DemonstrationView.Of(view);
        var found = source.Description[column];
        if (found is not { Type: ElementType.F32, Width: not null, Space.HasChoices: true })
        {
            throw EpisodePasses.Fail(source, column, "holds no choices, which alone can be made one-hot.");
        }
        if (count is { } stated)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(stated, 1, nameof(count));
            if (found.Width != 1)
            {
                throw EpisodePasses.Fail(source, column, $"is {found.Space}, and a count is of one choice alone.");
            }
        }
        var space = count is { } one ? found.Space.WithCounts((_, _) => one) : found.Space;
        if (space.Counts.Contains(0))
        {
            throw EpisodePasses.Fail(
                source,
                column,
                "the source does not say how many choices there are: give the count."
            );
        }
        var columns = ColumnMaps.Together(source, column);
        return new MappedView(
            source,
            columns.Aggregate(
                source.Description,
                (schema, name) =>
                    schema.With(schema[name] with { Width = space.EncodedWidth, Parts = space.Encoded().Parts })
            ),
            columns,
            [],
            (name, batch) =>
                ColumnMaps.Rows(
                    batch.Get<float>(name),
                    space.EncodedWidth,
                    (row, result) =>
                    {
                        if (space.FirstProblem(row) is >= 0 and var place)
                        {
                            throw EpisodePasses.Fail(
                                source,
                                name,
                                $"holds {row[place].ToString(CultureInfo.InvariantCulture)}, expected a choice from 0 to {space.Counts[place] - 1}."
                            );
                        }
                        space.Encode(row, result);
                    }
                )
        );
    }

    /// <summary>The view with a column normalised: <see cref="FittedNormalizer.Apply(IDataView)"/>.</summary>
    /// <param name="view">The view.</param>
    /// <param name="normalizer">Fitted to this view or another one.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it is another one.</exception>
    public static IDataView Normalize(this IDataView view, FittedNormalizer normalizer)
    {
        ArgumentNullException.ThrowIfNull(normalizer);
        return normalizer.Apply(view);
    }

    private static MappedView AddNoise(IDataView view, string column, double deviation, RandomKey key)
    {
        var source = DemonstrationView.Of(view);
        if (!(deviation >= 0 && double.IsFinite(deviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "Expected a number of 0 or more.");
        }
        ColumnMaps.RequireReal(source, column);
        return new MappedView(
            source,
            source.Description,
            ColumnMaps.Together(source, column),
            [ColumnNames.Episode, ColumnNames.Step],
            (name, batch) =>
                ColumnMaps.Noisy(batch.Get<float>(name), batch, deviation, key, later: name == column ? 0 : 1)
        );
    }
}
