using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Gail.Numerics;

namespace Gail.Runs.Tensors;

/// <summary>A tensor and the place of its data, counted from the end of the header.</summary>
internal sealed record PlacedTensor(string Name, NdArray Array, long Start)
{
    public long End => Start + Array.Bytes.Length;
}

/// <summary>Lays out and describes a safetensors file.</summary>
internal static class SafetensorsWriting
{
    public const string MetadataKey = "__metadata__";
    public const int Alignment = 8;
    public const int LengthBytes = 8;
    public const int MaximumHeaderBytes = 4 << 20;
    public const int MaximumTensors = 1 << 14;

    private static readonly NdArray EmptySubtree = NdArray.Zeros<bool>(new Shape(0));
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The name the format has for an element type.</summary>
    public static string TypeName(ElementType type) =>
        type switch
        {
            ElementType.Bool => "BOOL",
            ElementType.I64 => "I64",
            ElementType.U64 => "U64",
            ElementType.F32 => "F32",
            _ => "F64",
        };

    /// <summary>Gives each leaf its place; the result is in the order of leaves.</summary>
    public static ImmutableArray<PlacedTensor> Plan(string path, StateTree tree)
    {
        var leaves = WithEmptySubtrees(tree, "").ToList();
        if (leaves.Count > MaximumTensors)
        {
            throw new SafetensorsException(
                path,
                "",
                $"the tree has {leaves.Count} arrays, expected {MaximumTensors} at most."
            );
        }
        var starts = new Dictionary<string, long>(StringComparer.Ordinal);
        var offset = 0L;
        foreach (var leaf in leaves.OrderByDescending(leaf => ElementSize(leaf.Value.ElementType)))
        {
            CheckName(path, leaf.Path);
            starts.Add(leaf.Path, offset);
            offset += leaf.Value.Bytes.Length;
        }
        return [.. leaves.Select(leaf => new PlacedTensor(leaf.Path, leaf.Value, starts[leaf.Path]))];
    }

    /// <summary>The length and the header, padded with spaces to a multiple of the alignment.</summary>
    public static byte[] Header(
        string path,
        ImmutableArray<PlacedTensor> tensors,
        IEnumerable<KeyValuePair<string, string>> metadata
    )
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(path, json, metadata);
            foreach (var tensor in tensors)
            {
                WriteTensor(json, tensor);
            }
            json.WriteEndObject();
        }
        var length = (buffer.WrittenCount + Alignment - 1) / Alignment * Alignment;
        if (length > MaximumHeaderBytes)
        {
            throw new SafetensorsException(
                path,
                "",
                $"names and metadata take {length} bytes, expected {MaximumHeaderBytes} at most."
            );
        }
        var header = new byte[LengthBytes + length];
        header.AsSpan(LengthBytes).Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        buffer.WrittenSpan.CopyTo(header.AsSpan(LengthBytes));
        return header;
    }

    private static int ElementSize(ElementType type) =>
        type switch
        {
            ElementType.Bool => 1,
            ElementType.F32 => 4,
            _ => 8,
        };

    /// <summary>All leaves, and a mark where a subtree has none, so that the tree read is the tree written.</summary>
    private static IEnumerable<StateLeaf> WithEmptySubtrees(StateTree tree, string prefix)
    {
        var arrays = tree
            .Leaves.Where(leaf => !leaf.Path.Contains('/'))
            .ToDictionary(leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal);
        foreach (var name in tree.Names)
        {
            if (arrays.TryGetValue(name, out var array))
            {
                yield return new StateLeaf(prefix + name, array);
                continue;
            }
            var child = tree.Child(name);
            if (!child.Names.Any())
            {
                yield return new StateLeaf($"{prefix}{name}/", EmptySubtree);
            }
            foreach (var leaf in WithEmptySubtrees(child, $"{prefix}{name}/"))
            {
                yield return leaf;
            }
        }
    }

    private static void CheckName(string path, string name)
    {
        if (name == MetadataKey)
        {
            throw new SafetensorsException(path, name, "is a name the format keeps for itself.");
        }
        CheckText(path, name, name);
    }

    private static void CheckText(string path, string field, string text)
    {
        try
        {
            _ = StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new SafetensorsException(path, field, "holds half a surrogate pair, which UTF-8 cannot express.", e);
        }
    }

    private static void WriteMetadata(
        string path,
        Utf8JsonWriter json,
        IEnumerable<KeyValuePair<string, string>> metadata
    )
    {
        json.WriteStartObject(MetadataKey);
        foreach (var pair in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            CheckText(path, MetadataKey, pair.Key);
            CheckText(path, MetadataKey, pair.Value);
            json.WriteString(pair.Key, pair.Value);
        }
        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, PlacedTensor tensor)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", TypeName(tensor.Array.ElementType));
        json.WriteStartArray("shape");
        foreach (var extent in tensor.Array.Shape.Extents)
        {
            json.WriteNumberValue(extent);
        }
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(tensor.Start);
        json.WriteNumberValue(tensor.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
