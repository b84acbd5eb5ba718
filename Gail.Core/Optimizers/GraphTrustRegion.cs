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
public sealed class GraphTrustRegion
{
    private readonly LossGraph _objective;
    private readonly Graph _value;
    private readonly Graph _output;
    private readonly PartialEvaluation _fisher;
    private readonly ImmutableArray<string> _paths;

    /// <summary>The graphs for a network.</summary>
    /// <param name="parameters">The trainable inputs, named parameters/...</param>
    /// <param name="objective">To be increased [1, 1].</param>
    /// <param name="kl">The divergence from the old output [1, 1].</param>
    /// <param name="output">The node that the metric acts on: the distribution's parameters or the predicted values.</param>
    /// <param name="metricProduct">A tangent of the output to M times it, of the output's shape.</param>
    public GraphTrustRegion(
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
    /// <param name="parameters">A tree of the parameters' paths.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="fisherRows">The rows that Fisher products are taken on; a row may come more than once.</param>
    /// <param name="batch">All inputs of objective and divergence but the parameters, each with the rows
    /// stated.</param>
    public Problem At(
        Executor executor,
        StateTree parameters,
        int rows,
        ReadOnlySpan<int> fisherRows,
        params ReadOnlySpan<BatchInput> batch
    ) => new(this, executor, parameters, rows, fisherRows, batch);

    /// <summary>Rows for an input of the batch.</summary>
    /// <param name="Name">The input's name.</param>
    /// <param name="Rows">Row after row.</param>
    public readonly record struct BatchInput(string Name, ReadOnlyMemory<float> Rows);

    /// <summary>The problem at one point; disposing of it gives its memory to the next.</summary>
    public sealed class Problem : ITrustRegionProblem, IDisposable
    {
        private readonly Executor _executor;
        private readonly StateTree _parameters;
        private readonly PreparedGraph _value;
        private readonly PreparedGraph _fisher;
        private readonly int _rows;
        private readonly int _fisherRows;
        private readonly PooledBuffer<double> _start;
        private readonly PooledBuffer<double> _gradient;
        private readonly PooledBuffer<float> _point;
        private readonly PooledBuffer<float> _tangent;
        private readonly PooledBuffer<float> _product;
        private readonly PooledBuffer<float> _results;
        private readonly List<PooledBuffer<float>> _shared = [];

        internal Problem(
            GraphTrustRegion graphs,
            Executor executor,
            StateTree parameters,
            int rows,
            ReadOnlySpan<int> fisherRows,
            ReadOnlySpan<BatchInput> batch
        )
        {
            _executor = executor;
            _parameters = parameters;
            _rows = rows;
            _fisherRows = fisherRows.Length;
            var length = parameters.ElementCount;
            _start = executor.Rent<double>(length);
            _gradient = executor.Rent<double>(length);
            _point = executor.Rent<float>(length);
            _tangent = executor.Rent<float>(length);
            _product = executor.Rent<float>(length);
            _results = executor.Rent<float>(2);
            ParameterVector.Flatten(parameters, _point);
            ParameterVector.Widen(_point, _start);

            _value = new PreparedGraph(executor, graphs._value);
            SetBatch(_value, batch);
            _value.SetParts(LossGraph.Prefix, parameters, _point.Memory);
            _value.SetOutput(0, _results.Memory[..1]);
            _value.SetOutput(1, _results.Memory[1..]);

            _fisher = new PreparedGraph(executor, graphs._fisher.Varying);
            PrepareFisher(graphs._fisher.Constant, fisherRows, batch);

            using var objective = new PreparedGraph(executor, graphs._objective.Graph);
            SetBatch(objective, batch);
            objective.Set(LossGraph.Prefix, parameters);
            objective.SetOutputParts(LossGraph.GradientPrefix, parameters, _product.Memory);
            objective.SetOutput(graphs._objective.LossOutput, _results.Memory[..1]);
            objective.Bind();
            objective.Run(_rows);
            Objective = _results.Span[0];
            ParameterVector.Widen(_product, _gradient);
        }

        /// <inheritdoc/>
        public ReadOnlySpan<double> Start => _start;

        /// <inheritdoc/>
        public double Objective { get; }

        /// <inheritdoc/>
        public ReadOnlySpan<double> Gradient => _gradient;

        /// <summary>Takes a step; where none is accepted the parameters stay.</summary>
        public TrustRegionResult Step(TrustRegionOptions options)
        {
            using var point = _executor.Rent<double>(_start.Length);
            var step = TrustRegion.Step(_executor, options, this, point);
            return new TrustRegionResult(
                step,
                step.Accepted ? ParameterVector.Unflatten(point.Span, _parameters) : _parameters
            );
        }

        /// <inheritdoc/>
        public void FisherProduct(ReadOnlySpan<double> vector, Span<double> product)
        {
            ParameterVector.Round(vector, _tangent);
            _fisher.Bind();
            _fisher.Run(_fisherRows);
            ParameterVector.Widen(_product, product);
        }

        /// <inheritdoc/>
        public TrustRegionValue Evaluate(ReadOnlySpan<double> point)
        {
            ParameterVector.Round(point, _point);
            _value.Bind();
            _value.Run(_rows);
            return new TrustRegionValue(_results.Span[0], _results.Span[1]);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _value.Dispose();
            _fisher.Dispose();
            _shared.ForEach(rented => rented.Dispose());
            _results.Dispose();
            _product.Dispose();
            _tangent.Dispose();
            _point.Dispose();
            _gradient.Dispose();
            _start.Dispose();
        }

        private void SetBatch(PreparedGraph graph, ReadOnlySpan<BatchInput> batch)
        {
            foreach (var input in batch)
            {
                graph.SetBatch(input.Name, input.Rows, _rows);
            }
        }

        /// <summary>Computes what Fisher products have in common, on their rows of the batch.</summary>
        private void PrepareFisher(Graph constant, ReadOnlySpan<int> rows, ReadOnlySpan<BatchInput> batch)
        {
            using var activations = new PreparedGraph(_executor, constant);
            activations.Set(LossGraph.Prefix, _parameters);
            _fisher.Set(LossGraph.Prefix, _parameters);
            _fisher.SetParts("tangent/", _parameters, _tangent.Memory);
            _fisher.SetOutputParts("", _parameters, _product.Memory);
            foreach (var (name, all) in batch)
            {
                if (activations.Input(name) >= 0 || _fisher.Input(name) >= 0)
                {
                    var columns = all.Length / _rows;
                    var gathered = Rent(rows.Length * columns);
                    Rows.Gather(all.Span, columns, rows, gathered.Span, columns);
                    activations.Set(name, gathered.Memory);
                    _fisher.Set(name, gathered.Memory);
                }
            }
            for (var i = 0; i < constant.Outputs.Length; i++)
            {
                var output = constant.Outputs[i];
                var values = Rent(output.Node.Rows.Resolve(rows.Length) * output.Node.Columns);
                activations.SetOutput(i, values.Memory);
                _fisher.Set(output.Name, values.Memory);
            }
            activations.Bind();
            activations.Run(rows.Length);
        }

        private PooledBuffer<float> Rent(int length)
        {
            var rented = _executor.Rent<float>(length);
            _shared.Add(rented);
            return rented;
        }
    }
}

/// <summary>A trust-region step with the parameters that it leads to.</summary>
/// <param name="Step">The outcome of the step.</param>
/// <param name="Parameters">The new parameters; the old ones where no step was accepted.</param>
public readonly record struct TrustRegionResult(TrustRegionStep Step, StateTree Parameters);
