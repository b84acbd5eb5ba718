using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Gail.Data.Formats;
using Gail.Numerics;

namespace Gail.Runs.Tensors;

/// <summary>Reads a safetensors file and trusts nothing in it.</summary>
internal sealed class SafetensorsReading(string path, FileStream stream)
{
    private const int MaximumDepth = 4;

    public SafetensorsFile Read()
    {
        var header = ReadHeader();
        using var json = Parse(header);
        var dataStart = stream.Position;
        var metadata = ImmutableDictionary<string, string>.Empty;
        var tensors = new List<DescribedTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.RootElement.EnumerateObject())
        {
            var name = Name(property);
            if (!names.Add(name))
            {
                throw Fail(name, "comes twice in the header.");
            }
            if (name == SafetensorsWriting.MetadataKey)
            {
                metadata = ReadMetadata(property.Value);
                continue;
            }
            if (tensors.Count == SafetensorsWriting.MaximumTensors)
            {
                throw Fail("", $"holds more than {SafetensorsWriting.MaximumTensors} tensors.");
            }
            tensors.Add(ReadTensor(name, property.Value));
        }
        SafetensorsRules.CheckNames(names, Fail);
        SafetensorsRules.CheckOffsets(tensors, stream.Length - dataStart, Fail);
        var checksum = metadata.GetValueOrDefault(SafetensorsChecksum.Key);
        if (checksum is not null && !SafetensorsChecksum.Matches(checksum, header, stream))
        {
            throw Fail(
                "",
                "is damaged: its checksum is not that of its content, so some of its bytes have changed since it was written."
            );
        }
        var tree = StateTree.Empty;
        foreach (var tensor in tensors)
        {
            tree = Add(tree, tensor, dataStart);
        }
        return new SafetensorsFile(tree, metadata.Remove(SafetensorsChecksum.Key))
        {
            HasChecksum = checksum is not null,
        };
    }

    /// <summary>The length and the header, as they are in the file.</summary>
    private byte[] ReadHeader()
    {
        if (stream.Length < SafetensorsWriting.LengthBytes)
        {
            throw Fail(
                "",
                $"has {stream.Length} bytes, which is too short for a safetensors file; it was cut off or is another file."
            );
        }
        if (InputFile.Kind(stream) == InputFile.Zip)
        {
            throw Fail("", $"expected a safetensors file but the file is {InputFile.Zip} (.npz?).");
        }
        Span<byte> lengthBytes = stackalloc byte[SafetensorsWriting.LengthBytes];
        stream.ReadExactly(lengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > SafetensorsWriting.MaximumHeaderBytes)
        {
            throw Fail(
                "header",
                $"claims {length} bytes, expected {SafetensorsWriting.MaximumHeaderBytes} at most; the file is damaged or no safetensors file."
            );
        }
        if ((long)length > stream.Length - stream.Position)
        {
            throw Fail(
                "header",
                $"claims {length} bytes but {stream.Length - stream.Position} follow; the file was cut off."
            );
        }
        var header = new byte[SafetensorsWriting.LengthBytes + (int)length];
        lengthBytes.CopyTo(header);
        stream.ReadExactly(header.AsSpan(SafetensorsWriting.LengthBytes));
        return header;
    }

    private JsonDocument Parse(byte[] header)
    {
        try
        {
            var json = JsonDocument.Parse(
                // A copy: the text of a document is decoded from its bytes when it is asked for.
                header.AsSpan(SafetensorsWriting.LengthBytes).ToArray(),
                new JsonDocumentOptions { MaxDepth = MaximumDepth }
            );
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json
                : throw Fail("header", $"expected a JSON object but came {json.RootElement.ValueKind}.");
        }
        catch (JsonException e)
        {
            throw Fail("header", $"is no valid JSON: {e.Message}");
        }
    }

    /// <summary>Names and texts may hold escapes that make no valid text, which shows only when they are decoded.</summary>
    private string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Fail("header", "a name is no valid text.");
        }
    }

    private ImmutableDictionary<string, string> ReadMetadata(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Fail(SafetensorsWriting.MetadataKey, $"expected an object but came {element.ValueKind}.");
        }
        var metadata = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var key = Name(property);
            if (!metadata.TryAdd(key, Text(property.Value, SafetensorsWriting.MetadataKey)))
            {
                throw Fail(SafetensorsWriting.MetadataKey, $"the key '{key}' comes twice.");
            }
        }
        return metadata.ToImmutable();
    }

    private string Text(JsonElement element, string field)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String
                ? element.GetString()!
                : throw Fail(field, $"expected a text but came {element.ValueKind}.");
        }
        catch (InvalidOperationException)
        {
            throw Fail(field, "a text is no valid text.");
        }
    }

    private DescribedTensor ReadTensor(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Fail(name, $"expected an object but came {element.ValueKind}.");
        }
        JsonElement? type = null;
        JsonElement? shape = null;
        JsonElement? offsets = null;
        foreach (var property in element.EnumerateObject())
        {
            switch (Name(property))
            {
                case "dtype" when type is null:
                    type = property.Value;
                    break;
                case "shape" when shape is null:
                    shape = property.Value;
                    break;
                case "data_offsets" when offsets is null:
                    offsets = property.Value;
                    break;
                default:
                    throw Fail(name, $"the key '{Name(property)}' is unknown or comes twice.");
            }
        }
        if (type is null || shape is null || offsets is null)
        {
            throw Fail(name, "dtype, shape or data_offsets is missing.");
        }
        var place = Integers(name, "data_offsets", offsets.Value);
        if (place.Length != 2)
        {
            throw Fail(name, $"data_offsets has {place.Length} numbers, expected 2.");
        }
        var tensor = new DescribedTensor(
            name,
            ElementTypeOf(name, Text(type.Value, name)),
            CheckedShape(name, Integers(name, "shape", shape.Value)),
            place[0],
            place[1]
        );
        CheckLength(tensor);
        return tensor;
    }

    private ElementType ElementTypeOf(string name, string type) =>
        type switch
        {
            "BOOL" => ElementType.Bool,
            "I64" => ElementType.I64,
            "U64" => ElementType.U64,
            "F32" => ElementType.F32,
            "F64" => ElementType.F64,
            _ => throw Fail(
                name,
                $"the element type '{type}' is not read; expected BOOL, I64, U64, F32 or F64, so convert it first."
            ),
        };

    private ImmutableArray<long> Integers(string name, string what, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Fail(name, $"{what}: expected a list but came {element.ValueKind}.");
        }
        var numbers = ImmutableArray.CreateBuilder<long>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            numbers.Add(
                item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number) && number >= 0
                    ? number
                    : throw Fail(name, $"{what}: expected integers of 0 or more.")
            );
        }
        return numbers.MoveToImmutable();
    }

    private ImmutableArray<int> CheckedShape(string name, ImmutableArray<long> shape)
    {
        var product = 1L;
        foreach (var extent in shape)
        {
            // Each factor below 2^31 and the product kept below it: the product of two never overflows.
            if (extent > int.MaxValue || product * extent > int.MaxValue)
            {
                throw Fail(name, "shape: there are more elements than an array can hold.");
            }
            product *= extent;
        }
        return [.. shape.Select(extent => (int)extent)];
    }

    private void CheckLength(DescribedTensor tensor)
    {
        var size = tensor.Type switch
        {
            ElementType.Bool => 1,
            ElementType.F32 => 4,
            _ => 8,
        };
        var length = tensor.Shape.Aggregate(1L, (product, extent) => product * extent) * size;
        if (tensor.End < tensor.Start || tensor.End - tensor.Start != length)
        {
            throw Fail(
                tensor.Name,
                $"data_offsets [{tensor.Start}, {tensor.End}] do not hold the {length} bytes that dtype and shape need."
            );
        }
        if (length > Array.MaxLength)
        {
            throw Fail(tensor.Name, $"has {length} bytes, which is more than an array can hold.");
        }
    }

    private StateTree Add(StateTree tree, DescribedTensor tensor, long dataStart)
    {
        if (tensor.Name.EndsWith('/'))
        {
            return tensor.Start != tensor.End
                    ? throw Fail(tensor.Name, "a name that ends in '/' means an empty subtree, but it holds data.")
                : tree.Contains(tensor.Name[..^1]) ? tree
                : tree.With(tensor.Name[..^1], StateTree.Empty);
        }
        var bytes = new byte[tensor.End - tensor.Start];
        stream.Position = dataStart + tensor.Start;
        stream.ReadExactly(bytes);
        if (tensor.Type == ElementType.Bool && bytes.AsSpan().IndexOfAnyExcept((byte)0, (byte)1) is >= 0 and var at)
        {
            throw Fail(tensor.Name, $"element {at} is {bytes[at]}, expected 0 or 1.");
        }
        return tree.With(tensor.Name, NdArray.FromBytes(tensor.Type, new Shape(tensor.Shape.AsSpan()), bytes));
    }

    private SafetensorsException Fail(string field, string problem) => new(path, field, problem);
}
