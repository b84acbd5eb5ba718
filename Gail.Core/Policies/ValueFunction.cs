using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using static Gail.Graphs.Expr;

namespace Gail.Policies;

/// <summary>A value function after an update.</summary>
/// <param name="State">The new state.</param>
/// <param name="Metrics">Metrics of the update.</param>
public sealed record ValueUpdate(StateTree State, System.Collections.Immutable.ImmutableArray<Metric> Metrics);

/// <summary>
/// V(s, t): standardised observations and the time step through a perceptron to a standardised value. Its state is a
/// tree with parameters/, moments/ (observations), targets/ (moments of the targets) and optimizer/.
/// </summary>
public sealed class ValueFunction
{
    private readonly ValueOptions _options;
    private readonly int _observationWidth;
    private readonly int _stepLimit;
    private readonly INetwork _network;
    private readonly Graph _predict;
    private readonly LossGraph _loss;
    private readonly GraphTrustRegion _trustRegion;

    /// <summary>A value function for an environment.</summary>
    /// <param name="observationWidth">The columns of an observation.</param>
    /// <param name="stepLimit">The divisor of the time step.</param>
    /// <param name="options">Layers and fit.</param>
    /// <param name="network">Makes the network; null for a perceptron of the options' layers.</param>
    public ValueFunction(int observationWidth, int stepLimit, ValueOptions options, NetworkFactory? network = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _observationWidth = observationWidth;
        _stepLimit = stepLimit;
        var width = observationWidth + (options.IncludeTime ? 1 : 0);
        _network = network is null ? new Mlp(width, options.Hidden, 1, options.Activation) : network(width, 1);
        var parameters = _network.Parameters("parameters");
        var value = _network.Apply(parameters, Input("inputs", width));
        var loss = MeanRows(Square(value - Input("targets", 1)));
        _predict = new Graph(new GraphOutput("value", value));
        _loss = new LossGraph(loss, parameters);
        _trustRegion = new GraphTrustRegion(
            parameters,
            -loss,
            MeanRows(Square(value - Input("old_values", 1))),
            value,
            tangent => tangent * 2
        );
    }

    /// <summary>The normalisation of observations.</summary>
    public Normalization Normalization => _options.Normalization;

    /// <summary>The initial state.</summary>
    /// <param name="moments">Observation moments to begin with.</param>
    public StateTree Init(RandomKey key, NormalizationStatistics moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        var start =
            _options.Normalization == Normalization.None ? NormalizationStatistics.None(_observationWidth) : moments;
        var parameters = _network.Initialize(key);
        var tree = StateTree
            .Empty.With("parameters", parameters)
            .With("moments", start.ToTree())
            .With("targets", NormalizationStatistics.None(1).ToTree());
        return _options.Fit == ValueFit.Adam
            ? tree.With("optimizer", Optimizers.Adam.Init(parameters))
            : UpdateCount.Init(_options.TrustRegion, tree);
    }

