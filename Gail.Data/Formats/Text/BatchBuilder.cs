using System.Collections.Immutable;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Text;

/// <summary>The columns of a batch while its rows are read one after the other; null where nobody asked for them.</summary>
internal sealed class BatchBuilder
{
    /// <summary>The values of a batch at most, so that wide rows take no more memory than narrow ones.</summary>
    private const int GreatestValues = 1 << 22;

    private readonly ViewSchema _schema;
    private readonly ImmutableArray<string> _wanted;

    /// <summary>A batch of some columns.</summary>
    /// <param name="schema">All columns.</param>
    /// <param name="wanted">Those asked for.</param>
    /// <param name="most">The rows at most, where that is known.</param>
    public BatchBuilder(ViewSchema schema, ImmutableArray<string> wanted, int most = int.MaxValue)
    {
        _schema = schema;
        _wanted = wanted;
        var width = wanted.Sum(name => (long)(schema[name].Width ?? 1));
        Capacity = (int)Math.Clamp(GreatestValues / Math.Max(1, width), 1, Math.Min(most, 4096));
    }

    /// <summary>The rows that fit in.</summary>
    public int Capacity { get; }

    /// <summary>The rows that are in.</summary>
    public int Rows { get; private set; }

    public bool IsFull => Rows == Capacity;

    public long[]? Episodes { get; private set; }

    public long[]? Steps { get; private set; }

    public float[]? Observations { get; private set; }

    public float[]? Actions { get; private set; }

    public double[]? Rewards { get; private set; }

    public float[]? NextObservations { get; private set; }

    public bool[]? Terminated { get; private set; }

    public bool[]? Truncated { get; private set; }

    public bool[]? Ended { get; private set; }

    /// <summary>The place of a row's values in one of the columns above.</summary>
    public static Span<T> Row<T>(T[] column, int row, int width) => column.AsSpan(row * width, width);

    /// <summary>The number of a further row, to be written to.</summary>
    public int Add()
    {
        if (Rows == 0)
        {
            MakeRoom();
        }
        return Rows++;
    }

    /// <summary>Sets a row's value in one of the columns above, where it is asked for.</summary>
    public static void Set<T>(T[]? column, int row, T value)
    {
        if (column is not null)
        {
            column[row] = value;
        }
    }

    /// <summary>Hands the rows out; the next ones get columns of their own.</summary>
    public ViewBatch Take()
    {
        var batch = new ViewBatch(Rows);
        foreach (var name in _wanted)
        {
            batch = batch.With(name, Column(name));
        }
        Rows = 0;
        return batch;
    }

    private NdArray Column(string name) =>
        name switch
        {
            ColumnNames.Episode => Own(name, Episodes!),
            ColumnNames.Step => Own(name, Steps!),
            ColumnNames.Observation => Own(name, Observations!),
            ColumnNames.Action => Own(name, Actions!),
            ColumnNames.Reward => Own(name, Rewards!),
            ColumnNames.NextObservation => Own(name, NextObservations!),
            ColumnNames.Terminated => Own(name, Terminated!),
            ColumnNames.Truncated => Own(name, Truncated!),
            _ => Own(name, Ended!),
        };

    private NdArray<T> Own<T>(string name, T[] values)
        where T : unmanaged
    {
        var shape = _schema[name].ShapeOf(Rows);
        return NdArray<T>.Own(shape, values.Length == shape.Length ? values : values[..shape.Length]);
    }

    private void MakeRoom()
    {
        Episodes = Room<long>(ColumnNames.Episode);
        Steps = Room<long>(ColumnNames.Step);
        Observations = Room<float>(ColumnNames.Observation);
        Actions = Room<float>(ColumnNames.Action);
        Rewards = Room<double>(ColumnNames.Reward);
        NextObservations = Room<float>(ColumnNames.NextObservation);
        Terminated = Room<bool>(ColumnNames.Terminated);
        Truncated = Room<bool>(ColumnNames.Truncated);
        Ended = Room<bool>(ColumnNames.Ended);
    }

    private T[]? Room<T>(string name) =>
        _wanted.Contains(name) ? GC.AllocateUninitializedArray<T>(Capacity * (_schema[name].Width ?? 1)) : null;
}
