using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gail.Environments.Simd;

/// <summary>Four lanes in a register of 256 bits.</summary>
internal readonly struct Lanes4(Vector256<double> value) : ILanes<Lanes4>
{
    private readonly Vector256<double> _value = value;

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int Count => 4;

    public static implicit operator Lanes4(double value) => new(Vector256.Create(value));

    public static Lanes4 operator +(Lanes4 left, Lanes4 right) => new(left._value + right._value);

    public static Lanes4 operator -(Lanes4 left, Lanes4 right) => new(left._value - right._value);

    public static Lanes4 operator *(Lanes4 left, Lanes4 right) => new(left._value * right._value);

    public static Lanes4 operator /(Lanes4 left, Lanes4 right) => new(left._value / right._value);

    public static Lanes4 operator -(Lanes4 value) => new(-value._value);

    public static Lanes4 FusedMultiplyAdd(Lanes4 left, Lanes4 right, Lanes4 addend) =>
        new(Fma.MultiplyAdd(left._value, right._value, addend._value));

    public static Lanes4 Abs(Lanes4 value) => new(Vector256.Abs(value._value));

    public static Lanes4 Round(Lanes4 value) => new(Avx.RoundToNearestInteger(value._value));

    public static Lanes4 Truncate(Lanes4 value) => new(Avx.RoundToZero(value._value));

    public static Lanes4 ToSingle(Lanes4 value) =>
        new(Avx.ConvertToVector256Double(Avx.ConvertToVector128Single(value._value)));

    public static Lanes4 WhereLess(Lanes4 left, Lanes4 right, Lanes4 then, Lanes4 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(left._value, right._value), then._value, otherwise._value));

    public static Lanes4 WhereLessOrEqual(Lanes4 left, Lanes4 right, Lanes4 then, Lanes4 otherwise) =>
        new(
            Vector256.ConditionalSelect(
                Vector256.LessThanOrEqual(left._value, right._value),
                then._value,
                otherwise._value
            )
        );

    public static Lanes4 WhereEqual(Lanes4 left, Lanes4 right, Lanes4 then, Lanes4 otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(left._value, right._value), then._value, otherwise._value));

    public static uint Less(Lanes4 left, Lanes4 right) =>
        Vector256.LessThan(left._value, right._value).ExtractMostSignificantBits();

    public static uint LessOrEqual(Lanes4 left, Lanes4 right) =>
        Vector256.LessThanOrEqual(left._value, right._value).ExtractMostSignificantBits();

    public static double Get(Lanes4 values, int lane) => values._value.GetElement(lane);

    public static Lanes4 With(Lanes4 values, int lane, double value) => new(values._value.WithElement(lane, value));

    public static Lanes4 Load(ReadOnlySpan<double> values) => new(Vector256.Create(values));

    public static Lanes4 Load(ReadOnlySpan<float> values) =>
        new(Avx.ConvertToVector256Double(Vector128.Create(values)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Columns2<Lanes4> Load2(ReadOnlySpan<double> rows)
    {
        var (rows01, rows23) = (Vector256.Create(rows), Vector256.Create(rows[4..]));
        var rows02 = Avx.Permute2x128(rows01, rows23, 0x20);
        var rows13 = Avx.Permute2x128(rows01, rows23, 0x31);
        return new(new(Avx.UnpackLow(rows02, rows13)), new(Avx.UnpackHigh(rows02, rows13)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Columns4<Lanes4> Load4(ReadOnlySpan<double> rows) =>
        Transpose(
            new(
                new(Vector256.Create(rows)),
                new(Vector256.Create(rows[4..])),
                new(Vector256.Create(rows[8..])),
                new(Vector256.Create(rows[12..]))
            )
        );

    public static void Store(Lanes4 values, Span<double> target) => values._value.CopyTo(target);

    public static void Store(Lanes4 values, Span<float> target) =>
        Avx.ConvertToVector128Single(values._value).CopyTo(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(Columns2<Lanes4> columns, Span<double> rows)
    {
        var rows02 = Avx.UnpackLow(columns.Column0._value, columns.Column1._value);
        var rows13 = Avx.UnpackHigh(columns.Column0._value, columns.Column1._value);
        Avx.Permute2x128(rows02, rows13, 0x20).CopyTo(rows);
        Avx.Permute2x128(rows02, rows13, 0x31).CopyTo(rows[4..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store4(Columns4<Lanes4> columns, Span<double> rows)
    {
        var (row0, row1, row2, row3) = Transpose(columns);
        row0._value.CopyTo(rows);
        row1._value.CopyTo(rows[4..]);
        row2._value.CopyTo(rows[8..]);
        row3._value.CopyTo(rows[12..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Columns4<Lanes4> Transpose(Columns4<Lanes4> rows)
    {
        var left02 = Avx.Permute2x128(rows.Column0._value, rows.Column2._value, 0x20);
        var left13 = Avx.Permute2x128(rows.Column1._value, rows.Column3._value, 0x20);
        var right02 = Avx.Permute2x128(rows.Column0._value, rows.Column2._value, 0x31);
        var right13 = Avx.Permute2x128(rows.Column1._value, rows.Column3._value, 0x31);
        return new(
            new(Avx.UnpackLow(left02, left13)),
            new(Avx.UnpackHigh(left02, left13)),
            new(Avx.UnpackLow(right02, right13)),
            new(Avx.UnpackHigh(right02, right13))
        );
    }
}
