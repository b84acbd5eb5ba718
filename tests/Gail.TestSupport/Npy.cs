using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Gail.TestSupport;

/// <summary>Makes .npy and .npz content by hand, including such as NumPy would never write.</summary>
public static class Npy
{
    /// <summary>An array of a NumPy type, as in "&lt;f4".</summary>
    public static byte[] Of<T>(string type, int[] shape, params T[] values)
        where T : unmanaged => Raw(Header(type, shape), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>Single precision.</summary>
    public static byte[] Floats(int[] shape, params float[] values) => Of("<f4", shape, values);

    /// <summary>Double precision.</summary>
    public static byte[] Doubles(int[] shape, params double[] values) => Of("<f8", shape, values);

    /// <summary>64-bit integers.</summary>
    public static byte[] Longs(int[] shape, params long[] values) => Of("<i8", shape, values);

    /// <summary>A vector of booleans.</summary>
    public static byte[] Flags(params bool[] values) => Of("|b1", [values.Length], values);

    /// <summary>A vector of pickled objects, damaged, of a few bytes.</summary>
    public static byte[] NoObjects(int count) => Raw(Header("|O", [count]), "\u0080\u0004K\u0001."u8.ToArray());

    /// <summary>A vector of objects, pickled as NumPy does.</summary>
    public static byte[] Objects(params object?[] objects) =>
        Raw(Header("|O", [objects.Length]), Pickled.Of(new PickledObjects(objects), 3));

    /// <summary>The text that begins the file.</summary>
    public static string Header(string type, int[] shape, bool fortran = false) =>
        $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({string.Concat(shape.Select(e => $"{e}, "))}), }}";

    /// <summary>A header of any text, and any bytes.</summary>
    public static byte[] Raw(string header, byte[] data, byte version = 1)
    {
        var text = Encoding.UTF8.GetBytes(header + "\n");
        var size = new byte[version == 1 ? 2 : 4];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)text.Length);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(size, text.Length);
        }
        return [0x93, .. "NUMPY"u8, version, 0, .. size, .. text, .. data];
    }

    /// <summary>An .npz archive of the arrays.</summary>
    public static byte[] Zip(
        IEnumerable<KeyValuePair<string, byte[]>> arrays,
        CompressionLevel level = CompressionLevel.NoCompression
    )
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in arrays)
            {
                using var entry = zip.CreateEntry(name + ".npy", level).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
