using System.Collections.Immutable;
using Microsoft.ML;

namespace Gail.Data.Views.Transforms;

/// <content>Fewer columns and other names.</content>
public static partial class ViewTransforms
{
    /// <summary>The columns named; episode, t and observation stay in any case, since every view has them.</summary>
    /// <param name="view">The view.</param>
    /// <param name="columns">Names of columns.</param>
    /// <exception cref="DemonstrationException">There is no such column.</exception>
    public static IDataView SelectColumns(this IDataView view, params ImmutableArray<string> columns)
    {
        var source = DemonstrationView.Of(view);
        source.Description.Require(columns);
        return Narrowed(source, column => StandardColumns.IsRequired(column.Name) || columns.Contains(column.Name));
    }

    /// <summary>All columns but those named.</summary>
    /// <param name="view">The view.</param>
    /// <param name="columns">Names of columns; not episode, t or observation, which every view has.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it cannot be left out.</exception>
    public static IDataView DropColumns(this IDataView view, params ImmutableArray<string> columns)
    {
        var source = DemonstrationView.Of(view);
        foreach (var name in columns)
        {
            _ = source.Description[name];
            if (StandardColumns.IsRequired(name))
            {
                throw EpisodePasses.Fail(source, name, "cannot be left out: every view has it.");
            }
        }
        return Narrowed(source, column => !columns.Contains(column.Name));
    }

    /// <summary>
    /// A column under another name. Renamed to observation it takes the place of the one there is; no other name may be
    /// taken.
    /// </summary>
    /// <param name="view">The view.</param>
    /// <param name="column">The name it has; not episode, t or observation, which every view has.</param>
    /// <param name="name">The name it gets; where that has a meaning, the type must be the one it means.</param>
    /// <exception cref="DemonstrationException">
    /// There is no such column, it cannot be renamed, the name is taken or means another type.
    /// </exception>
    public static IDataView RenameColumn(this IDataView view, string column, string name)
    {
        var source = DemonstrationView.Of(view);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var renamed = source.Description[column] with { Name = name };
        if (column == name)
        {
            return source;
        }
        if (StandardColumns.IsRequired(column))
        {
            throw EpisodePasses.Fail(source, column, "cannot be renamed: every view has it.");
        }
        if (name == ColumnNames.Observation && source.Description.Has(ColumnNames.NextObservation))
        {
            throw EpisodePasses.Fail(
                source,
                ColumnNames.NextObservation,
                $"would not be what follows {column}; drop it first."
            );
        }
        if (name != ColumnNames.Observation && source.Description.Has(name))
        {
            throw EpisodePasses.Fail(
                source,
                name,
                $"there is such a column already; drop it before renaming {column}."
            );
        }
        StandardColumns.Check(source.Description, renamed);
        return new ColumnsView(
            source,
            source.Description.Without(column).With(renamed),
            ImmutableDictionary<string, string>.Empty.Add(name, column)
        );
    }

    private static ColumnsView Narrowed(DemonstrationView view, Func<ViewColumn, bool> stays) =>
        new(
            view,
            view.Description with
            {
                Columns = [.. view.Description.Columns.Where(stays)],
            },
            ImmutableDictionary<string, string>.Empty
        );
}
