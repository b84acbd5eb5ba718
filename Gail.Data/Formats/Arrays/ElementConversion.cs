using System.Numerics;
using System.Runtime.InteropServices;
using Gail.Data.Checks;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Arrays;

/// <summary>Turns the elements of a file into the types that columns have. Real numbers are rounded to the precision of the column, whole ones of more than 24 bits in float32 too; text, and integers that are none, are refused.</summary>
internal static class ElementConversion
{
    /// <summary>Whether elements are the wanted type already, byte for byte.</summary>
    public static bool IsSame<T>(NpyType type)
        where T : unmanaged =>
        (typeof(T) == typeof(float) && type is { Kind: NpyKind.Floating, Size: 4 })
        || (typeof(T) == typeof(double) && type is { Kind: NpyKind.Floating, Size: 8 })
        || (typeof(T) == typeof(long) && type is { Kind: NpyKind.Signed, Size: 8 });

    /// <summary>Converts elements of this machine's byte order.</summary>
    /// <param name="info">For messages.</param>
    /// <param name="type">The type they have.</param>
    /// <param name="from">The elements.</param>
    /// <param name="to">float, double, long or bool; as many.</param>
    /// <param name="first">The place of the first in the array, for messages.</param>
    /// <param name="fail">Makes the exception from a problem.</param>
    public static void Convert<T>(
        ArrayInfo info,
        NpyType type,
        ReadOnlySpan<byte> from,
        Span<T> to,
        long first,
        Func<string, DemonstrationException> fail
    )
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Numbers(type, from, MemoryMarshal.Cast<T, float>(to));
        }
        else if (typeof(T) == typeof(double))
        {
            Numbers(type, from, MemoryMarshal.Cast<T, double>(to));
        }
        else if (typeof(T) == typeof(long))
        {
            Integers(info, type, from, MemoryMarshal.Cast<T, long>(to), first, fail);
        }
        else if (typeof(T) == typeof(bool))
        {
            Booleans(info, type, from, MemoryMarshal.Cast<T, bool>(to), fail);
        }
        else
        {
            throw new NotSupportedException($"Columns hold float, double, long or bool, not {typeof(T).Name}.");
        }
    }

    private static void Integers(
        ArrayInfo info,
        NpyType type,
        ReadOnlySpan<byte> from,
        Span<long> to,
        long first,
        Func<string, DemonstrationException> fail
    )
    {
        if (!type.IsInteger)
        {
            throw fail($"expected integers but the element type is '{info.DataType}'.");
        }
        Numbers(type, from, to);
        if (type is { Kind: NpyKind.Unsigned, Size: 8 } && to.IndexOfAnyInRange(long.MinValue, -1) is >= 0 and var at)
        {
            throw fail($"value {first + at} is {(ulong)to[at]}, which is more than 64 signed bits hold.");
        }
    }

    /// <summary>Booleans, or numbers that are all 0 or 1.</summary>
    private static void Booleans(
        ArrayInfo info,
        NpyType type,
        ReadOnlySpan<byte> from,
        Span<bool> to,
        Func<string, DemonstrationException> fail
    )
    {
        if (type.Kind == NpyKind.Boolean)
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[i] != 0;
            }
            return;
        }
        var numbers = new double[to.Length];
        Numbers(type, from, numbers);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = numbers[i] is 0 or 1
                ? numbers[i] == 1
                : throw fail(
                    $"expected true or false, or 0 or 1, but came upon {ValueRules.Text(numbers[i])} ('{info.DataType}')."
                );
        }
    }

    private static void Numbers<T>(NpyType type, ReadOnlySpan<byte> from, Span<T> to)
        where T : unmanaged, INumberBase<T>
    {
        switch (type.Kind, type.Size)
        {
            case (NpyKind.Boolean, _):
                for (var i = 0; i < to.Length; i++)
                {
                    to[i] = from[i] != 0 ? T.One : T.Zero;
                }
                break;
            case (NpyKind.Signed, 1):
                Cast<sbyte, T>(from, to);
                break;
            case (NpyKind.Signed, 2):
                Cast<short, T>(from, to);
                break;
            case (NpyKind.Signed, 4):
                Cast<int, T>(from, to);
                break;
            case (NpyKind.Signed, 8):
                Cast<long, T>(from, to);
                break;
            case (NpyKind.Unsigned, 1):
                Cast<byte, T>(from, to);
                break;
            case (NpyKind.Unsigned, 2):
                Cast<ushort, T>(from, to);
                break;
            case (NpyKind.Unsigned, 4):
                Cast<uint, T>(from, to);
                break;
            case (NpyKind.Unsigned, 8):
                Cast<ulong, T>(from, to);
                break;
            case (NpyKind.Floating, 2):
                Cast<Half, T>(from, to);
                break;
            case (NpyKind.Floating, 4):
                Cast<float, T>(from, to);
                break;
            default:
                Cast<double, T>(from, to);
                break;
        }
    }

    private static void Cast<TFrom, TTo>(ReadOnlySpan<byte> bytes, Span<TTo> to)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var from = MemoryMarshal.Cast<byte, TFrom>(bytes);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = TTo.CreateTruncating(from[i]);
        }
    }
}
