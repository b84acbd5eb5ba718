using System.Numerics;
using System.Runtime.InteropServices;
using Gail.Numerics;

namespace Gail.Data;

/// <summary>The data of an .npy array in row-major order and this machine's byte order, with conversions.</summary>
internal sealed class NpyArray
{
    private readonly NpyInfo _info;
    private readonly NpyType _type;
    private readonly byte[] _data;
    private readonly Func<string, DemonstrationException> _fail;

    private NpyArray(NpyInfo info, NpyType type, byte[] data, Func<string, DemonstrationException> fail)
    {
        _info = info;
        _type = type;
        _data = data;
        _fail = fail;
    }

    /// <summary>Takes data as it stands in the file.</summary>
    /// <param name="header">A header of a supported type.</param>
    /// <param name="data">The bytes after the header; changed in place.</param>
    /// <param name="fail">Makes the exception from a problem.</param>
    public static NpyArray FromFile(NpyHeader header, byte[] data, Func<string, DemonstrationException> fail)
    {
        var type = header.Type!;
        if (type.BigEndian == BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < data.Length; i += type.Size)
            {
                data.AsSpan(i, type.Size).Reverse();
            }
        }
        return new NpyArray(
            header.Info,
            type,
            header.FortranOrder ? RowMajor(data, header.Info, type.Size) : data,
            fail
        );
    }

    public NdArray<float> Floats() => Shaped(Numbers<float>());

    public NdArray<double> Doubles() => Shaped(Numbers<double>());

    public NdArray<long> Integers()
    {
        if (!_type.IsInteger)
        {
            throw _fail($"expected integers but the element type is '{_info.DataType}'.");
        }
        var values = Numbers<long>();
        if (_type is { Kind: NpyKind.Unsigned, Size: 8 } && Array.FindIndex(values, v => v < 0) is >= 0 and var at)
        {
            throw _fail($"value {at} is {(ulong)values[at]}, which is more than 64 signed bits hold.");
        }
        return Shaped(values);
    }

    /// <summary>Booleans, or integers that are all 0 or 1.</summary>
    public NdArray<bool> Booleans()
    {
        if (_type.Kind == NpyKind.Boolean)
        {
            return Shaped(Array.ConvertAll(_data, value => value != 0));
        }
        return Shaped(
            Array.ConvertAll(
                Integers().Values.AsSpan().ToArray(),
                value =>
                    value is 0 or 1
                        ? value == 1
                        : throw _fail($"expected true or false, or 0 or 1, but came upon {value}.")
            )
        );
    }

    /// <summary>Choices: integers or booleans as numbers.</summary>
    public NdArray<float> Choices() =>
        _type.Kind == NpyKind.Boolean ? Shaped(Array.ConvertAll(_data, value => value != 0 ? 1f : 0f)) : Floats();

    /// <summary>Whether the elements are integers or booleans.</summary>
    public bool IsDiscrete => _type.IsInteger || _type.Kind == NpyKind.Boolean;

    private NdArray<T> Shaped<T>(T[] values)
        where T : unmanaged => NdArray.Vector<T>(values).Reshape(new Shape(_info.Shape.AsSpan()));

    private T[] Numbers<T>()
        where T : unmanaged, INumberBase<T> =>
        (_type.Kind, _type.Size) switch
        {
            (NpyKind.Signed, 1) => Convert<sbyte, T>(),
            (NpyKind.Signed, 2) => Convert<short, T>(),
            (NpyKind.Signed, 4) => Convert<int, T>(),
            (NpyKind.Signed, 8) => Convert<long, T>(),
            (NpyKind.Unsigned, 1) => Convert<byte, T>(),
            (NpyKind.Unsigned, 2) => Convert<ushort, T>(),
            (NpyKind.Unsigned, 4) => Convert<uint, T>(),
            (NpyKind.Unsigned, 8) => Convert<ulong, T>(),
            (NpyKind.Floating, 2) => Convert<Half, T>(),
            (NpyKind.Floating, 4) => Convert<float, T>(),
            (NpyKind.Floating, 8) => Convert<double, T>(),
            _ => throw _fail($"expected numbers but the element type is '{_info.DataType}'."),
        };

    private TTo[] Convert<TFrom, TTo>()
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var from = MemoryMarshal.Cast<byte, TFrom>(_data);
        var to = new TTo[from.Length];
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = TTo.CreateTruncating(from[i]);
        }
        return to;
    }

    private static byte[] RowMajor(byte[] columnMajor, NpyInfo info, int size)
    {
        var extents = info.Shape;
        var strides = new int[extents.Length];
        for (int d = 0, stride = size; d < strides.Length; stride *= extents[d], d++)
        {
            strides[d] = stride;
        }
        var rowMajor = new byte[columnMajor.Length];
        var index = new int[extents.Length];
        var offset = 0;
        for (var i = 0; i < rowMajor.Length; i += size)
        {
            columnMajor.AsSpan(offset, size).CopyTo(rowMajor.AsSpan(i));
            // Counts like an odometer: the last dimension first.
            for (var d = index.Length - 1; d >= 0; d--)
            {
                offset += strides[d];
                if (++index[d] < extents[d])
                {
                    break;
                }
                offset -= strides[d] * extents[d];
                index[d] = 0;
            }
        }
        return rowMajor;
    }
}