    /// <summary>The values of observations, in units of the reward.</summary>
    /// <param name="observations">Raw observations [N, obs].</param>
    /// <param name="steps">Each one's step number within its episode [N].</param>
    public double[] Predict(Executor executor, StateTree state, NdArray<float> observations, ReadOnlySpan<long> steps)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(observations);
        var values = new double[observations.Rows];
        Predict(executor, state, observations, steps, values);
        return values;
    }

    /// <summary>The same into the caller's memory.</summary>
    public void Predict(
        Executor executor,
        StateTree state,
        NdArray<float> observations,
        ReadOnlySpan<long> steps,
        Span<double> values
    )
    {
        using var inputs = RentInputs(executor, state, observations, steps);
        using var raw = RentRaw(executor, state, inputs);
        Targets(state).Unstandardizing().Apply(raw, raw);
        ParameterVector.Widen(raw, values);
    }

    /// <summary>Updates the moments with a batch, then fits the batch.</summary>
    /// <param name="observations">Raw observations [N, obs].</param>
    /// <param name="steps">Each one's step number within its episode [N].</param>
    /// <param name="targets">The target values [N].</param>
    public ValueUpdate Update(
        Executor executor,
        StateTree state,
        NdArray<float> observations,
        ReadOnlySpan<long> steps,
        ReadOnlySpan<double> targets,
        RandomKey key
    )
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(observations);
        RequireRows(targets.Length, observations, nameof(targets));
        if (_options.Normalization == Normalization.Running)
        {
            state = state.With(
                "moments",
                NormalizationStatistics.FromTree(state.Child("moments")).Update(observations).ToTree()
            );
        }
        using var standardized = executor.Rent<float>(targets.Length);
        ParameterVector.Round(targets, standardized);
        var moments = Targets(state).Update(standardized);
        moments.Standardizing().Apply(standardized, standardized);
        state = state.With("targets", moments.ToTree());
        using var inputs = RentInputs(executor, state, observations, steps);
        return _options.Fit == ValueFit.NaturalGradient
            ? NaturalGradientStep(executor, state, inputs, standardized, key)
            : AdamEpochs(executor, state, inputs, standardized, key);
    }

    private static NormalizationStatistics Targets(StateTree state) =>
        NormalizationStatistics.FromTree(state.Child("targets"));

    private ValueUpdate NaturalGradientStep(
        Executor executor,
        StateTree state,
        PooledBuffer<float> inputs,
        PooledBuffer<float> targets,
        RandomKey key
    )
    {
        var rows = targets.Length;
        using var oldValues = RentRaw(executor, state, inputs);
        using var fisherRows = FisherRows.Draw(executor, _options.TrustRegion, rows, key);
        using var problem = _trustRegion.At(
            executor,
            state.Child("parameters"),
            rows,
            fisherRows,
            new("inputs", inputs.Memory),
            new("targets", targets.Memory),
            new("old_values", oldValues.Memory)
        );
        var (step, parameters) = problem.Step(UpdateCount.Now(_options.TrustRegion, state));
        return new ValueUpdate(
            UpdateCount.Next(_options.TrustRegion, state).With("parameters", parameters),
            [new Metric("value_loss", -problem.Objective), new Metric("value_kl", step.Kl)]
        );
    }

    private ValueUpdate AdamEpochs(
        Executor executor,
        StateTree state,
        PooledBuffer<float> inputs,
        PooledBuffer<float> targets,
        RandomKey key
    )
    {
        using var descent = new OptimizerLoop(
            executor,
            _options.Adam,
            state.Child("parameters"),
            state.Child("optimizer"),
            _loss
        );
        var (size, width) = (Math.Min(_options.Minibatch, targets.Length), _network.InputWidth);
        using var inputBatch = executor.Rent<float>(size * width);
        using var targetBatch = executor.Rent<float>(size);
        using var order = executor.Rent<int>(targets.Length);
        descent.Set("inputs", inputBatch.Memory);
        descent.Set("targets", targetBatch.Memory);
        var (sum, count) = (0.0, 0);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            key.Fold(epoch).Permutation(order);
            for (var start = 0; start < order.Length; start += size)
            {
                var rows = order.Span.Slice(start, Math.Min(size, order.Length - start));
                Rows.Gather<float>(inputs, width, rows, inputBatch, width);
                Rows.Gather<float>(targets, 1, rows, targetBatch, 1);
                descent.Step(rows.Length);
                sum += descent.Loss;
                count++;
            }
        }
        var fitted = descent.Publish();
        return new ValueUpdate(
            state.With("parameters", fitted.Parameters).With("optimizer", fitted.State),
            [new Metric("value_loss", sum / count), new Metric("value_kl", double.NaN)]
        );
    }

    /// <summary>The network's outputs, in standardised units.</summary>
    private PooledBuffer<float> RentRaw(Executor executor, StateTree state, PooledBuffer<float> inputs)
    {
        var rows = inputs.Length / _network.InputWidth;
        var values = executor.Rent<float>(rows);
        using var graph = new PreparedGraph(executor, _predict);
        graph.Set("parameters/", state.Child("parameters"));
        graph.Set("inputs", inputs.Memory);
        graph.SetOutput(0, values.Memory);
        graph.Bind();
        graph.Run(rows);
        return values;
    }

    /// <summary>Standardised observations and, where the options ask for it, the time.</summary>
    private PooledBuffer<float> RentInputs(
        Executor executor,
        StateTree state,
        NdArray<float> observations,
        ReadOnlySpan<long> steps
    )
    {
        var moments = NormalizationStatistics.FromTree(state.Child("moments"));
        var width = _network.InputWidth;
        var inputs = executor.Rent<float>(observations.Rows * width);
        if (!_options.IncludeTime)
        {
            moments.Standardize(observations, _options.InputClip, inputs);
            return inputs;
        }
        RequireRows(steps.Length, observations, nameof(steps));
        moments.RequireWidth(observations);
        var map = moments.Standardizing(_options.InputClip);
        for (var row = 0; row < steps.Length; row++)
        {
            var input = inputs.Span.Slice(row * width, width);
            map.Apply(observations.Row(row), input[..^1]);
            input[^1] = (float)((double)steps[row] / _stepLimit);
        }
        return inputs;
    }

    private static void RequireRows(int count, NdArray<float> observations, string argument)
    {
        if (count != observations.Rows)
        {
            throw new ArgumentException($"Expected one for each row of {observations} but got {count}.", argument);
        }
    }
}
