using System.Collections.Immutable;

namespace Gail.Data.Views;

/// <summary>
/// Recorded behaviour as a table: a row for each step, episode after episode. Lazy, immutable and readable as often as
/// one likes, after the principles of ML.NET's <c>IDataView</c>: a view knows its columns before any row is read,
/// reads what is asked for when it is asked for, and keeps nothing.
/// </summary>
/// <remarks>
/// <para>
/// Files and transforms are views; <see cref="Demonstrations.Collect"/> reads one into memory. Every reading gives
/// the same rows in the same order, and several may go on at once, also on several threads; a single one is for one
/// thread.
/// </para>
/// <para>
/// Every view has the columns episode, t and observation. What the source does not hold is no column, never one of
/// zeros. The names are those of <see cref="ColumnNames"/>; further columns may be there and are carried along.
/// </para>
/// </remarks>
public interface IDemonstrationView
{
    /// <summary>The columns.</summary>
    ViewSchema Schema { get; }

    /// <summary>The number of rows; null where only reading would tell.</summary>
    long? RowCount { get; }

    /// <summary>
    /// The rows in order, in batches of the source's choice, none of them empty. Whoever enumerates them by hand disposes
    /// of the enumerator, as foreach does: it holds the file open, or a process that reads it.
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
