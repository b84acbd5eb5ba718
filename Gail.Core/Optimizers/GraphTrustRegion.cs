using System.Collections.Immutable;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;

namespace Gail.Optimizers;

/// <summary>
/// The graphs of a trust-region step for a network: an objective, a divergence from the old output, and the Fisher
/// product J' M J v / N by one tangent and one gradient pass.
/// </summary>
internal sealed class GraphTrustRegion
{
    private const string Prefix = "parameters/";

    private readonly Graph _gradient;
    private readonly Graph _value;
    private readonly Graph _fisher;
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
        _paths = [.. parameters.Select(parameter => parameter.Name[Prefix.Length..])];
        _value = new Graph(new GraphOutput("objective", objective), new GraphOutput("kl", kl));
        _gradient = new Graph([
            new GraphOutput("objective", objective),
            .. Named(Differentiate.Gradient(objective, parameters)),
        ]);
        var tangents = parameters.Select(
            (parameter, i) => Expr.Parameter($"tangent/{_paths[i]}", parameter.Rows.Resolve(0), parameter.Columns)
        );
        var moved = Differentiate.Forward(output, parameters, [.. tangents]);
        var perRow = Expr.RepeatRows(Expr.RepeatColumns(Expr.InverseBatch(), output.Columns), output.Rows);
        _fisher = new Graph([.. Named(Differentiate.Backward(output, metricProduct(moved) * perRow, parameters))]);
    }

    /// <summary>The problem at given parameters.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="parameters">A tree of the parameters' paths.</param>
    /// <param name="batch">All inputs of objective and divergence but the parameters.</param>
    /// <param name="fisherBatch">The inputs of the output, for the rows that Fisher products are taken on.</param>
    internal ITrustRegionProblem At(
        Executor executor,
        StateTree parameters,
        Feed<float> batch,
        Feed<float> fisherBatch
    ) => new Problem(this, executor, parameters, batch, fisherBatch);

    private IEnumerable<GraphOutput> Named(ImmutableArray<Expr> nodes) =>
        nodes.Select((node, i) => new GraphOutput(_paths[i], node));

    private StateTree Collect(GraphResult<float> result) =>
        StateTree.FromLeaves(_paths.Select(path => new StateLeaf(path, result[path])));

    private sealed class Problem : ITrustRegionProblem
    {
        private readonly GraphTrustRegion _graphs;
        private readonly Executor _executor;
        private readonly StateTree _parameters;
        private readonly Feed<float> _batch;
        private readonly Feed<float> _fisherBatch;

        internal Problem(
            GraphTrustRegion graphs,
            Executor executor,
            StateTree parameters,
            Feed<float> batch,
            Feed<float> fisherBatch
        )
        {
            _graphs = graphs;
            _executor = executor;
            _parameters = parameters;
            _batch = batch;
            _fisherBatch = fisherBatch.With("parameters", parameters);
            Start = ParameterVector.Flatten(parameters);
            var result = executor.Run(graphs._gradient, batch.With("parameters", parameters));
            Objective = result.Scalar("objective");
            Gradient = ParameterVector.Flatten(graphs.Collect(result));
        }

        public double[] Start { get; }

        public double Objective { get; }

        public double[] Gradient { get; }

        public double[] FisherProduct(double[] vector)
        {
            var feed = _fisherBatch.With("tangent", ParameterVector.Unflatten(vector, _parameters));
            return ParameterVector.Flatten(_graphs.Collect(_executor.Run(_graphs._fisher, feed)));
        }

        public TrustRegionValue Evaluate(double[] point)
        {
            var feed = _batch.With("parameters", ParameterVector.Unflatten(point, _parameters));
            var result = _executor.Run(_graphs._value, feed);
            return new TrustRegionValue(result.Scalar("objective"), result.Scalar("kl"));
        }
    }
}
