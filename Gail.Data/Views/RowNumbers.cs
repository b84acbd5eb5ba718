using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Columns;
using Gail.Data.Formats.Text;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>
/// Numbers the episodes and steps of batches that come one after the other, by whatever tells them: a number that an
/// episode's rows share, steps, flags.
/// </summary>
internal sealed class RowNumbers(ViewSchema held, string file)
{
    private readonly EpisodeSplitter _episodes = new(held.Has(ColumnNames.Episode), held.Has(ColumnNames.Step));
    private byte[] _name = [];
    private long? _named;

    /// <summary>The columns that it looks at, of those that rows hold.</summary>
    public static IEnumerable<string> Looked(ViewSchema held) =>
        StandardColumn.Flags.Union([ColumnNames.Episode, ColumnNames.Step]).Where(held.Has);

    /// <summary>The batch with an episode and a t of our own.</summary>
    /// <param name="batch">With the columns that are looked at.</param>
    /// <param name="first">The number of its first row, for errors.</param>
    /// <exception cref="DemonstrationException">A row is none that can come next.</exception>
    public ViewBatch Number(ViewBatch batch, long first)
    {
        NdArray<T>? Held<T>(string name)
            where T : unmanaged => batch.Has(name) ? batch.Get<T>(name) : null;
        var (names, times) = (Held<long>(ColumnNames.Episode), Held<long>(ColumnNames.Step));
        var flags = StandardColumn.Flags.Select(Held<bool>).OfType<NdArray<bool>>().ToImmutableArray();
        var (episodes, steps) = (new long[batch.Rows], new long[batch.Rows]);
        for (var row = 0; row < batch.Rows; row++)
        {
            var ends = false;
            foreach (var flag in flags)
            {
                ends |= flag[row];
            }
            if (_episodes.Next(Name(names?[row] ?? 0), times?[row] ?? 0, ends) is { } problem)
            {
                throw new DemonstrationException(file, ColumnNames.Episode, $"row {first + row} {problem}");
            }
            (episodes[row], steps[row]) = (_episodes.Episode, _episodes.Step);
        }
        return batch
            .With(ColumnNames.Episode, NdArray<long>.Own(new Shape(batch.Rows), episodes))
            .With(ColumnNames.Step, NdArray<long>.Own(new Shape(batch.Rows), steps));
    }

    private byte[] Name(long number)
    {
        if (number != _named)
        {
            _named = number;
            _name = System.Text.Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
        }
        return _name;
    }
}
