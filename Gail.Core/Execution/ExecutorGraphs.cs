using System.Collections.Immutable;
using Gail.Graphs;
using Gail.Graphs.Plans;
using Gail.Numerics;

namespace Gail.Execution;

/// <content>Evaluation of graphs: where another engine plugs in.</content>
public sealed partial class Executor
{
    /// <summary>Evaluates a graph in single precision.</summary>
    /// <param name="graph">What to compute.</param>
    /// <param name="feed">Its inputs by name; more than it needs is no error.</param>
    /// <exception cref="ArgumentException">An input is missing or of another shape.</exception>
    public GraphResult<float> Run(Graph graph, Feed<float> feed)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(feed);
        Cancellation.ThrowIfCancellationRequested();
        return Engine == Engine.Interpreter
            ? Interpreter.Evaluate(this, graph, feed)
            : RunPlan(Plan.Of(graph), GraphInputs.BatchRows(graph, feed), feed);
    }

    /// <summary>Evaluates a graph in double precision, by the interpreter: for checking derivatives, not for speed.</summary>
    /// <param name="graph">What to compute.</param>
    /// <param name="feed">Its inputs by name; more than it needs is no error.</param>
    /// <exception cref="ArgumentException">An input is missing or of another shape.</exception>
    public GraphResult<double> RunDouble(Graph graph, Feed<double> feed) => Interpreter.Evaluate(this, graph, feed);

    private GraphResult<float> RunPlan(Plan plan, int rows, Feed<float> feed)
    {
        var graph = plan.Graph;
        var inputs = new ReadOnlyMemory<float>[graph.Inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = feed.Find(graph.Inputs[i].Name)!.Memory;
        }
        var arrays = new float[graph.Outputs.Length][];
        var outputs = new Memory<float>[arrays.Length];
        for (var i = 0; i < arrays.Length; i++)
        {
            var node = graph.Outputs[i].Node;
            outputs[i] = arrays[i] = new float[checked(node.Rows.Resolve(rows) * node.Columns)];
        }
        var binding = plan.RentBinding();
        binding.Bind(inputs);
        binding.Run(this, rows, inputs, outputs);
        plan.Return(binding);
        return new GraphResult<float>(
            Enumerable
                .Range(0, arrays.Length)
                .ToImmutableDictionary(
                    i => graph.Outputs[i].Name,
                    i =>
                    {
                        var node = graph.Outputs[i].Node;
                        return NdArray<float>.Own(new Shape(node.Rows.Resolve(rows), node.Columns), arrays[i]);
                    }
                )
        );
    }
}
