using System.Collections.Immutable;

namespace Gail.Data.Views.Transforms;

/// <summary>What every transform of a view shares: its columns are known at once, its rows follow when they are read.</summary>
/// <param name="source">The view transformed.</param>
/// <param name="schema">The columns of the result.</param>
internal abstract class TransformedView(IDemonstrationView source, ViewSchema schema) : IDemonstrationView
{
    public ViewSchema Schema => schema;

    /// <summary>Null: most transforms leave out rows, and how many only reading tells.</summary>
    public virtual long? RowCount => null;

    protected IDemonstrationView Source => source;

    public IEnumerable<ViewBatch> Read(ImmutableArray<string> columns)
    {
        schema.Require(columns);
        return Batches(columns);
    }

    /// <summary>The rows: just these columns, all of which exist.</summary>
    protected abstract IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns);
}
