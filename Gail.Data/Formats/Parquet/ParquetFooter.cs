using System.Collections.Immutable;
using System.Text;

namespace Gail.Data.Formats.Parquet;

/// <summary>What a file says of itself: its columns, where their values lie, and texts by name.</summary>
/// <param name="Columns">In the order of the file.</param>
/// <param name="Groups">The rows, in order.</param>
/// <param name="Metadata">What its writer added.</param>
internal sealed record ParquetFooter(
    ImmutableArray<ParquetColumn> Columns,
    ImmutableArray<ParquetGroup> Groups,
    ImmutableDictionary<string, string> Metadata
)
{
    /// <summary>Reads a footer and holds what it claims against the file.</summary>
    /// <param name="bytes">The footer.</param>
    /// <param name="fileLength">The bytes of the file.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ParquetFooter Read(ReadOnlySpan<byte> bytes, long fileLength)
    {
        var reader = new ThriftReader(bytes);
        var columns = ImmutableArray<ParquetColumn>.Empty;
        var groups = ImmutableArray<ParquetGroup>.Empty;
        var metadata = ImmutableDictionary.CreateBuilder<string, string>();
        for (var field = reader.Begin(); field.IsThere; field = reader.After(field))
        {
            switch (field.Id)
            {
                case 2:
                    columns = ParquetSchemaReader.Read(ref reader, field);
                    break;
                case 4:
                    groups = ReadGroups(ref reader, field, fileLength);
                    break;
                case 5:
                    ReadMetadata(ref reader, field, metadata);
                    break;
                case 8:
                    throw new InvalidDataException("is encrypted, which is not read");
                default:
                    reader.Skip(field);
                    break;
            }
        }
        var footer = new ParquetFooter(columns, groups, metadata.ToImmutable());
        footer.Check(fileLength);
        return footer;
    }

    private static ImmutableArray<ParquetGroup> ReadGroups(ref ThriftReader reader, ThriftField list, long fileLength)
    {
        var (count, _) = reader.List(list);
        var groups = ImmutableArray.CreateBuilder<ParquetGroup>();
        for (var i = 0; i < count; i++)
        {
            var (rows, chunks) = (0L, Array.Empty<ParquetChunk>());
            for (var field = reader.Begin(); field.IsThere; field = reader.After(field))
            {
                switch (field.Id)
                {
                    case 1:
                        chunks = new ParquetChunk[reader.List(field).Count];
                        for (var c = 0; c < chunks.Length; c++)
                        {
                            chunks[c] = Chunk(ref reader, fileLength);
                        }
                        break;
                    case 3:
                        rows = reader.Size(field);
                        break;
                    default:
                        reader.Skip(field);
                        break;
                }
            }
            groups.Add(new ParquetGroup(rows, chunks));
        }
        return groups.ToImmutable();
    }

    private static ParquetChunk Chunk(ref ThriftReader reader, long fileLength)
    {
        ParquetChunk? chunk = null;
        for (var field = reader.Begin(); field.IsThere; field = reader.After(field))
        {
            switch (field.Id)
            {
                case 1:
                    throw new InvalidDataException("keeps its columns in other files, which are not read");
                case 3:
                    chunk = ChunkMetadata(ref reader);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }
        return chunk is null ? throw new InvalidDataException("does not say where a column lies")
            : chunk.Offset < 4 || chunk.Offset > fileLength || chunk.Length > fileLength - chunk.Offset
                ? throw new InvalidDataException(
                    $"keeps a column in bytes {chunk.Offset} to {chunk.Offset + chunk.Length}, which it has not"
                )
            : chunk;
    }

    private static ParquetChunk ChunkMetadata(ref ThriftReader reader)
    {
        var (codec, values, length, data, dictionary) = (0L, 0L, 0L, 0L, 0L);
        for (var field = reader.Begin(); field.IsThere; field = reader.After(field))
        {
            switch (field.Id)
            {
                case 4:
                    codec = reader.Integer(field);
                    break;
                case 5:
                    values = reader.Size(field);
                    break;
                case 7:
                    length = reader.Size(field);
                    break;
                case 9:
                    data = reader.Size(field);
                    break;
                case 11:
                    dictionary = reader.Size(field);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }
        // Some writers give a place of 0 for the dictionary that there is none of.
        var offset = dictionary > 0 && dictionary < data ? dictionary : data;
        return new ParquetChunk(offset, length, (int)codec, values);
    }

    private static void ReadMetadata(
        ref ThriftReader reader,
        ThriftField list,
        ImmutableDictionary<string, string>.Builder metadata
    )
    {
        var (count, _) = reader.List(list);
        for (var i = 0; i < count; i++)
        {
            var (key, value) = ("", "");
            for (var field = reader.Begin(); field.IsThere; field = reader.After(field))
            {
                switch (field.Id)
                {
                    case 1:
                        key = Encoding.UTF8.GetString(reader.Binary(field));
                        break;
                    case 2:
                        value = Encoding.UTF8.GetString(reader.Binary(field));
                        break;
                    default:
                        reader.Skip(field);
                        break;
                }
            }
            metadata[key] = value;
        }
    }

    /// <summary>That its parts agree with each other and with the length of the file, before memory is taken for rows.</summary>
    private void Check(long fileLength)
    {
        var (rows, bytes) = (0L, 0L);
        foreach (var group in Groups)
        {
            if (group.Chunks.Length != Columns.Length)
            {
                throw new InvalidDataException(
                    $"has {group.Chunks.Length} columns in a group of rows, expected {Columns.Length}"
                );
            }
            rows = checked(rows + group.Rows);
            for (var c = 0; c < Columns.Length; c++)
            {
                if (!Columns[c].IsList && group.Chunks[c].Values != group.Rows)
                {
                    throw new InvalidDataException(
                        $"claims {group.Chunks[c].Values} values of {Columns[c].Name} in {group.Rows} rows"
                    );
                }
                bytes = checked(bytes + (group.Chunks[c].Values * Columns[c].Size));
            }
        }
        if (rows > int.MaxValue)
        {
            throw new InvalidDataException($"has {rows} rows, expected {int.MaxValue} at most; split it");
        }
        if (bytes - (fileLength * DeclaredSizes.GreatestRatio) > DeclaredSizes.MostUnstored)
        {
            throw new InvalidDataException($"claims to hold {bytes} bytes of values in a file of {fileLength}");
        }
    }
}
