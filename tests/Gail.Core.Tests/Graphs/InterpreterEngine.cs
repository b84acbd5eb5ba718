using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Core.Tests.Graphs;

/// <summary>
/// Graphs evaluated node by node: what the native engine is compared with. Written against the public contract alone, as
/// somebody else's engine would be.
/// </summary>
internal sealed class InterpreterEngine : IGraphEngine
{
    private InterpreterEngine() { }

    internal static InterpreterEngine Instance { get; } = new();

    public IGraphProgram Rent(Graph graph) => new Program(graph);

    private sealed class Program(Graph graph) : IGraphProgram
    {
        private Feed<float> _fixed = Feed<float>.Empty;

        public void Bind(ReadOnlyMemory<float>[] inputs) => _fixed = With(Feed<float>.Empty, inputs, 0, batch: false);

        public void Run(Executor executor, int rows, ReadOnlyMemory<float>[] inputs, Memory<float>[] outputs)
        {
            var result = Interpreter.Evaluate(executor, graph, With(_fixed, inputs, rows, batch: true));
            for (var i = 0; i < outputs.Length; i++)
            {
                result[graph.Outputs[i].Name].Span.CopyTo(outputs[i].Span);
            }
        }

        public void Dispose() { }

        private Feed<float> With(Feed<float> feed, ReadOnlyMemory<float>[] inputs, int rows, bool batch)
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                var input = graph.Inputs[i];
                if (input.Rows.IsBatch == batch)
                {
                    var count = input.Rows.Resolve(rows);
                    var value = inputs[i].Span[..(count * input.Columns)];
                    feed = feed.With(input.Name, NdArray.Matrix(count, input.Columns, value));
                }
            }
            return feed;
        }
    }
}

/// <summary>Evaluation in double precision, for derivatives against central differences.</summary>
internal static class DoublePrecision
{
    internal static GraphResult<double> RunDouble(this Executor executor, Graph graph, Feed<double> feed) =>
        Interpreter.Evaluate(executor, graph, feed);
}
