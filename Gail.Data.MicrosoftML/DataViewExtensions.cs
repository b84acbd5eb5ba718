using Microsoft.ML;

namespace Gail.Data.MicrosoftML;

/// <summary>Demonstrations as ML.NET sees data, and the other way round. Nothing is copied: both stay lazy.</summary>
public static class DataViewExtensions
{
    /// <summary>
    /// A view as an <see cref="IDataView"/>: columns of the same names, float vectors as vectors of
    /// <see cref="float"/>. The members of a flattened dictionary become slot names; choices and sub-sampling become
    /// annotations, which <see cref="AsDemonstrations"/> reads back.
    /// </summary>
    /// <param name="view">The view.</param>
    public static IDataView AsDataView(this IDemonstrationView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new DemonstrationDataView(view);
    }

    /// <summary>An <see cref="IDataView"/> as a view: what a loader or transform of ML.NET gives, as demonstrations.</summary>
    /// <param name="data">The rows, episode after episode and in the order of time.</param>
    /// <param name="mapping">Which columns mean what; where absent, those of the names in <see cref="ColumnNames"/>.</param>
    /// <exception cref="DemonstrationException">A column is not there, or holds text, dates or vectors of no fixed size.</exception>
    public static IDemonstrationView AsDemonstrations(this IDataView data, DataViewMapping? mapping = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DataViewDemonstrations(data, mapping ?? DataViewMapping.ByName(data.Schema));
    }
}
