using System.Collections.Immutable;
using System.Text;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Text;
using Gail.Data.Formats.Text.Csv;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Parquet;

/// <summary>
/// A flat table of steps, its columns named as those of a table in text: <c>episode, t, obs_0, obs_1, ..., act_0, ...,
/// reward, terminated, truncated</c>, where a vector may also be one column of lists. Integers are choices.
/// </summary>
internal static class ParquetTable
{
    /// <summary>The key under which its writer leaves <see cref="DemonstrationMetadata"/>.</summary>
    public const string MetadataKey = "gail";

    /// <summary>Finds out which columns are which.</summary>
    /// <exception cref="DemonstrationException">There are no observations, or columns do not go together.</exception>
    public static ArrayTable Of(ParquetArrays file, DemonstrationFileOptions options)
    {
        string[] names = [.. file.Arrays.Select(array => array.Name)];
        var header = new CsvHeader(file.Path, names, hasNames: true, options);
        if (header.Agent >= 0)
        {
            throw new DemonstrationException(
                file.Path,
                header[header.Agent],
                "rows of several agents are told apart in tables in text only; name a column that is another one for each agent and episode, as in episode=NAME."
            );
        }
        var metadata = Metadata(file);
        var episodes = TableEpisodes.Of(file, header);
        var table = new ArrayTable
        {
            Format = ParquetFormat.FormatName,
            Fields = Names(header),
            EpisodeStarts = episodes.Starts,
            Terminated = episodes.Terminated,
            Ended = episodes.Ended,
            Observations = Vector(file, header, StandardColumn.Observation)!,
            [StandardColumn.Action] = Vector(file, header, StandardColumn.Action),
            ActionParts = metadata.ActionParts.IsEmpty ? Mixed(file, header) : metadata.ActionParts,
            ActionsAreDiscrete = !header.Actions.IsEmpty && header.Actions.All(field => file.IsDiscrete(names[field])),
            ActionCount = metadata.ActionCount,
            IsSubsampled = metadata.Subsampled || episodes.HaveGaps,
            ObservationParts = metadata.ObservationParts,
            EnvironmentId = metadata.Environment,
            Known = [.. names.Except(header.Unused())],
            Notes = [.. Notes(header)],
        };
        if (Single(file, header, StandardColumn.Step) is { } steps)
        {
            table = table with { Columns = table.Columns.With(StandardColumn.Step, steps) };
        }
        if (Single(file, header, StandardColumn.Reward) is { } rewards)
        {
            table = table with { Columns = table.Columns.With(StandardColumn.Reward, rewards) };
        }
        return WithNext(file, header, table);
    }

    /// <summary>
    /// Of whole episodes only what follows the last row is news; the other rows repeat the observations of the rows below.
    /// </summary>
    private static ArrayTable WithNext(ParquetArrays file, CsvHeader header, ArrayTable table)
    {
        if (Vector(file, header, StandardColumn.NextObservation) is not { } next)
        {
            return table;
        }
        if (table.IsSubsampled)
        {
            return table with { Columns = table.Columns.With(StandardColumn.NextObservation, next) };
        }
        ImmutableArray<int> last = [.. table.EpisodeStarts.Skip(1).Append(file.Rows).Select(end => end - 1)];
        var parts = next.Parts.Select(part =>
            part with
            {
                Ranges = [.. last.Select(row => new RowRange(part.Ranges[0].Array, row, 1))],
            }
        );
        return table with
        {
            Columns = table.Columns.With(
                StandardColumn.FinalObservation,
                new TableColumn(new Shape(last.Length, next.Width), [.. parts])
            ),
        };
    }

    private static TableColumn? Single(ParquetArrays file, CsvHeader header, StandardColumn column) =>
        header[column] is [var field] ? TableColumn.Vector(file.Info(header[field])) : null;

    private static TableColumn? Vector(ParquetArrays file, CsvHeader header, StandardColumn column)
    {
        if (header[column].IsEmpty)
        {
            return null;
        }
        ImmutableArray<TablePart> parts =
        [
            .. header[column].Select(field => TableColumn.Matrix(file.Info(header[field])).Parts[0]),
        ];
        return new TableColumn(new Shape(file.Rows, checked(parts.Sum(part => part.Width))), parts)
        {
            AreOfVector = true,
        };
    }

    /// <summary>Choices beside numbers: those values of an action that are integers, and those that are none.</summary>
    private static ImmutableArray<ColumnPart> Mixed(ParquetArrays file, CsvHeader header)
    {
        ImmutableArray<int> counts =
        [
            .. header.Actions.SelectMany(field =>
                Enumerable.Repeat(
                    file.IsDiscrete(header[field]) ? 0 : ColumnSpace.Quantity,
                    TableColumn.Matrix(file.Info(header[field])).Width
                )
            ),
        ];
        return counts.Distinct().Count() > 1 ? ColumnSpace.Of(counts).Parts : [];
    }

    private static FieldNames Names(CsvHeader header) =>
        header.Columns.Aggregate(
            new FieldNames { EpisodeStarts = ColumnNames.Episode },
            (names, column) => names.With(column, header[header[column][0]])
        );

    private static DemonstrationMetadata Metadata(ParquetArrays file) =>
        file.Attributes.TryGetValue("@" + MetadataKey, out var json)
            ? DemonstrationMetadata.Parse(
                Encoding.UTF8.GetBytes(json),
                problem => new DemonstrationException(file.Path, MetadataKey, problem)
            )
            : new DemonstrationMetadata();

    private static IEnumerable<string> Notes(CsvHeader header)
    {
        if (!header.Columns.Any(column => column.TellsEpisodes))
        {
            yield return EpisodeSplitter.NoEpisodes;
        }
        if (header.Unused().ToList() is { Count: > 0 } unused)
        {
            yield return $"Columns that have no meaning here were ignored: {CsvHeader.Listed(unused)}.";
        }
    }
}
