using System.Collections.Immutable;
using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Core.Tests.Graphs;

/// <summary>An input of a <see cref="OperationRow"/>: its shape and the range of its elements.</summary>
/// <param name="Rows">The rows; 0 for those of the batch.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Low">The smallest element, or the smallest magnitude.</param>
/// <param name="High">The largest element or magnitude.</param>
/// <param name="EitherSign">Whether the range is that of the magnitude, with a random sign.</param>
internal sealed record Operand(int Rows, int Columns, double Low = -1.5, double High = 1.5, bool EitherSign = false)
{
    internal bool IsBatch => Rows == 0;

    internal Expr Node(string name) => IsBatch ? Expr.Input(name, Columns) : Expr.Parameter(name, Rows, Columns);

    internal NdArray<double> Draw(RandomKey key, int batch)
    {
        var rows = IsBatch ? batch : Rows;
        var magnitudes = Matrices.Random(key.Fold(0), rows, Columns, Low, High);
        var signs = Matrices.Random(key.Fold(1), rows, Columns);
        return EitherSign ? Matrices.Map(magnitudes, signs, Math.CopySign) : magnitudes;
    }
}

/// <summary>One row of the table: how to build a node and what it should be.</summary>
/// <param name="Name">What a failing test shows.</param>
/// <param name="Operation">What the row checks; null for a composed function.</param>
/// <param name="Operands">The inputs.</param>
/// <param name="Build">The node made of the inputs.</param>
/// <param name="Plain">Its value by plain loops.</param>
internal sealed record OperationRow(
    string Name,
    Operation? Operation,
    ImmutableArray<Operand> Operands,
    Func<ImmutableArray<Expr>, Expr> Build,
    Func<ImmutableArray<NdArray<double>>, NdArray<double>> Plain
);

/// <summary>A row at a batch size with random values: y, a weight u of its shape, and a direction v of the inputs.</summary>
internal sealed class OperationProbe
{
    private static readonly Executor Executor = new(threads: 1);

    internal OperationProbe(OperationRow row, int batch)
    {
        var key = RandomKey.FromSeed(7).Fold((ulong)batch);
        Inputs = [.. row.Operands.Select((operand, i) => operand.Node($"x{i}"))];
        Values = [.. row.Operands.Select((operand, i) => operand.Draw(key.Fold(i), batch))];
        Output = row.Build(Inputs);
        Weight = Output.Rows.IsBatch
            ? Expr.Input("u", Output.Columns)
            : Expr.Parameter("u", Output.Rows.Resolve(0), Output.Columns);
        WeightValue = Matrices.Random(key.Fold(100), Output.Rows.Resolve(batch), Output.Columns);
        Tangents = [.. row.Operands.Select((operand, i) => operand.Node($"v{i}"))];
        TangentValues = [.. Values.Select((x, i) => Matrices.Random(key.Fold(200 + i), x.Rows, x.Columns))];
        Feed = FeedOf(Values, TangentValues, WeightValue);
    }

    internal ImmutableArray<Expr> Inputs { get; }

    internal ImmutableArray<NdArray<double>> Values { get; }

    internal ImmutableArray<Expr> Tangents { get; }

    internal ImmutableArray<NdArray<double>> TangentValues { get; }

    internal Expr Output { get; }

    internal Expr Weight { get; }

    internal NdArray<double> WeightValue { get; }

    internal Feed<double> Feed { get; }

    /// <summary>[u, y]: a scalar whose gradient is J'u.</summary>
    internal Expr Linear => Expr.SumAll(Weight * Output);

    /// <summary>[u, y^2]: a scalar with second derivatives even where y is linear.</summary>
    internal Expr Quadratic => Expr.SumAll(Weight * Expr.Square(Output));

    internal NdArray<double> Run(Expr node) => Run(node, Feed);

    /// <summary>A node with the inputs moved along the direction.</summary>
    internal NdArray<double> RunMoved(Expr node, double step) =>
        Run(node, Moved([.. Values.Zip(TangentValues, (x, v) => Matrices.Map(x, v, (a, b) => a + (step * b)))]));

    /// <summary>A node with one element of one input moved.</summary>
    internal NdArray<double> RunMoved(Expr node, int input, int element, double step)
    {
        var values = Values[input].Span.ToArray();
        values[element] += step;
        return Run(node, Moved(Values.SetItem(input, NdArray<double>.Own(Values[input].Shape, values))));
    }

    /// <summary>The inner product of some nodes with the direction.</summary>
    internal Expr DotTangents(ImmutableArray<Expr> nodes) =>
        nodes.Zip(Tangents, (node, v) => Expr.SumAll(node * v)).Aggregate((sum, term) => sum + term);

    private Feed<double> Moved(ImmutableArray<NdArray<double>> values) => FeedOf(values, TangentValues, WeightValue);

    /// <summary>The output comes along so that a node which is zero everywhere still knows the batch.</summary>
    private NdArray<double> Run(Expr node, Feed<double> feed) =>
        Executor.RunDouble(new Graph(new GraphOutput("node", node), new GraphOutput("output", Output)), feed)["node"];

    private static Feed<double> FeedOf(
        ImmutableArray<NdArray<double>> values,
        ImmutableArray<NdArray<double>> tangents,
        NdArray<double> weight
    )
    {
        var feed = Feed<double>.Empty.With("u", weight);
        for (var i = 0; i < values.Length; i++)
        {
            feed = feed.With($"x{i}", values[i]).With($"v{i}", tangents[i]);
        }
        return feed;
    }
}
