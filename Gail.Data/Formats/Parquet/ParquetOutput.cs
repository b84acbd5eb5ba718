using System.Collections.Immutable;
using Gail.Numerics;
using Parquet;
using Parquet.Schema;

namespace Gail.Data.Formats.Parquet;

/// <summary>A column of a file to be written.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type of its values; null for text.</param>
/// <param name="IsList">Whether each row holds a list.</param>
internal sealed record OutputColumn(string Name, ElementType? Type, bool IsList);

/// <summary>
/// Writes a Parquet file by Parquet.Net, group of rows after group of rows, compressed by Snappy. Equal values give equal
/// bytes.
/// </summary>
internal sealed class ParquetOutput : IDisposable
{
    private readonly ImmutableArray<OutputColumn> _columns;
    private readonly ParquetWriter _writer;
    private readonly DataField[] _fields;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where it is written; stays open.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="metadata">Texts by name that it is to hold besides.</param>
    public ParquetOutput(
        Stream stream,
        ImmutableArray<OutputColumn> columns,
        ImmutableDictionary<string, string> metadata
    )
    {
        _columns = columns;
        var schema = new ParquetSchema(columns.Select(Field));
        _fields = schema.DataFields;
        _writer = ParquetWriter.CreateAsync(schema, stream).GetAwaiter().GetResult();
        if (!metadata.IsEmpty)
        {
            _writer.CustomMetadata = metadata;
        }
    }

    /// <summary>Writes rows.</summary>
    /// <param name="columns">
    /// For each column [rows], or [rows, width] for lists; texts as a list of texts, lists of texts as a list of lists.
    /// </param>
    public void Write(IReadOnlyList<object> columns)
    {
        using var group = _writer.CreateRowGroup();
        for (var c = 0; c < _fields.Length; c++)
        {
            Write(group, _fields[c], _columns[c], columns[c]).GetAwaiter().GetResult();
        }
        group.CompleteValidate();
    }

    /// <summary>Ends the file.</summary>
    public void Dispose() => _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static Field Field(OutputColumn column)
    {
        var name = column.IsList ? ListField.ElementName : column.Name;
        DataField value = column.Type switch
        {
            ElementType.F32 => new DataField<float>(name),
            ElementType.F64 => new DataField<double>(name),
            ElementType.I64 => new DataField<long>(name),
            ElementType.Bool => new DataField<bool>(name),
            null => new DataField<string>(name),
            _ => throw new ArgumentException($"Values of {column.Type} are not written.", nameof(column)),
        };
        return column.IsList ? new ListField(column.Name, value) : value;
    }

    private static Task Write(ParquetRowGroupWriter group, DataField field, OutputColumn column, object values) =>
        values switch
        {
            NdArray<float> floats => Write(group, field, column, floats),
            NdArray<double> doubles => Write(group, field, column, doubles),
            NdArray<long> integers => Write(group, field, column, integers),
            NdArray<bool> flags => Write(group, field, column, flags),
            IReadOnlyList<string> texts => group.WriteAsync(field, texts),
            IReadOnlyList<IReadOnlyList<string>> lists => group.WriteAsync(
                field,
                [.. lists.SelectMany(list => list)],
                lists.SelectMany(list => list.Select((_, i) => Math.Min(i, 1))).ToArray()
            ),
            _ => throw new ArgumentException($"{values.GetType().Name} is not written.", nameof(values)),
        };

    private static Task Write<T>(ParquetRowGroupWriter group, DataField field, OutputColumn column, NdArray<T> values)
        where T : unmanaged
    {
        var memory = new ReadOnlyMemory<T>(values.Span.ToArray());
        if (!column.IsList)
        {
            return group.WriteAsync(field, memory);
        }
        var width = values.Columns;
        var repetition = new int[values.Length];
        repetition.AsSpan().Fill(field.MaxRepetitionLevel);
        for (var row = 0; row < values.Rows; row++)
        {
            repetition[row * width] = 0;
        }
        var definition = new int[values.Length];
        definition.AsSpan().Fill(field.MaxDefinitionLevel);
        return group.WriteAllPartsAsync<T>(field, memory, definition, repetition, CancellationToken.None);
    }
}
