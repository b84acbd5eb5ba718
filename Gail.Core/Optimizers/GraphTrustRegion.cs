using System.Buffers;
using System.Collections.Immutable;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;

namespace Gail.Optimizers;

/// <summary>
/// The graphs of a trust-region step for a network: an objective, a divergence from the old output, and the Fisher
/// product J' M J v / N by one tangent and one gradient pass over activations that are computed once.
/// </summary>
internal sealed class GraphTrustRegion
{
    private readonly LossGraph _objective;
    private readonly Graph _value;
    private readonly Graph _output;
    private readonly PartialEvaluation _fisher;
    private readonly ImmutableArray<string> _paths;

    /// <param name="parameters">The trainable inputs, named parameters/...</param>
    /// <param name="objective">To be increased [1, 1].</param>
    /// <param name="kl">The divergence from the old output [1, 1].</param>
    /// <param name="output">What the metric is on: the distribution's parameters or the predicted values.</param>
    /// <param name="metricProduct">A tangent of the output to M times it, of the output's shape.</param>
    internal GraphTrustRegion(
        ImmutableArray<Expr> parameters,
        Expr objective,
        Expr kl,
        Expr output,
        Func<Expr, Expr> metricProduct
    )
    {
        _paths = [.. parameters.Select(parameter => parameter.Name[LossGraph.Prefix.Length..])];
        _objective = new LossGraph(objective, parameters);
        _value = new Graph(new GraphOutput("objective", objective), new GraphOutput("kl", kl));
        _output = new Graph(new GraphOutput("output", output));
        var tangents = parameters.Select(
            (parameter, i) => Expr.Parameter($"tangent/{_paths[i]}", parameter.Rows.Resolve(0), parameter.Columns)
        );
        var moved = Differentiate.Forward(output, parameters, [.. tangents]);
        var perRow = Expr.RepeatRows(Expr.RepeatColumns(Expr.InverseBatch(), output.Columns), output.Rows);
        var products = Differentiate.Backward(output, metricProduct(moved) * perRow, parameters);
        _fisher = new PartialEvaluation(
            new Graph([.. products.Select((node, i) => new GraphOutput(_paths[i], node))]),
            name => name.StartsWith("tangent/", StringComparison.Ordinal)
        );
    }

    /// <summary>The problem at given parameters.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="parameters">A tree of the parameters' paths.</param>
    /// <param name="batch">All inputs of objective and divergence but the parameters.</param>
    /// <param name="fisherBatch">The inputs of the output, for the rows that Fisher products are taken on.</param>
    internal Problem At(Executor executor, StateTree parameters, Feed<float> batch, Feed<float> fisherBatch) =>
        new(this, executor, parameters, batch, fisherBatch);

    /// <summary>The problem at one point; disposing of it gives its memory to the next.</summary>
    internal sealed class Problem : ITrustRegionProblem, IDisposable
    {
        private readonly PreparedGraph _value;
        private readonly PreparedGraph _fisher;
        private readonly int _rows;
        private readonly int _fisherRows;
        private readonly float[] _point;
        private readonly float[] _tangent;
        private readonly float[] _product;
        private readonly List<float[]> _activations = [];
        private readonly float[] _objective = new float[1];
        private readonly float[] _kl = new float[1];

        internal Problem(
            GraphTrustRegion graphs,
            Executor executor,
            StateTree parameters,
            Feed<float> batch,
            Feed<float> fisherBatch
        )
        {
            Start = ParameterVector.Flatten(parameters);
            _point = Array.ConvertAll(Start, value => (float)value);
            _tangent = new float[Start.Length];
            _product = new float[Start.Length];
            _rows = GraphInputs.BatchRows(graphs._objective.Graph, batch.With("parameters", parameters));

            _value = new PreparedGraph(executor, graphs._value);
            _value.Set(batch);
            _value.SetParts(LossGraph.Prefix, parameters, _point);
            _value.Outputs[0] = _objective;
            _value.Outputs[1] = _kl;

            var atStart = fisherBatch.With("parameters", parameters);
            _fisherRows = GraphInputs.BatchRows(graphs._output, atStart);
            _fisher = new PreparedGraph(executor, graphs._fisher.Varying);
            _fisher.Set(atStart);
            using (var activations = new PreparedGraph(executor, graphs._fisher.Constant))
            {
                activations.Set(atStart);
                for (var i = 0; i < activations.Outputs.Length; i++)
                {
                    var output = graphs._fisher.Constant.Outputs[i];
                    var length = output.Node.Rows.Resolve(_fisherRows) * output.Node.Columns;
                    _activations.Add(ArrayPool<float>.Shared.Rent(length));
                    activations.Outputs[i] = _activations[i].AsMemory(0, length);
                    _fisher.Set(output.Name, activations.Outputs[i]);
                }
                activations.Bind();
                activations.Run(_fisherRows);
            }
            _fisher.SetParts("tangent/", parameters, _tangent);
            _fisher.SetOutputParts("", parameters, _product);

            using var objective = new PreparedGraph(executor, graphs._objective.Graph);
            var gradient = new float[Start.Length];
            objective.Set(batch);
            objective.SetParts(LossGraph.Prefix, parameters, _point);
            objective.SetOutputParts(LossGraph.GradientPrefix, parameters, gradient);
            objective.Outputs[graphs._objective.LossOutput] = _objective;
            objective.Bind();
            objective.Run(_rows);
            Objective = _objective[0];
            Gradient = Array.ConvertAll(gradient, value => (double)value);
        }

        public double[] Start { get; }

        public double Objective { get; }

        public double[] Gradient { get; }

        public double[] FisherProduct(double[] vector)
        {
            Round(vector, _tangent);
            _fisher.Bind();
            _fisher.Run(_fisherRows);
            return Array.ConvertAll(_product, value => (double)value);
        }

        public TrustRegionValue Evaluate(double[] point)
        {
            Round(point, _point);
            _value.Bind();
            _value.Run(_rows);
            return new TrustRegionValue(_objective[0], _kl[0]);
        }

        public void Dispose()
        {
            _value.Dispose();
            _fisher.Dispose();
            _activations.ForEach(buffer => ArrayPool<float>.Shared.Return(buffer));
            _activations.Clear();
        }

        private static void Round(double[] from, float[] to)
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = (float)from[i];
            }
        }
    }
}
