using System.Collections.Immutable;
using Microsoft.ML;

namespace Gail.Data.Views;

/// <summary>
/// An <see cref="IDataView"/> that gives its rows in batches of columns as well as one by one: the way at the speed of
/// memory. All views of this library do; <see cref="ViewReading.Read"/> reads any other in batches too.
/// </summary>
public interface IBatchedRows : IDataView
{
    /// <summary>
    /// The rows in order, in batches of the source's choice, none of them empty. Every reading gives the same rows with
    /// the same bits; several may go on at once, also on several threads. Whoever enumerates by hand disposes of the
    /// enumerator, as foreach does: it holds the file open, or a process that reads it.
    /// </summary>
    /// <param name="columns">
    /// The names of the columns wanted; the batches hold just these. What is not asked for is not read where that can
    /// be avoided.
    /// </param>
    /// <exception cref="DemonstrationException">
    /// There is no such column (at once); the source cannot be read or is damaged (while reading).
    /// </exception>
    IEnumerable<ViewBatch> Read(ImmutableArray<string> columns);
}
