using System.Collections.Immutable;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Tests.Support;

/// <summary>All rows of a view, to be compared.</summary>
internal static class ViewTable
{
    /// <summary>Some columns read at once.</summary>
    public static ImmutableDictionary<string, NdArray> Of(IDataView view, params ImmutableArray<string> columns)
    {
        var batches = view.Read(columns).ToList();
        Assert.All(batches, batch => Assert.True(batch.Rows > 0));
        Assert.All(batches, batch => Assert.Equal(columns.Order(), batch.Names.Order()));
        return batches.Count == 0
            ? ImmutableDictionary<string, NdArray>.Empty
            : columns.ToImmutableDictionary(name => name, name => BatchRows.Stack(batches)[name]);
    }

    /// <summary>All columns read at once.</summary>
    public static ImmutableDictionary<string, NdArray> Of(IDataView view) => Of(view, view.Describe().Names);

    /// <summary>Fails unless both hold the same bits.</summary>
    public static void AssertSame(
        ImmutableDictionary<string, NdArray> expected,
        ImmutableDictionary<string, NdArray> actual
    )
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, column => Assert.True(column.Value.SameBits(actual[column.Key]), column.Key));
    }
}
