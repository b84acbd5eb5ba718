using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Hdf5;

/// <summary>
/// One attribute as text: numbers in the shortest form, booleans as true and false, several values as [a, b]. Text
/// among several is quoted.
/// </summary>
internal static unsafe class Hdf5Attribute
{
    private const int MaximumBytes = 1 << 20;
    private const int MaximumValues = 1024;
    private const int ScalarSpace = 0;
    private const int SimpleSpace = 1;

    /// <summary>The text, or null for what is not read: matrices, records, references, many or long values.</summary>
    /// <param name="item">The group or dataset.</param>
    /// <param name="name">The attribute's name.</param>
    /// <param name="claims">What the file's attributes hold of texts.</param>
    public static string? Text(long item, string name, Hdf5TextClaims claims)
    {
        using var attribute = Hdf5Handle.Of(Hdf5Native.H5Aopen(item, name, 0), $"attribute {name} cannot be opened");
        using var type = Hdf5Handle.Of(Hdf5Native.H5Aget_type(attribute.Id), $"attribute {name} cannot be read");
        using var space = Hdf5Handle.Of(Hdf5Native.H5Aget_space(attribute.Id), $"attribute {name} cannot be read");
        if (Count(space.Id) is not { } count)
        {
            return null;
        }
        if (Hdf5Native.H5Tget_class(type.Id) == Hdf5Type.StringClass)
        {
            var texts =
                Hdf5Native.H5Tis_variable_str(type.Id) > 0
                    ? VariableTexts(attribute.Id, type.Id, space.Id, count, name, claims)
                    : FixedTexts(attribute.Id, type.Id, count, name);
            return texts is null ? null
                : Hdf5Native.H5Sget_simple_extent_type(space.Id) == ScalarSpace ? texts[0]
                : $"[{string.Join(", ", texts.Select(text => $"\"{text}\""))}]";
        }
        if (NpyType.Parse(Hdf5Type.Describe(type.Id)) is not { } numeric)
        {
            return null;
        }
        var numbers = Numbers(attribute.Id, type.Id, numeric, count, name);
        return Hdf5Native.H5Sget_simple_extent_type(space.Id) == ScalarSpace
            ? numbers[0]
            : $"[{string.Join(", ", numbers)}]";
    }

    /// <summary>How many values; null for what is neither a scalar nor a short vector.</summary>
    private static int? Count(long space)
    {
        var kind = Hdf5Native.H5Sget_simple_extent_type(space);
        if (kind != SimpleSpace || Hdf5Native.H5Sget_simple_extent_ndims(space) != 1)
        {
            return kind == ScalarSpace ? 1 : null;
        }
        ulong extent;
        return Hdf5Native.H5Sget_simple_extent_dims(space, &extent, null) == 1 && extent <= MaximumValues
            ? (int)extent
            : null;
    }

    private static string[]? FixedTexts(long attribute, long type, int count, string name)
    {
        var size = (long)Hdf5Native.H5Tget_size(type);
        if (size * Math.Max(1, count) is 0 or > MaximumBytes || size > MaximumBytes)
        {
            return null;
        }
        var bytes = new byte[size * count];
        Read(attribute, type, bytes, name);
        return [.. Enumerable.Range(0, count).Select(i => Decoded(bytes.AsSpan((int)(i * size), (int)size)))];
    }

    private static string[]? VariableTexts(
        long attribute,
        long type,
        long space,
        int count,
        string name,
        Hdf5TextClaims claims
    )
    {
        if (!claims.Allow(count))
        {
            return null;
        }
        using var memory = Hdf5Handle.Of(Hdf5Native.H5Tcopy(type), $"attribute {name} cannot be read");
        var pointers = new nint[count];
        Read(attribute, memory.Id, MemoryMarshal.AsBytes(pointers.AsSpan()), name);
        try
        {
            var texts = new string[count];
            var bytes = 0L;
            for (var i = 0; i < count; i++)
            {
                var content = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)pointers[i]);
                claims.Add(content.Length);
                bytes += content.Length;
                if (bytes > MaximumBytes)
                {
                    return null;
                }
                texts[i] = Encoding.UTF8.GetString(content);
            }
            return texts;
        }
        finally
        {
            fixed (nint* start = pointers)
            {
                _ = Hdf5Native.H5Dvlen_reclaim(memory.Id, space, 0, (nint)start);
            }
        }
    }

    private static string[] Numbers(long attribute, long type, NpyType numeric, int count, string name)
    {
        using var memory = Hdf5Type.Memory(type, numeric);
        var bytes = new byte[count * numeric.Size];
        Read(attribute, memory.Id, bytes, name);
        return [.. Enumerable.Range(0, count).Select(i => Number(numeric, bytes.AsSpan(i * numeric.Size)))];
    }

    private static string Number(NpyType type, ReadOnlySpan<byte> at)
    {
        var culture = CultureInfo.InvariantCulture;
        return (type.Kind, type.Size) switch
        {
            (NpyKind.Boolean, _) => at[0] != 0 ? "true" : "false",
            (NpyKind.Signed, 1) => ((sbyte)at[0]).ToString(culture),
            (NpyKind.Signed, 2) => MemoryMarshal.Read<short>(at).ToString(culture),
            (NpyKind.Signed, 4) => MemoryMarshal.Read<int>(at).ToString(culture),
            (NpyKind.Signed, _) => MemoryMarshal.Read<long>(at).ToString(culture),
            (NpyKind.Unsigned, 1) => at[0].ToString(culture),
            (NpyKind.Unsigned, 2) => MemoryMarshal.Read<ushort>(at).ToString(culture),
            (NpyKind.Unsigned, 4) => MemoryMarshal.Read<uint>(at).ToString(culture),
            (NpyKind.Unsigned, _) => MemoryMarshal.Read<ulong>(at).ToString(culture),
            (_, 2) => MemoryMarshal.Read<Half>(at).ToString(culture),
            (_, 4) => MemoryMarshal.Read<float>(at).ToString(culture),
            _ => MemoryMarshal.Read<double>(at).ToString(culture),
        };
    }

    private static void Read(long attribute, long memoryType, Span<byte> bytes, string name)
    {
        if (bytes.IsEmpty)
        {
            return;
        }
        fixed (byte* start = bytes)
        {
            Hdf5Check.Ok(Hdf5Native.H5Aread(attribute, memoryType, (nint)start), $"attribute {name} cannot be read");
        }
    }

    /// <summary>Ends at the first NUL; padding with spaces goes too.</summary>
    internal static string Decoded(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]).TrimEnd(' ');
    }
}
