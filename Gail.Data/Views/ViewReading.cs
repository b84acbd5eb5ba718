using System.Collections.Immutable;
using Gail.Data.Views.Foreign;
using Microsoft.ML;

namespace Gail.Data.Views;

/// <summary>What demonstrations can be asked for in any <see cref="IDataView"/>.</summary>
public static class ViewReading
{
    /// <summary>The columns of a view by their meaning, and where its rows came from.</summary>
    /// <param name="view">A view with a column named observation.</param>
    /// <exception cref="DemonstrationException">There is no observation, or a column is of a type that cannot be read.</exception>
    public static ViewSchema Describe(this IDataView view) => DemonstrationView.Of(view).Description;

    /// <summary>The rows in batches: see <see cref="IBatchedRows.Read"/>.</summary>
    /// <param name="view">A view with a column named observation.</param>
    /// <param name="columns">The names of the columns wanted.</param>
    /// <exception cref="DemonstrationException">There is no such column; the source cannot be read or is damaged.</exception>
    public static IEnumerable<ViewBatch> Read(this IDataView view, params ImmutableArray<string> columns) =>
        DemonstrationView.Of(view).Read(columns);

    /// <summary>
    /// A view whose columns have other names, as demonstrations: what a loader of ML.NET, a database or another program
    /// gives. Nothing is copied; rows are read when they are asked for.
    /// </summary>
    /// <param name="view">The view.</param>
    /// <param name="mapping">What its columns are.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it is of a type that cannot be read.</exception>
    public static IDataView AsDemonstrations(this IDataView view, DataViewMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(mapping);
        return new ForeignView(view, mapping);
    }
}
