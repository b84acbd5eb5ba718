using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Text;
using Gail.Data.Formats.Text.Csv;
using Gail.Numerics;

namespace Gail.Data.Formats.Parquet;

/// <summary>Where the episodes of a table begin and how they end, read from the columns that say so.</summary>
/// <param name="Starts">[E]: the row at which each begins.</param>
/// <param name="Terminated">[E], or null.</param>
/// <param name="Ended">[E], or null.</param>
/// <param name="HaveGaps">Whether steps were left out.</param>
internal sealed record TableEpisodes(
    ImmutableArray<int> Starts,
    NdArray<bool>? Terminated,
    NdArray<bool>? Ended,
    bool HaveGaps
)
{
    /// <summary>Reads the columns of a table.</summary>
    /// <exception cref="DemonstrationException">They contradict themselves.</exception>
    public static TableEpisodes Of(ParquetArrays file, CsvHeader header)
    {
        string? Name(StandardColumn column) => header[column] is [var field] ? header[field] : null;
        return Of(
            file,
            new TableEpisodeNames(
                Name(StandardColumn.Episode),
                Name(StandardColumn.Step),
                Name(StandardColumn.Terminated),
                Name(StandardColumn.Truncated),
                Name(StandardColumn.Ended)
            )
        );
    }

    /// <summary>Reads columns by their names.</summary>
    /// <exception cref="DemonstrationException">They contradict themselves.</exception>
    public static TableEpisodes Of(ParquetArrays file, TableEpisodeNames columns)
    {
        NdArray<T>? Read<T>(string? name)
            where T : unmanaged => name is null ? null : file.Read<T>(name);
        if (file.Rows == 0)
        {
            throw new DemonstrationException(file.Path, "", "holds no steps; at least one is needed.");
        }
        var names = columns.Episode is { } episode ? file.Keys(episode) : null;
        var steps = Read<long>(columns.Step);
        var terminated = Read<bool>(columns.Terminated);
        var truncated = Read<bool>(columns.Truncated);
        var ended = Read<bool>(columns.Ended);
        var splitter = new EpisodeSplitter(names is not null, steps is not null);
        var starts = ImmutableArray.CreateBuilder<int>();
        var gaps = false;
        Span<byte> name = stackalloc byte[24];
        var length = 0;
        for (var row = 0; row < file.Rows; row++)
        {
            if (names is not null && (row == 0 || names[row] != names[row - 1]))
            {
                names[row].TryFormat(name, out length, provider: CultureInfo.InvariantCulture);
            }
            var over = Is(terminated, row) || Is(truncated, row) || Is(ended, row);
            if (splitter.Next(name[..length], steps?[row] ?? 0, over) is { } problem)
            {
                throw new DemonstrationException(file.Path, $"row {row}", problem);
            }
            if (splitter.Episode == starts.Count)
            {
                starts.Add(row);
            }
            gaps |= splitter.Step != row - starts[^1];
        }
        int[] last = [.. starts.Skip(1).Append(file.Rows).Select(end => end - 1)];
        var terminations = terminated?.Gather(last);
        var ends = Either(ended?.Gather(last), truncated is null ? null : Either(truncated.Gather(last), terminations));
        return new TableEpisodes(starts.ToImmutable(), terminations, ends, gaps);
    }

    private static bool Is(NdArray<bool>? flags, int row) => flags is not null && flags[row];

    private static NdArray<bool>? Either(NdArray<bool>? first, NdArray<bool>? second) =>
        first is null ? second
        : second is null ? first
        : NdArray.Vector<bool>([.. first.Values.Zip(second.Values, (one, other) => one || other)]);
}

/// <summary>What a table calls the columns that say where episodes begin and how they end; null for those it has not.</summary>
internal sealed record TableEpisodeNames(
    string? Episode,
    string? Step,
    string? Terminated,
    string? Truncated,
    string? Ended
);
