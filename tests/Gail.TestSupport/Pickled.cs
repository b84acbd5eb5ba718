using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Gail.TestSupport;

/// <summary>An ndarray as Python pickles it.</summary>
public sealed record PickledArrayOf(string Type, int[] Shape, byte[] Data, bool Fortran = false);

/// <summary>A vector of objects as Python pickles it.</summary>
public sealed record PickledObjects(params object?[] Items);

/// <summary>A tensor: where it lies in which storage.</summary>
public sealed record PickledTensor(PickledStorage Storage, int[] Shape, int[] Strides, int Offset = 0);

/// <summary>The storage of tensors, as in "FloatStorage".</summary>
public sealed record PickledStorage(string Type, string Key, int Count, byte[] Data);

/// <summary>An object of a class with a dictionary of attributes.</summary>
public sealed record PickledInstance(string Module, string Name, Dictionary<string, object?> State);

/// <summary>A name, as that of a class.</summary>
public sealed record PickledName(string Module, string Name);

/// <summary>A call of a name, as __reduce__ makes one.</summary>
public sealed record PickledCall(string Module, string Name, params object?[] Arguments);

/// <summary>
/// Writes pickles and PyTorch's files from the layouts that Python, NumPy and PyTorch have published. Values are null,
/// bool, int, long, double, string, bytes, lists, arrays of objects (tuples), dictionaries, and the records beside.
/// </summary>
public sealed class Pickled
{
    private readonly MemoryStream _out = new();
    private readonly int _protocol;
    private readonly string _core;

    private Pickled(int protocol, string core) => (_protocol, _core) = (protocol, core);

    /// <summary>A pickle of a value.</summary>
    /// <param name="protocol">0 and 2 to 5.</param>
    /// <param name="core">numpy.core before NumPy 2, numpy._core since.</param>
    public static byte[] Of(object? value, int protocol = 4, string core = "numpy.core")
    {
        var writer = new Pickled(protocol, core);
        if (protocol >= 2)
        {
            writer.Put(0x80, (byte)protocol);
        }
        writer.Write(value);
        writer.Put('.');
        return writer._out.ToArray();
    }

    /// <summary>Single precision.</summary>
    public static PickledArrayOf Floats(int[] shape, params float[] values) => new("<f4", shape, Bytes(values));

    /// <summary>Double precision.</summary>
    public static PickledArrayOf Doubles(int[] shape, params double[] values) => new("<f8", shape, Bytes(values));

    /// <summary>64-bit integers.</summary>
    public static PickledArrayOf Longs(int[] shape, params long[] values) => new("<i8", shape, Bytes(values));

    /// <summary>Booleans.</summary>
    public static PickledArrayOf Flags(params bool[] values) => new("|b1", [values.Length], Bytes(values));

    /// <summary>A tensor of a storage of its own, its rows one after the other.</summary>
    public static PickledTensor Tensor<T>(string storage, string key, int[] shape, params T[] values)
        where T : unmanaged
    {
        var strides = new int[shape.Length];
        for (int d = shape.Length - 1, stride = 1; d >= 0; stride *= shape[d], d--)
        {
            strides[d] = stride;
        }
        return new PickledTensor(new PickledStorage(storage, key, values.Length, Bytes(values)), shape, strides);
    }

    /// <summary>The bytes of values in this machine's order.</summary>
    public static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    /// <summary>What torch.save writes since version 1.6.</summary>
    public static byte[] TorchZip(
        object? value,
        string folder = "archive",
        bool bigEndian = false,
        CompressionLevel level = CompressionLevel.NoCompression
    ) => Zip(TorchMembers(value, folder, bigEndian), level);

