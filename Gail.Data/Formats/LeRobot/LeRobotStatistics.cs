using System.Collections.Immutable;
using System.Text.Json;
using Gail.Numerics;

namespace Gail.Data.Formats.LeRobot;

/// <summary>Least, greatest, mean and standard deviation of the columns, by which LeRobot standardises.</summary>
internal static class LeRobotStatistics
{
    /// <summary>Writes those of all episodes.</summary>
    public static void Write(
        Utf8JsonWriter json,
        Demonstrations demonstrations,
        ImmutableArray<LeRobotColumn> columns
    ) => Write(json, [.. Enumerable.Range(0, demonstrations.EpisodeCount)], columns);

    /// <summary>Writes those of some episodes.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<int> episodes, ImmutableArray<LeRobotColumn> columns)
    {
        json.WriteStartObject();
        foreach (var column in columns)
        {
            var moments = Enumerable.Range(0, column.Width).Select(_ => new Moments()).ToArray();
            foreach (var episode in episodes)
            {
                Add(moments, column.Values(episode));
            }
            json.WriteStartObject(column.Name);
            Write(json, "min", moments, one => one.Least);
            Write(json, "max", moments, one => one.Greatest);
            Write(json, "mean", moments, one => one.Mean);
            Write(json, "std", moments, one => one.Deviation);
            json.WriteStartArray("count");
            json.WriteNumberValue(moments[0].Count);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Moments[] moments, Func<Moments, double> value)
    {
        json.WriteStartArray(name);
        foreach (var one in moments)
        {
            json.WriteNumberValue(value(one));
        }
        json.WriteEndArray();
    }

    private static void Add(Moments[] moments, NdArray values)
    {
        switch (values)
        {
            case NdArray<float> floats:
                Add(moments, floats.Span, value => value);
                break;
            case NdArray<double> doubles:
                Add(moments, doubles.Span, value => value);
                break;
            case NdArray<long> integers:
                Add(moments, integers.Span, value => value);
                break;
            case NdArray<bool> flags:
                Add(moments, flags.Span, value => value ? 1 : 0);
                break;
        }
    }

    private static void Add<T>(Moments[] moments, ReadOnlySpan<T> values, Func<T, double> convert)
    {
        for (var i = 0; i < values.Length; i++)
        {
            moments[i % moments.Length].Add(convert(values[i]));
        }
    }

    /// <summary>By Welford's updates, which do not cancel.</summary>
    private sealed class Moments
    {
        private double _squares;

        public long Count { get; private set; }
        public double Mean { get; private set; }
        public double Least { get; private set; } = double.PositiveInfinity;
        public double Greatest { get; private set; } = double.NegativeInfinity;
        public double Deviation => Math.Sqrt(_squares / Count);

        public void Add(double value)
        {
            Count++;
            var before = value - Mean;
            Mean += before / Count;
            _squares += before * (value - Mean);
            Least = Math.Min(Least, value);
            Greatest = Math.Max(Greatest, value);
        }
    }
}
