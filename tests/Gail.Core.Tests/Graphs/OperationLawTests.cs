using System.Collections.Immutable;
using Gail.Execution;
using Gail.Graphs;

namespace Gail.Core.Tests.Graphs;

/// <summary>
/// The laws every operation and every composed function obeys. L = [u, y] with random u, Q = [u, y^2], v a random
/// direction of all inputs, J the Jacobian. Everything in double precision, where central differences hold to about
/// 1e-11 of the largest value, or 1e-9 where a norm in the gradient penalty comes near zero.
/// </summary>
public sealed class OperationLawTests
{
    private const double Differences = 1e-8;
    private const double Exact = 1e-12;

    private static readonly ImmutableDictionary<string, OperationRow> Rows = OperationTable
        .Rows.Concat(FunctionTable.Rows)
        .ToImmutableDictionary(row => row.Name);

    /// <summary>Rows of the table with the batch sizes; 300 spans two blocks of rows.</summary>
    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var row in OperationTable.Rows.Concat(FunctionTable.Rows))
            {
                int[] batches = row.Operands.Any(operand => operand.IsBatch) ? [1, 3, 300] : [1];
                foreach (var batch in batches)
                {
                    cases.Add(row.Name, batch);
                }
            }
            return cases;
        }
    }

    [Fact]
    public void Table_covers_every_operation() =>
        Assert.Equal(
            Enum.GetValues<Operation>(),
            OperationTable.Rows.Select(row => row.Operation!.Value).Distinct().Order()
        );

    [Fact]
    public void Each_row_contains_its_operation() =>
        Assert.All(
            OperationTable.Rows,
            row =>
                Assert.Contains(
                    new Graph(new GraphOutput("y", new OperationProbe(row, 3).Output)).Nodes,
                    node => node.Operation == row.Operation
                )
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_is_that_of_plain_loops(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], batch);
        Matrices.AssertClose(Rows[name].Plain(probe.Values), probe.Run(probe.Output), Exact);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_is_the_central_difference_along_a_direction(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], batch);
        var gradient = Differentiate.Gradient(probe.Linear, probe.Inputs);

        var expected = CentralDifferences.Of(step => probe.RunMoved(probe.Linear, step));

        Matrices.AssertClose(expected, probe.Run(probe.DotTangents(gradient)), Differences);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_is_the_central_difference_of_each_element(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], Math.Min(batch, 3));
        var gradients = Differentiate.Gradient(probe.Linear, probe.Inputs);
        for (var input = 0; input < probe.Inputs.Length; input++)
        {
            var x = probe.Values[input];
            var expected = Matrices.Make(
                x.Rows,
                x.Columns,
                (i, j) =>
                    CentralDifferences.Of(step => probe.RunMoved(probe.Linear, input, (i * x.Columns) + j, step)[0])
            );
            Matrices.AssertClose(expected, probe.Run(gradients[input]), Differences);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tangent_is_the_central_difference_along_the_direction(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], batch);
        var tangent = Differentiate.Forward(probe.Output, probe.Inputs, probe.Tangents);

        var expected = CentralDifferences.Of(step => probe.RunMoved(probe.Output, step));

        Matrices.AssertClose(expected, probe.Run(tangent), Differences);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tangent_of_a_single_input_is_its_part_of_the_whole(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], batch);
        var whole = Differentiate.Forward(probe.Output, probe.Inputs, probe.Tangents);
        var parts = probe.Inputs.Zip(probe.Tangents, (x, v) => Differentiate.Forward(probe.Output, [x], [v]));

        Matrices.AssertClose(probe.Run(whole), probe.Run(parts.Aggregate((sum, part) => sum + part)), Exact);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_and_reverse_mode_are_adjoint(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], batch);
        var tangent = probe.Run(Differentiate.Forward(probe.Output, probe.Inputs, probe.Tangents));
        var gradients = Differentiate
            .Backward(probe.Output, probe.Weight, probe.Inputs)
            .Select(gradient => probe.Run(gradient))
            .ToList();

        var forward = Matrices.Dot(probe.WeightValue, tangent);
        var reverse = gradients.Zip(probe.TangentValues, Matrices.Dot).Sum();

        // Relative to |u| |Jv|, as the inner product itself may be near zero.
        var scale = Math.Max(1, Matrices.Norm(probe.WeightValue) * Matrices.Norm(tangent));
        Assert.InRange(forward - reverse, -Exact * scale, Exact * scale);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Second_derivative_is_the_central_difference_of_the_gradient(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], batch);
        var gradients = Differentiate.Gradient(probe.Quadratic, probe.Inputs);
        var reverseOverReverse = Differentiate.Gradient(probe.DotTangents(gradients), probe.Inputs);
        for (var input = 0; input < probe.Inputs.Length; input++)
        {
            var gradient = gradients[input];
            var expected = CentralDifferences.Of(step => probe.RunMoved(gradient, step));
            var forwardOverReverse = Differentiate.Forward(gradient, probe.Inputs, probe.Tangents);

            Matrices.AssertClose(expected, probe.Run(reverseOverReverse[input]), Differences);
            Matrices.AssertClose(expected, probe.Run(forwardOverReverse), Differences);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reverse_over_forward_is_forward_over_reverse(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], batch);
        var tangent = Differentiate.Forward(probe.Output, probe.Inputs, probe.Tangents);
        var reverseOverForward = Differentiate.Backward(tangent, probe.Weight, probe.Inputs);
        var gradients = Differentiate.Backward(probe.Output, probe.Weight, probe.Inputs);
        for (var input = 0; input < probe.Inputs.Length; input++)
        {
            var forwardOverReverse = Differentiate.Forward(gradients[input], probe.Inputs, probe.Tangents);
            Matrices.AssertClose(probe.Run(forwardOverReverse), probe.Run(reverseOverForward[input]), Exact);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Single_precision_is_close_to_double(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], batch);
        var feed = probe.Feed.Names.Aggregate(
            Feed<float>.Empty,
            (known, input) => known.With(input, Matrices.ToSingle(probe.Feed.Find(input)!))
        );
        // The rounded inputs in both, so that only the computation differs.
        var rounded = probe.Feed.Names.Aggregate(
            Feed<double>.Empty,
            (known, input) => known.With(input, Matrices.ToDouble(feed.Find(input)!))
        );
        var graph = GraphWithGradients(probe);

        var single = new Executor(threads: 1).Run(graph, feed);
        var expected = new Executor(threads: 1).RunDouble(graph, rounded);

        // A few hundred roundings of 6e-8 each.
        Assert.All(
            graph.Outputs,
            output => Matrices.AssertClose(expected[output.Name], Matrices.ToDouble(single[output.Name]), 1e-5)
        );
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bits_do_not_depend_on_the_number_of_threads(string name, int batch)
    {
        var probe = new OperationProbe(Rows[name], batch * 3);
        var graph = GraphWithGradients(probe);

        var alone = new Executor(threads: 1).RunDouble(graph, probe.Feed);
        foreach (var threads in (int[])[2, 3, 7])
        {
            var together = new Executor(threads).RunDouble(graph, probe.Feed);
            Assert.All(graph.Outputs, output => Assert.Equal(alone[output.Name], together[output.Name]));
        }
    }

    private static Graph GraphWithGradients(OperationProbe probe) =>
        new([
            new GraphOutput("y", probe.Output),
            .. Differentiate
                .Gradient(probe.Quadratic, probe.Inputs)
                .Select((gradient, i) => new GraphOutput($"gradient {i}", gradient)),
        ]);
}