    /// <summary>The members of such a file.</summary>
    public static List<KeyValuePair<string, byte[]>> TorchMembers(
        object? value,
        string folder = "archive",
        bool bigEndian = false
    )
    {
        List<KeyValuePair<string, byte[]>> members = [new($"{folder}/data.pkl", Of(value, 2))];
        members.Add(new($"{folder}/byteorder", bigEndian ? "big"u8.ToArray() : "little"u8.ToArray()));
        members.AddRange(
            Storages(value).Select(storage => KeyValuePair.Create($"{folder}/data/{storage.Key}", storage.Data))
        );
        members.Add(new($"{folder}/version", "3\n"u8.ToArray()));
        return members;
    }

    /// <summary>An archive of files.</summary>
    public static byte[] Zip(
        IEnumerable<KeyValuePair<string, byte[]>> members,
        CompressionLevel level = CompressionLevel.NoCompression
    )
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    /// <summary>What torch.save wrote before version 1.6.</summary>
    public static byte[] TorchLegacy(object? value)
    {
        byte[] mark = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];
        var machine = new Dictionary<string, object?> { ["protocol_version"] = 1001, ["little_endian"] = true };
        var storages = Storages(value);
        var keys = storages.Select(storage => (object?)storage.Key).ToList();
        List<byte> file = [.. mark, .. Of(1001, 2), .. Of(machine, 2), .. Of(value, 2), .. Of(keys, 2)];
        foreach (var storage in storages)
        {
            var count = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(count, storage.Count);
            file.AddRange([.. count, .. storage.Data]);
        }
        return [.. file];
    }

    private static List<PickledStorage> Storages(object? value)
    {
        var found = new List<PickledStorage>();
        void Look(object? inner)
        {
            switch (inner)
            {
                case PickledTensor tensor when !found.Contains(tensor.Storage):
                    found.Add(tensor.Storage);
                    break;
                case IDictionary dictionary:
                    foreach (var item in dictionary.Values)
                    {
                        Look(item);
                    }
                    break;
                case IEnumerable items and not string and not byte[]:
                    foreach (var item in items)
                    {
                        Look(item);
                    }
                    break;
                case PickledCall call:
                    Look(call.Arguments);
                    break;
                default:
                    break;
            }
        }
        Look(value);
        return found;
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                Put('N');
                break;
            case bool flag:
                if (_protocol < 2)
                {
                    Line($"I0{(flag ? 1 : 0)}");
                }
                else
                {
                    Put(flag ? (byte)0x88 : (byte)0x89);
                }
                break;
            case int or long:
                Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number:
                if (_protocol == 0)
                {
                    Line("F" + number.ToString("R", CultureInfo.InvariantCulture));
                }
                else
                {
                    Put('G');
                    var bytes = new byte[8];
                    BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
                    _out.Write(bytes);
                }
                break;
            case string text:
                Text(text);
                break;
            case byte[] bytes:
                Raw(bytes);
                break;
            case PickledArrayOf array:
                Array(array);
                break;
            case PickledObjects objects:
                Array("|O8", [objects.Items.Length], fortran: false, objects.Items.ToList());
                break;
            case PickledTensor tensor:
                Tensor(tensor);
                break;
            case PickledName name:
                Name(name.Module, name.Name);
                break;
            case PickledCall call:
                Name(call.Module, call.Name);
                Write(call.Arguments);
                Put('R');
                break;
            case PickledInstance instance:
                Name(instance.Module, instance.Name);
                Write(System.Array.Empty<object?>());
                Put(_protocol < 2 ? (byte)'R' : (byte)0x81);
                Write(instance.State);
                Put('b');
                break;
            case object?[] tuple:
                Put('(');
                foreach (var item in tuple)
                {
                    Write(item);
                }
                Put('t');
                break;
            case IDictionary dictionary:
                Put(_protocol == 0 ? "(dp0\n" : "}");
                Put('(');
                foreach (DictionaryEntry entry in dictionary)
                {
                    Write(entry.Key);
                    Write(entry.Value);
                }
                Put('u');
                break;
            case IEnumerable list:
                Put(_protocol == 0 ? "(lp0\n" : "]");
                Put('(');
                foreach (var item in list)
                {
                    Write(item);
                }
                Put('e');
                break;
            default:
                throw new ArgumentException($"There is no pickle of a {value.GetType()} here.", nameof(value));
        }
    }

    private void Integer(long value)
    {
        if (_protocol == 0)
        {
            Line($"L{value}L");
        }
        else if (value is >= 0 and < 256)
        {
            Put((byte)'K', (byte)value);
        }
        else if (value is >= int.MinValue and <= int.MaxValue)
        {
            Put('J');
            Number(value, 4);
        }
        else
        {
            Put(0x8A, 8);
            Number(value, 8);
        }
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (_protocol == 0)
        {
            // Of a line; and a backslash begins an escape.
            Line("V" + text.Replace("\\", "\\u005c").Replace("\n", "\\u000a"));
        }
        else if (_protocol >= 4 && bytes.Length < 256)
        {
            Put(0x8C, (byte)bytes.Length);
            _out.Write(bytes);
        }
        else
        {
            Put('X');
            Number(bytes.Length, 4);
            _out.Write(bytes);
        }
    }

    private void Raw(byte[] bytes)
    {
        if (_protocol < 3)
        {
            // As Python 3 does: a text of as many characters.
            Write(new PickledCall("_codecs", "encode", Encoding.Latin1.GetString(bytes), "latin1"));
            return;
        }
        if (_protocol >= 4 && bytes.Length > 255)
        {
            Put(0x8E);
            Number(bytes.Length, 8);
        }
        else
        {
            Put('B');
            Number(bytes.Length, 4);
        }
        _out.Write(bytes);
    }

    private void Array(PickledArrayOf array)
    {
        var shape = array.Shape.Select(extent => (object?)extent).ToArray();
        if (_protocol >= 5)
        {
            Name(_core + ".numeric", "_frombuffer");
            Put('(');
            Put(0x96);
            Number(array.Data.Length, 8);
            _out.Write(array.Data);
            Type(array.Type);
            Write(shape);
            Write(array.Fortran ? "F" : "C");
            Put("tR");
            return;
        }
        Array(array.Type, shape, array.Fortran, array.Data);
    }

    private void Array(string type, object?[] shape, bool fortran, object elements)
    {
        Write(
            new PickledCall(
                _core + ".multiarray",
                "_reconstruct",
                new PickledName("numpy", "ndarray"),
                new object?[] { 0 },
                "b"u8.ToArray()
            )
        );
        Put('(');
        Write(1);
        Write(shape);
        Type(type);
        Write(fortran);
        Write(elements);
        Put("tb");
    }

    private void Type(string type)
    {
        Write(new PickledCall("numpy", "dtype", type[1..], false, true));
        Write(new object?[] { 3, type[..1], null, null, null, -1, -1, 0 });
        Put('b');
    }

    private void Tensor(PickledTensor tensor)
    {
        Name("torch._utils", "_rebuild_tensor_v2");
        Put('(');
        Write(
            new object?[]
            {
                "storage",
                new PickledName("torch", tensor.Storage.Type),
                tensor.Storage.Key,
                "cpu",
                tensor.Storage.Count,
            }
        );
        Put('Q');
        Write(tensor.Offset);
        Write(tensor.Shape.Select(extent => (object?)extent).ToArray());
        Write(tensor.Strides.Select(stride => (object?)stride).ToArray());
        Write(false);
        Write(new PickledCall("collections", "OrderedDict"));
        Put("tR");
    }

    private void Name(string module, string name)
    {
        if (_protocol < 4)
        {
            Line($"c{module}");
            Line(name);
        }
        else
        {
            Write(module);
            Write(name);
            Put(0x93);
        }
    }

    private void Line(string text) => _out.Write(Encoding.Latin1.GetBytes(text + "\n"));

    private void Number(long value, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _out.Write(bytes.AsSpan(0, size));
    }

    private void Put(char value) => _out.WriteByte((byte)value);

    private void Put(string values) => _out.Write(Encoding.Latin1.GetBytes(values));

    private void Put(params ReadOnlySpan<byte> values) => _out.Write(values);
}
