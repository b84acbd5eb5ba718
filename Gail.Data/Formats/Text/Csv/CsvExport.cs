using System.Collections.Immutable;
using CsvHelper;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>Writes demonstrations as a table that <see cref="CsvHeader"/> describes.</summary>
/// <remarks>
/// <para>
/// Numbers are as short as can be without another one being meant, so that reading gives the same bits. Final
/// observations are those in the column of next observations.
/// </para>
/// <para>
/// A table does not hold the environment's name, the number of alternatives (reading takes the greatest choice seen
/// plus 1), the names of the parts of observations, and that steps were left out where no gap in t shows it.
/// </para>
/// </remarks>
internal static class CsvExport
{
    /// <summary>Writes all steps.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="demonstrations">What to write.</param>
    /// <param name="names">What to call columns that are to have other names.</param>
    /// <exception cref="DemonstrationException">The values of a vector are not as many as their names.</exception>
    public static void Write(
        string path,
        Stream stream,
        Demonstrations demonstrations,
        ImmutableDictionary<string, string> names
    )
    {
        var view = demonstrations.AsView();
        var schema = view.Describe();
        using var csv = CsvWriter.Create(
            stream,
            CsvWriterOptions.Default with
            {
                NewLine = "\n",
                TrueValue = "true",
                FalseValue = "false",
            },
            leaveOpen: true
        );
        foreach (var name in schema.Columns.SelectMany(column => Names(path, column, names)))
        {
            csv.WriteField(name);
        }
        csv.EndRecord();
        bool[][] choices =
        [
            .. schema.Columns.Select(column =>
                Enumerable.Range(0, column.Width ?? 1).Select(column.Space.IsChoice).ToArray()
            ),
        ];
        foreach (var batch in view.Read(schema.Names))
        {
            var columns = schema.Columns.Zip(choices, (column, own) => (own, batch[column.Name])).ToArray();
            for (var row = 0; row < batch.Rows; row++)
            {
                foreach (var (areChoices, values) in columns)
                {
                    WriteFields(csv, areChoices, values, row);
                }
                csv.EndRecord();
            }
        }
    }

    /// <summary>What a column is called in a table, one name for each value.</summary>
    internal static IEnumerable<string> Names(ViewColumn column) =>
        Names("", column, ImmutableDictionary<string, string>.Empty);

    private static IEnumerable<string> Names(string path, ViewColumn column, ImmutableDictionary<string, string> names)
    {
        if (names.TryGetValue(column.Name, out var given) && given.Contains('+') && column.Width is { } count)
        {
            var parts = given.Split('+', StringSplitOptions.TrimEntries);
            return parts.Length == count && !column.Space.HasChoices
                ? parts
                : throw new DemonstrationException(
                    path,
                    column.Name,
                    $"has {count} {(column.Space.HasChoices ? "choices or values" : "values")} in a row, which cannot be called {given}; give a single name, or one for each of several values."
                );
        }
        var name =
            given
            ?? column.Name switch
            {
                ColumnNames.Observation => "obs",
                ColumnNames.Action => "act",
                ColumnNames.NextObservation => "next_obs",
                _ => column.Name,
            };
        return column.Width is not { } width || (width == 1 && column.IsDiscrete && column.Name == ColumnNames.Action)
            ? [name]
            : Enumerable
                .Range(0, width)
                .Select(i => $"{name}_{i}{(column.Space.IsChoice(i) ? CsvHeader.IntegerMark : "")}");
    }

    private static void WriteFields(CsvWriter csv, bool[] areChoices, NdArray values, int row)
    {
        switch (values)
        {
            case NdArray<float> floats:
                var vector = floats.Row(row);
                for (var i = 0; i < vector.Length; i++)
                {
                    if (areChoices[i])
                    {
                        csv.WriteField((long)vector[i]);
                    }
                    else
                    {
                        csv.WriteField(vector[i]);
                    }
                }
                break;
            case NdArray<double> doubles:
                csv.WriteField(doubles[row]);
                break;
            case NdArray<long> integers:
                csv.WriteField(integers[row]);
                break;
            case NdArray<bool> flags:
                csv.WriteField(flags[row]);
                break;
        }
    }
}
