using System.Collections.Immutable;
using Microsoft.ML;

namespace Gail.Data.MicrosoftML;

/// <summary>Counts episodes and their rows while a cursor goes through them; see <see cref="DataViewMapping.Episode"/>.</summary>
internal sealed class EpisodeNumbers
{
    private readonly DataViewRow _row;
    private readonly string _idName = "";
    private readonly RowReader<long>? _id;
    private readonly RowReader<long>? _time;
    private readonly List<RowReader<bool>> _flags = [];
    private readonly HashSet<long> _seen = [];
    private long _lastId;
    private long _lastTime;
    private bool _ended = true;

    public EpisodeNumbers(DataViewRow row, ImmutableDictionary<string, ImmutableArray<DataViewSchema.Column>> from)
    {
        _row = row;
        foreach (var name in Needed(from))
        {
            switch (name)
            {
                case ColumnNames.Episode:
                    _id = RowReaders.Of<long>(row, from[name]);
                    _idName = from[name][0].Name;
                    break;
                case ColumnNames.Step:
                    _time = RowReaders.Of<long>(row, from[name]);
                    break;
                default:
                    _flags.Add(RowReaders.Flag(row, from[name][0]));
                    break;
            }
        }
    }

    /// <summary>The names of the columns that end an episode.</summary>
    public static ImmutableArray<string> Flags { get; } =
    [ColumnNames.Terminated, ColumnNames.Truncated, ColumnNames.Ended];

    /// <summary>The number of the row's episode.</summary>
    public long Episode { get; private set; } = -1;

    /// <summary>The number of the row in its episode.</summary>
    public long Step { get; private set; }

    /// <summary>The names of the columns that tell the number of an episode.</summary>
    public static IEnumerable<string> Needed(ImmutableDictionary<string, ImmutableArray<DataViewSchema.Column>> from) =>
        from[ColumnNames.Episode].IsEmpty
            ? Flags.Add(ColumnNames.Step).Where(name => !from[name].IsEmpty)
            : [ColumnNames.Episode];

    /// <summary>Takes the cursor's next row.</summary>
    public void Next()
    {
        var (id, time) = (_lastId, long.MaxValue);
        _id?.Invoke(new Span<long>(ref id));
        _time?.Invoke(new Span<long>(ref time));
        var begins = _id is null || Episode < 0 ? _ended || (_time is not null && time <= _lastTime) : id != _lastId;
        (Episode, Step) = begins ? (Episode + 1, 0) : (Episode, Step + 1);
        if (begins && _id is not null && !_seen.Add(id))
        {
            throw new DemonstrationException(
                "",
                _idName,
                $"row {_row.Position} is of episode {id} again, after another; the rows of an episode must follow each other."
            );
        }
        (_lastId, _lastTime, _ended) = (id, time, false);
        foreach (var flag in _flags)
        {
            var raised = false;
            flag(new Span<bool>(ref raised));
            _ended |= raised;
        }
    }
}
