namespace Gail.Environments.Simd;

/// <summary>
/// One double for each of several lanes, so that a formula written once steps one environment or eight at a time.
/// Every operation is rounded once, as IEEE 754 says, and lanes do not look at each other: a lane's result has the
/// same bits whatever the width and whoever its neighbours are, on any machine.
/// </summary>
/// <typeparam name="T">The implementing type.</typeparam>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    /// <summary>Whether this machine has registers of the width.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract implicit operator T(double value);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    static abstract T operator -(T value);

    /// <summary>left right + addend, rounded once.</summary>
    static abstract T FusedMultiplyAdd(T left, T right, T addend);

    static abstract T Abs(T value);

    /// <summary>To the nearest integer, ties to even.</summary>
    static abstract T Round(T value);

    static abstract T Truncate(T value);

    /// <summary>The nearest single-precision number.</summary>
    static abstract T ToSingle(T value);

    /// <summary>In each lane <paramref name="then"/> where left &lt; right, else the other.</summary>
    static abstract T WhereLess(T left, T right, T then, T otherwise);

    /// <summary>In each lane <paramref name="then"/> where left &lt;= right, else the other.</summary>
    static abstract T WhereLessOrEqual(T left, T right, T then, T otherwise);

    /// <summary>In each lane <paramref name="then"/> where left = right, else the other.</summary>
    static abstract T WhereEqual(T left, T right, T then, T otherwise);

    /// <summary>Bit i says whether left &lt; right in lane i; false where one is NaN.</summary>
    static abstract uint Less(T left, T right);

    /// <summary>Bit i says whether left &lt;= right in lane i; false where one is NaN.</summary>
    static abstract uint LessOrEqual(T left, T right);

    /// <summary>The number of one lane.</summary>
    static abstract double Get(T values, int lane);

    /// <summary>A copy with the number of one lane replaced.</summary>
    static abstract T With(T values, int lane, double value);

    /// <summary>Reads <see cref="Count"/> doubles, lane after lane.</summary>
    static abstract T Load(ReadOnlySpan<double> values);

    /// <summary>Reads <see cref="Count"/> floats, lane after lane.</summary>
    static abstract T Load(ReadOnlySpan<float> values);

    /// <summary>Reads <see cref="Count"/> rows of two doubles.</summary>
    static abstract Columns2<T> Load2(ReadOnlySpan<double> rows);

    /// <summary>Reads <see cref="Count"/> rows of four doubles.</summary>
    static abstract Columns4<T> Load4(ReadOnlySpan<double> rows);

    /// <summary>Writes <see cref="Count"/> doubles, lane after lane.</summary>
    static abstract void Store(T values, Span<double> target);

    /// <summary>Writes <see cref="Count"/> numbers rounded to floats, lane after lane.</summary>
    static abstract void Store(T values, Span<float> target);

    /// <summary>Writes <see cref="Count"/> rows of two doubles.</summary>
    static abstract void Store2(Columns2<T> columns, Span<double> rows);

    /// <summary>Writes <see cref="Count"/> rows of four doubles.</summary>
    static abstract void Store4(Columns4<T> columns, Span<double> rows);
}

/// <summary>The two columns of a table with a row per lane.</summary>
internal readonly record struct Columns2<T>(T Column0, T Column1);

/// <summary>The four columns of a table with a row per lane.</summary>
internal readonly record struct Columns4<T>(T Column0, T Column1, T Column2, T Column3);
