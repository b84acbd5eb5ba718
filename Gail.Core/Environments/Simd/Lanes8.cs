using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gail.Environments.Simd;

/// <summary>Eight lanes in a register of 512 bits.</summary>
internal readonly struct Lanes8(Vector512<double> value) : ILanes<Lanes8>
{
    private readonly Vector512<double> _value = value;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    public static int Count => 8;

    public static implicit operator Lanes8(double value) => new(Vector512.Create(value));

    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new(left._value + right._value);

    public static Lanes8 operator -(Lanes8 left, Lanes8 right) => new(left._value - right._value);

    public static Lanes8 operator *(Lanes8 left, Lanes8 right) => new(left._value * right._value);

    public static Lanes8 operator /(Lanes8 left, Lanes8 right) => new(left._value / right._value);

    public static Lanes8 operator -(Lanes8 value) => new(-value._value);

    public static Lanes8 FusedMultiplyAdd(Lanes8 left, Lanes8 right, Lanes8 addend) =>
        new(Avx512F.FusedMultiplyAdd(left._value, right._value, addend._value));

    public static Lanes8 Abs(Lanes8 value) => new(Vector512.Abs(value._value));

    public static Lanes8 Round(Lanes8 value) => new(Avx512F.RoundScale(value._value, 0x08));

    public static Lanes8 Truncate(Lanes8 value) => new(Avx512F.RoundScale(value._value, 0x0B));

    public static Lanes8 ToSingle(Lanes8 value) =>
        new(Avx512F.ConvertToVector512Double(Avx512F.ConvertToVector256Single(value._value)));

    public static Lanes8 WhereLess(Lanes8 left, Lanes8 right, Lanes8 then, Lanes8 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left._value, right._value), then._value, otherwise._value));

    public static Lanes8 WhereLessOrEqual(Lanes8 left, Lanes8 right, Lanes8 then, Lanes8 otherwise) =>
        new(
            Vector512.ConditionalSelect(
                Vector512.LessThanOrEqual(left._value, right._value),
                then._value,
                otherwise._value
            )
        );

    public static Lanes8 WhereEqual(Lanes8 left, Lanes8 right, Lanes8 then, Lanes8 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(left._value, right._value), then._value, otherwise._value));

    public static uint Less(Lanes8 left, Lanes8 right) =>
        (uint)Vector512.LessThan(left._value, right._value).ExtractMostSignificantBits();

    public static uint LessOrEqual(Lanes8 left, Lanes8 right) =>
        (uint)Vector512.LessThanOrEqual(left._value, right._value).ExtractMostSignificantBits();

    public static double Get(Lanes8 values, int lane) => values._value.GetElement(lane);

    public static Lanes8 With(Lanes8 values, int lane, double value) => new(values._value.WithElement(lane, value));

    public static Lanes8 Load(ReadOnlySpan<double> values) => new(Vector512.Create(values));

    public static Lanes8 Load(ReadOnlySpan<float> values) =>
        new(Avx512F.ConvertToVector512Double(Vector256.Create(values)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Columns2<Lanes8> Load2(ReadOnlySpan<double> rows)
    {
        var (rows03, rows47) = (Vector512.Create(rows), Vector512.Create(rows[8..]));
        return new(
            new(Avx512F.PermuteVar8x64x2(rows03, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), rows47)),
            new(Avx512F.PermuteVar8x64x2(rows03, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15), rows47))
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Columns4<Lanes8> Load4(ReadOnlySpan<double> rows)
    {
        var (rows01, rows23) = (Vector512.Create(rows), Vector512.Create(rows[8..]));
        var (rows45, rows67) = (Vector512.Create(rows[16..]), Vector512.Create(rows[24..]));
        var (columns01A, columns23A) = (FirstColumns(rows01, rows23), LastColumns(rows01, rows23));
        var (columns01B, columns23B) = (FirstColumns(rows45, rows67), LastColumns(rows45, rows67));
        return new(
            new(LowerHalves(columns01A, columns01B)),
            new(UpperHalves(columns01A, columns01B)),
            new(LowerHalves(columns23A, columns23B)),
            new(UpperHalves(columns23A, columns23B))
        );
    }

    public static void Store(Lanes8 values, Span<double> target) => values._value.CopyTo(target);

    public static void Store(Lanes8 values, Span<float> target) =>
        Avx512F.ConvertToVector256Single(values._value).CopyTo(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(Columns2<Lanes8> columns, Span<double> rows)
    {
        var (left, right) = (columns.Column0._value, columns.Column1._value);
        Avx512F.PermuteVar8x64x2(left, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), right).CopyTo(rows);
        Avx512F.PermuteVar8x64x2(left, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), right).CopyTo(rows[8..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store4(Columns4<Lanes8> columns, Span<double> rows)
    {
        var (column0, column1) = (columns.Column0._value, columns.Column1._value);
        var (column2, column3) = (columns.Column2._value, columns.Column3._value);
        var (columns01A, columns01B) = (LowerHalves(column0, column1), UpperHalves(column0, column1));
        var (columns23A, columns23B) = (LowerHalves(column2, column3), UpperHalves(column2, column3));
        FirstColumns(columns01A, columns23A).CopyTo(rows);
        LastColumns(columns01A, columns23A).CopyTo(rows[8..]);
        FirstColumns(columns01B, columns23B).CopyTo(rows[16..]);
        LastColumns(columns01B, columns23B).CopyTo(rows[24..]);
    }

    // Of both arguments as one table of four rows of four: its columns 0 and 1, one after the other.
    private static Vector512<double> FirstColumns(Vector512<double> rows01, Vector512<double> rows23) =>
        Avx512F.PermuteVar8x64x2(rows01, Vector512.Create(0L, 4, 8, 12, 1, 5, 9, 13), rows23);

    // Its columns 2 and 3.
    private static Vector512<double> LastColumns(Vector512<double> rows01, Vector512<double> rows23) =>
        Avx512F.PermuteVar8x64x2(rows01, Vector512.Create(2L, 6, 10, 14, 3, 7, 11, 15), rows23);

    private static Vector512<double> LowerHalves(Vector512<double> left, Vector512<double> right) =>
        Avx512F.InsertVector256(left, right.GetLower(), 1);

    private static Vector512<double> UpperHalves(Vector512<double> left, Vector512<double> right) =>
        Avx512F.Shuffle4x128(left, right, 0b11_10_11_10);
}
