using Gail.Graphs;

namespace Gail.Execution;

/// <content>Evaluation of graphs: where another engine plugs in.</content>
public sealed partial class Executor
{
    /// <summary>Evaluates a graph in single precision.</summary>
    /// <param name="graph">What to compute.</param>
    /// <param name="feed">Its inputs by name; more than it needs is no error.</param>
    /// <exception cref="ArgumentException">An input is missing or of another shape.</exception>
    public GraphResult<float> Run(Graph graph, Feed<float> feed) => Interpreter.Evaluate(this, graph, feed);

    /// <summary>Evaluates a graph in double precision: for checking derivatives, not for speed.</summary>
    /// <param name="graph">What to compute.</param>
    /// <param name="feed">Its inputs by name; more than it needs is no error.</param>
    /// <exception cref="ArgumentException">An input is missing or of another shape.</exception>
    public GraphResult<double> RunDouble(Graph graph, Feed<double> feed) => Interpreter.Evaluate(this, graph, feed);
}
