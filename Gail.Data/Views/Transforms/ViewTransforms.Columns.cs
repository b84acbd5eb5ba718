using System.Collections.Immutable;

namespace Gail.Data.Views.Transforms;

/// <content>Fewer columns and other names.</content>
public static partial class ViewTransforms
{
    /// <summary>The columns named; episode, t and observation stay in any case, since every view has them.</summary>
    /// <param name="view">The view.</param>
    /// <param name="columns">Names of columns.</param>
    /// <exception cref="DemonstrationException">There is no such column.</exception>
    public static IDemonstrationView SelectColumns(this IDemonstrationView view, params ImmutableArray<string> columns)
    {
        ArgumentNullException.ThrowIfNull(view);
        view.Schema.Require(columns);
        return Narrowed(view, column => StandardColumns.IsRequired(column.Name) || columns.Contains(column.Name));
    }

    /// <summary>All columns but those named.</summary>
    /// <param name="view">The view.</param>
    /// <param name="columns">Names of columns; not episode, t or observation, which every view has.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it cannot be left out.</exception>
    public static IDemonstrationView DropColumns(this IDemonstrationView view, params ImmutableArray<string> columns)
    {
        ArgumentNullException.ThrowIfNull(view);
        foreach (var name in columns)
        {
            _ = view.Schema[name];
            if (StandardColumns.IsRequired(name))
            {
                throw EpisodePasses.Fail(view, name, "cannot be left out: every view has it.");
            }
        }
        return Narrowed(view, column => !columns.Contains(column.Name));
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
    public static IDemonstrationView RenameColumn(this IDemonstrationView view, string column, string name)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var renamed = view.Schema[column] with { Name = name };
        if (column == name)
        {
            return view;
        }
        if (StandardColumns.IsRequired(column))
        {
            throw EpisodePasses.Fail(view, column, "cannot be renamed: every view has it.");
        }
        if (name == ColumnNames.Observation && view.Schema.Has(ColumnNames.NextObservation))
        {
            throw EpisodePasses.Fail(
                view,
                ColumnNames.NextObservation,
                $"would not be what follows {column}; drop it first."
            );
        }
        if (name != ColumnNames.Observation && view.Schema.Has(name))
        {
            throw EpisodePasses.Fail(view, name, $"there is such a column already; drop it before renaming {column}.");
        }
        StandardColumns.Check(view, renamed);
        return new ColumnsView(
            view,
            view.Schema.Without(column).With(renamed),
            ImmutableDictionary<string, string>.Empty.Add(name, column)
        );
    }

    private static ColumnsView Narrowed(IDemonstrationView view, Func<ViewColumn, bool> stays) =>
        new(
            view,
            view.Schema with
            {
                Columns = [.. view.Schema.Columns.Where(stays)],
            },
            ImmutableDictionary<string, string>.Empty
        );
}
