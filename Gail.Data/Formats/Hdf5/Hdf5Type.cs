using System.Runtime.InteropServices;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Hdf5;

/// <summary>HDF5's types of elements in NumPy's words, and what they are read as.</summary>
internal static unsafe class Hdf5Type
{
    /// <summary>Text, of any length.</summary>
    public const string Text = "|S";

    /// <summary>What is not read: compounds, references, numbers of over 64 bits.</summary>
    public const string Unread = "|V";

    internal const int IntegerClass = 0;
    internal const int FloatClass = 1;
    internal const int StringClass = 3;
    internal const int BitfieldClass = 4;
    internal const int EnumClass = 8;

    private const int BigEndianOrder = 1;

    /// <summary>The type as NumPy writes it; odd sizes are named by the type that holds them.</summary>
    public static string Describe(long type)
    {
        var size = (long)Hdf5Native.H5Tget_size(type);
        var order = Hdf5Native.H5Tget_order(type) == BigEndianOrder ? '>' : '<';
        switch (Hdf5Native.H5Tget_class(type))
        {
            case IntegerClass:
                return Word(order, Hdf5Native.H5Tget_sign(type) == 0 ? 'u' : 'i', size);
            case BitfieldClass:
                return size is 1 or 2 or 4 or 8 ? Word(order, 'u', size) : Unread;
            case FloatClass:
                return Word(order, 'f', size <= 2 && !IsHalf(type) ? 4 : size);
            case EnumClass:
                using (var numbers = Hdf5Handle.Of(Hdf5Native.H5Tget_super(type), "the type cannot be read"))
                {
                    return IsBoolean(type, size) ? "|b1" : Describe(numbers.Id);
                }
            case StringClass:
                return Text;
            default:
                return Unread;
        }
    }

    /// <summary>The type to read elements as, in this machine's byte order.</summary>
    /// <param name="fileType">The type they have.</param>
    /// <param name="type">What <see cref="Describe"/> says of it.</param>
    public static Hdf5Handle Memory(long fileType, NpyType type)
    {
        var native = (type.Kind, type.Size) switch
        {
            _ when Hdf5Native.H5Tget_class(fileType) == BitfieldClass => null,
            (NpyKind.Boolean, _) => "INT8",
            (NpyKind.Floating, 2) => null,
            (NpyKind.Floating, 4) => "FLOAT",
            (NpyKind.Floating, _) => "DOUBLE",
            (NpyKind.Signed, _) => $"INT{8 * type.Size}",
            _ => $"UINT{8 * type.Size}",
        };
        var copy = Hdf5Handle.Of(
            Hdf5Native.H5Tcopy(native is null ? fileType : Hdf5Library.Constant($"H5T_NATIVE_{native}_g")),
            "the type cannot be copied"
        );
        if (native is null)
        {
            // The library has no such type of its own: the file's, with the bytes in this machine's order.
            var order = BitConverter.IsLittleEndian ? 0 : BigEndianOrder;
            Hdf5Check.Ok(Hdf5Native.H5Tset_order(copy.Id, order), "the type cannot be read");
        }
        return copy;
    }

    private static string Word(char order, char kind, long size)
    {
        var holds = size switch
        {
            1 => 1,
            2 => 2,
            3 or 4 => 4,
            >= 5 and <= 8 => 8,
            _ => 0,
        };
        return holds == 0 ? Unread : $"{(holds == 1 ? '|' : order)}{kind}{holds}";
    }

    private static bool IsHalf(long type) =>
        Hdf5Native.H5Tget_size(type) == 2
        && Hdf5Native.H5Tget_ebias(type) == 15
        && Hdf5Native.H5Tget_fields(type, out _, out _, out var exponent, out _, out var mantissa) >= 0
        && (exponent, mantissa) is (5, 10);

    /// <summary>As h5py keeps booleans: an enumeration of one byte, FALSE and TRUE.</summary>
    private static bool IsBoolean(long type, long size)
    {
        if (size != 1 || Hdf5Native.H5Tget_nmembers(type) != 2)
        {
            return false;
        }
        for (var member = 0u; member < 2; member++)
        {
            var name = Hdf5Native.H5Tget_member_name(type, member);
            var text = Marshal.PtrToStringUTF8(name);
            _ = Hdf5Native.H5free_memory(name);
            byte value = 255;
            if (
                Hdf5Native.H5Tget_member_value(type, member, (nint)(&value)) < 0
                || (text, value) is not (("FALSE", 0) or ("TRUE", 1))
            )
            {
                return false;
            }
        }
        return true;
    }
}
