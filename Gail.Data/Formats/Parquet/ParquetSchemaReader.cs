using System.Collections.Immutable;
using System.Text;

namespace Gail.Data.Formats.Parquet;

/// <summary>Finds the columns in the tree that a footer describes.</summary>
internal static class ParquetSchemaReader
{
    private const int GreatestDepth = 32;
    private const int Optional = 1;
    private const int Repeated = 2;

    /// <summary>The columns, in order.</summary>
    public static ImmutableArray<ParquetColumn> Read(ref ThriftReader reader, ThriftField list)
    {
        var (count, _) = reader.List(list);
        var nodes = new Node[count];
        for (var i = 0; i < count; i++)
        {
            nodes[i] = ReadNode(ref reader);
        }
        var columns = ImmutableArray.CreateBuilder<ParquetColumn>();
        var at = 1;
        for (var child = 0; count > 0 && child < nodes[0].Children; child++)
        {
            Add(nodes, ref at, new Place([], IsInList: false, 0, 0), columns);
        }
        return at >= count
            ? Named(columns)
            : throw new InvalidDataException("describes columns that belong to nothing");
    }

    /// <summary>Lists of structs have several columns of one list's name, which then are told apart by all of the path.</summary>
    private static ImmutableArray<ParquetColumn> Named(ImmutableArray<ParquetColumn>.Builder columns)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            var name = columns[i].Name;
            for (var again = 2; !seen.Add(columns[i].Name); again++)
            {
                columns[i] = columns[i] with { Name = $"{name}#{again}" };
            }
        }
        return columns.ToImmutable();
    }

    private static void Add(Node[] nodes, ref int at, Place above, ImmutableArray<ParquetColumn>.Builder columns)
    {
        if (at >= nodes.Length || above.Path.Length > GreatestDepth)
        {
            throw new InvalidDataException("describes columns that are not there, or too deeply nested");
        }
        var node = nodes[at++];
        var isRepeated = node.Repetition == Repeated;
        // The list has the name; what is within it is called list, bag, array, element or item.
        var place = new Place(
            above.IsInList || (isRepeated && above.IsList) ? above.Path : above.Path.Add(node.Name),
            above.IsInList || isRepeated,
            above.Definition + (node.Repetition is Optional or Repeated ? 1 : 0),
            above.Repetition + (isRepeated ? 1 : 0)
        )
        {
            IsList = node.IsList,
        };
        if (node is { Children: 0, Type: >= 0 })
        {
            columns.Add(Column(node, place));
        }
        for (var child = 0; child < node.Children; child++)
        {
            Add(nodes, ref at, place, columns);
        }
    }

    private static ParquetColumn Column(Node node, Place place)
    {
        var isUnsigned = node.Converted is >= 11 and <= 14 || node.IsUnsigned;
        var type = (ParquetType)node.Type;
        var (dataType, size) = type switch
        {
            ParquetType.Boolean => ("|b1", 1),
            ParquetType.Int32 when !node.IsDecimal => (isUnsigned ? "<u4" : "<i4", 4),
            ParquetType.Int64 when !node.IsDecimal => (isUnsigned ? "<u8" : "<i8", 8),
            ParquetType.Float => ("<f4", 4),
            ParquetType.Double => ("<f8", 8),
            ParquetType.FixedBytes when node is { IsHalf: true, TypeLength: 2 } => ("<f2", 2),
            ParquetType.ByteArray => (ParquetColumn.Text, 0),
            ParquetType.Int32 or ParquetType.Int64 or ParquetType.FixedBytes => ("decimal or bytes", 0),
            ParquetType.Int96 => ("a time of 96 bits", 0),
            _ => throw new InvalidDataException($"has a column of the unknown type {node.Type}"),
        };
        return new ParquetColumn(
            string.Join('/', place.Path),
            type,
            dataType,
            size,
            place.Definition,
            place.Repetition
        );
    }

    private static Node ReadNode(ref ThriftReader reader)
    {
        var node = new Node();
        for (var field = reader.Begin(); field.IsThere; field = reader.After(field))
        {
            switch (field.Id)
            {
                case 1:
                    node.Type = (int)reader.Integer(field);
                    break;
                case 2:
                    node.TypeLength = (int)reader.Integer(field);
                    break;
                case 3:
                    node.Repetition = (int)reader.Integer(field);
                    break;
                case 4:
                    node.Name = Encoding.UTF8.GetString(reader.Binary(field));
                    break;
                case 5:
                    node.Children = (int)Math.Min(int.MaxValue, reader.Size(field));
                    break;
                case 6:
                    node.Converted = (int)reader.Integer(field);
                    node.IsList |= node.Converted == 3;
                    node.IsDecimal |= node.Converted == 5;
                    break;
                case 10:
                    ReadLogicalType(ref reader, node);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }
        return node;
    }

    private static void ReadLogicalType(ref ThriftReader reader, Node node)
    {
        for (var field = reader.Begin(); field.IsThere; field = reader.After(field))
        {
            node.IsList |= field.Id == 3;
            node.IsDecimal |= field.Id == 5;
            node.IsHalf |= field.Id == 15;
            if (field is not { Id: 10, Type: ThriftType.Struct })
            {
                reader.Skip(field);
                continue;
            }
            for (var part = reader.Begin(); part.IsThere; part = reader.After(part))
            {
                if (part.Id == 2)
                {
                    node.IsUnsigned = !reader.Bool(part);
                }
                else
                {
                    reader.Skip(part);
                }
            }
        }
    }

    private sealed record Place(ImmutableArray<string> Path, bool IsInList, int Definition, int Repetition)
    {
        public bool IsList { get; init; }
    }

    private sealed class Node
    {
        public string Name { get; set; } = "";

        // A group has none.
        public int Type { get; set; } = -1;
        public int TypeLength { get; set; }
        public int Repetition { get; set; }
        public int Children { get; set; }
        public int Converted { get; set; } = -1;
        public bool IsList { get; set; }
        public bool IsDecimal { get; set; }
        public bool IsUnsigned { get; set; }
        public bool IsHalf { get; set; }
    }
}
