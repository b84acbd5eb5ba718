using System.Runtime.CompilerServices;

namespace Gail.Environments.Simd;

/// <summary>A single lane: the plain arithmetic of doubles, on any machine.</summary>
internal readonly struct Lanes1(double value) : ILanes<Lanes1>
{
    private readonly double _value = value;

    public static bool IsSupported => true;

    public static int Count => 1;

    public static implicit operator Lanes1(double value) => new(value);

    public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left._value + right._value);

    public static Lanes1 operator -(Lanes1 left, Lanes1 right) => new(left._value - right._value);

    public static Lanes1 operator *(Lanes1 left, Lanes1 right) => new(left._value * right._value);

    public static Lanes1 operator /(Lanes1 left, Lanes1 right) => new(left._value / right._value);

    public static Lanes1 operator -(Lanes1 value) => new(-value._value);

    public static Lanes1 FusedMultiplyAdd(Lanes1 left, Lanes1 right, Lanes1 addend) =>
        new(Math.FusedMultiplyAdd(left._value, right._value, addend._value));

    public static Lanes1 Abs(Lanes1 value) => new(Math.Abs(value._value));

    public static Lanes1 Round(Lanes1 value) => new(Math.Round(value._value, MidpointRounding.ToEven));

    public static Lanes1 Truncate(Lanes1 value) => new(Math.Truncate(value._value));

    public static Lanes1 ToSingle(Lanes1 value) => new((float)value._value);

    public static Lanes1 WhereLess(Lanes1 left, Lanes1 right, Lanes1 then, Lanes1 otherwise) =>
        left._value < right._value ? then : otherwise;

    public static Lanes1 WhereLessOrEqual(Lanes1 left, Lanes1 right, Lanes1 then, Lanes1 otherwise) =>
        left._value <= right._value ? then : otherwise;

    public static Lanes1 WhereEqual(Lanes1 left, Lanes1 right, Lanes1 then, Lanes1 otherwise) =>
        left._value == right._value ? then : otherwise;

    public static uint Less(Lanes1 left, Lanes1 right) => left._value < right._value ? 1u : 0;

    public static uint LessOrEqual(Lanes1 left, Lanes1 right) => left._value <= right._value ? 1u : 0;

    public static double Get(Lanes1 values, int lane) => values._value;

    public static Lanes1 With(Lanes1 values, int lane, double value) => new(value);

    public static Lanes1 Load(ReadOnlySpan<double> values) => new(values[0]);

    public static Lanes1 Load(ReadOnlySpan<float> values) => new(values[0]);

    public static Columns2<Lanes1> Load2(ReadOnlySpan<double> rows) => new(rows[0], rows[1]);

    public static Columns4<Lanes1> Load4(ReadOnlySpan<double> rows) => new(rows[0], rows[1], rows[2], rows[3]);

    public static void Store(Lanes1 values, Span<double> target) => target[0] = values._value;

    public static void Store(Lanes1 values, Span<float> target) => target[0] = (float)values._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(Columns2<Lanes1> columns, Span<double> rows)
    {
        rows[1] = columns.Column1._value;
        rows[0] = columns.Column0._value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store4(Columns4<Lanes1> columns, Span<double> rows)
    {
        rows[3] = columns.Column3._value;
        rows[0] = columns.Column0._value;
        rows[1] = columns.Column1._value;
        rows[2] = columns.Column2._value;
    }
}
