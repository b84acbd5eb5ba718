using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Gail.Tests;

/// <summary>Makes .npy and .npz content by hand, including such as NumPy would never write.</summary>
internal static class Npy
{
    public static byte[] Of<T>(string type, int[] shape, params T[] values)
        where T : unmanaged => Raw(Header(type, shape), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static byte[] Floats(int[] shape, params float[] values) => Of("<f4", shape, values);

    public static byte[] Doubles(int[] shape, params double[] values) => Of("<f8", shape, values);

    public static byte[] Longs(int[] shape, params long[] values) => Of("<i8", shape, values);

    public static byte[] Flags(params bool[] values) => Of("|b1", [values.Length], values);

    public static byte[] Objects(int count) => Raw(Header("|O", [count]), "\u0080\u0004K\u0001."u8.ToArray());

    public static string Header(string type, int[] shape, bool fortran = false) =>
        $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({string.Concat(shape.Select(e => $"{e}, "))}), }}";

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
