using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Training;
using static Gail.Graphs.Expr;

namespace Gail.Policies;

/// <summary>How the value function is fitted.</summary>
public enum ValueFit
{
    /// <summary>One KL-limited natural-gradient step per iteration (the paper's).</summary>
    NaturalGradient,

    /// <summary>Adam on shuffled minibatches.</summary>
    Adam,
}

/// <summary>The value function's network and fit.</summary>
public sealed record ValueOptions
{
    /// <summary>The width of each hidden layer.</summary>
    public System.Collections.Immutable.ImmutableArray<int> Hidden { get; init; } = [100, 100];

    /// <summary>The function between layers.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>How observations are standardised.</summary>
    public Normalization Normalization { get; init; } = Normalization.Running;

    /// <summary>Whether the time step, divided by the limit, is an input.</summary>
    public bool IncludeTime { get; init; } = true;

    /// <summary>How it is fitted.</summary>
    public ValueFit Fit { get; init; } = ValueFit.NaturalGradient;

    /// <summary>The trust region of <see cref="ValueFit.NaturalGradient"/>; its KL is the mean squared change.</summary>
    public TrustRegionOptions TrustRegion { get; init; } = new();

    /// <summary>The settings of <see cref="ValueFit.Adam"/>.</summary>
    public AdamOptions Adam { get; init; } = new();

    /// <summary>The passes over the batch of <see cref="ValueFit.Adam"/>.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>The rows per step of <see cref="ValueFit.Adam"/>.</summary>
    public int Minibatch { get; init; } = 256;

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public ValueOptions With(
        IEnumerable<int>? hidden = null,
        Activation? activation = null,
        Normalization? normalization = null,
        bool? includeTime = null,
        ValueFit? fit = null,
        TrustRegionOptions? trustRegion = null,
        AdamOptions? adam = null,
        int? epochs = null,
        int? minibatch = null
    ) =>
        this with
        {
            Hidden = hidden is null ? Hidden : [.. hidden],
            Activation = activation ?? Activation,
            Normalization = normalization ?? Normalization,
            IncludeTime = includeTime ?? IncludeTime,
            Fit = fit ?? Fit,
            TrustRegion = trustRegion ?? TrustRegion,
            Adam = adam ?? Adam,
            Epochs = epochs ?? Epochs,
            Minibatch = minibatch ?? Minibatch,
        };
}

/// <summary>A value function after an update.</summary>
/// <param name="State">The new state.</param>
/// <param name="Metrics">What is worth a look.</param>
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
    private readonly Mlp _mlp;
    private readonly Graph _predict;
    private readonly LossGraph _loss;
    private readonly GraphTrustRegion _trustRegion;

    /// <summary>A value function for an environment.</summary>
    /// <param name="observationWidth">The columns of an observation.</param>
    /// <param name="stepLimit">What the time step is divided by.</param>
    /// <param name="options">Layers and fit.</param>
    public ValueFunction(int observationWidth, int stepLimit, ValueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Minibatch, 1);
        _options = options;
        _observationWidth = observationWidth;
        _stepLimit = stepLimit;
        var width = observationWidth + (options.IncludeTime ? 1 : 0);
        _mlp = new Mlp(width, options.Hidden, 1, options.Activation);
        var parameters = _mlp.Parameters("parameters");
        var value = _mlp.Apply(parameters, Input("inputs", width));
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

    /// <summary>The state to begin with.</summary>
    /// <param name="key">The source of randomness.</param>
    /// <param name="moments">Observation moments to begin with.</param>
    public StateTree Init(RandomKey key, RunningMoments moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        var start = _options.Normalization == Normalization.None ? RunningMoments.None(_observationWidth) : moments;
        var parameters = _mlp.Initialize(key);
        var tree = StateTree
            .Empty.With("parameters", parameters)
            .With("moments", start.ToTree())
            .With("targets", RunningMoments.None(1).ToTree());
        return _options.Fit == ValueFit.Adam
            ? tree.With("optimizer", Optimizers.Adam.Init(parameters))
            : UpdateCount.Init(_options.TrustRegion, tree);
    }

    /// <summary>The values of observations, in units of the reward.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="state">The state.</param>
    /// <param name="observations">Raw observations [N, obs].</param>
    /// <param name="steps">Each one's step number within its episode [N].</param>
    public double[] Predict(Executor executor, StateTree state, NdArray<float> observations, ReadOnlySpan<long> steps)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        var values = Raw(executor, state, Inputs(state, observations, steps));
        return Array.ConvertAll(Targets(state).Unstandardize(values).Span.ToArray(), value => (double)value);
    }

    /// <summary>Updates the moments with a batch, then fits the batch.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="state">The state.</param>
    /// <param name="observations">Raw observations [N, obs].</param>
    /// <param name="steps">Each one's step number within its episode [N].</param>
    /// <param name="targets">What the values should be [N].</param>
    /// <param name="key">The source of randomness.</param>
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
        if (_options.Normalization == Normalization.Running)
        {
            state = state.With(
                "moments",
                RunningMoments.FromTree(state.Child("moments")).Update(observations).ToTree()
            );
        }
        var raw = new float[targets.Length];
        for (var i = 0; i < raw.Length; i++)
        {
            raw[i] = (float)targets[i];
        }
        var column = NdArray<float>.Own(new Shape(raw.Length, 1), raw);
        var moments = Targets(state).Update(column);
        state = state.With("targets", moments.ToTree());
        var inputs = Inputs(state, observations, steps);
        var standardized = moments.Standardize(column);
        return _options.Fit == ValueFit.NaturalGradient
            ? NaturalGradientStep(executor, state, inputs, standardized, key)
            : AdamEpochs(executor, state, inputs, standardized, key);
    }

    private static RunningMoments Targets(StateTree state) => RunningMoments.FromTree(state.Child("targets"));

    private ValueUpdate NaturalGradientStep(
        Executor executor,
        StateTree state,
        NdArray<float> inputs,
        NdArray<float> targets,
        RandomKey key
    )
    {
        var parameters = state.Child("parameters");
        var feed = Feed<float>
            .Empty.With("inputs", inputs)
            .With("targets", targets)
            .With("old_values", Raw(executor, state, inputs));
        var fisherRows = FisherRows.Draw(_options.TrustRegion, inputs.Rows, key);
        var fisherFeed = Feed<float>.Empty.With("inputs", inputs.Gather(fisherRows));
        using var problem = _trustRegion.At(executor, parameters, feed, fisherFeed);
        var step = TrustRegion.Step(UpdateCount.Now(_options.TrustRegion, state), problem);
        return new ValueUpdate(
            UpdateCount
                .Next(_options.TrustRegion, state)
                .With("parameters", ParameterVector.Unflatten(step.Point, parameters)),
            [new Metric("value_loss", -problem.Objective), new Metric("value_kl", step.Kl)]
        );
    }

    private ValueUpdate AdamEpochs(
        Executor executor,
        StateTree state,
        NdArray<float> inputs,
        NdArray<float> targets,
        RandomKey key
    )
    {
        using var descent = new Descent(
            executor,
            _options.Adam,
            state.Child("parameters"),
            state.Child("optimizer"),
            _loss
        );
        var size = Math.Min(_options.Minibatch, inputs.Rows);
        var inputBatch = new float[size * inputs.Columns];
        var targetBatch = new float[size];
        descent.Set("inputs", inputBatch);
        descent.Set("targets", targetBatch);
        var (sum, count) = (0.0, 0);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            var order = key.Fold(epoch).Permutation(inputs.Rows);
            for (var start = 0; start < order.Length; start += size)
            {
                var rows = order.AsSpan(start, Math.Min(size, order.Length - start));
                Rows.Gather(inputs, rows, inputBatch);
                Rows.Gather(targets, rows, targetBatch);
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

    private NdArray<float> Raw(Executor executor, StateTree state, NdArray<float> inputs) =>
        executor.Run(_predict, Feed<float>.Empty.With("inputs", inputs).With("parameters", state.Child("parameters")))[
            "value"
        ];

    private NdArray<float> Inputs(StateTree state, NdArray<float> observations, ReadOnlySpan<long> steps)
    {
        var standardized = RunningMoments.FromTree(state.Child("moments")).Standardize(observations);
        if (!_options.IncludeTime)
        {
            return standardized;
        }
        var time = new float[steps.Length];
        for (var i = 0; i < time.Length; i++)
        {
            time[i] = (float)((double)steps[i] / _stepLimit);
        }
        return Rows.Beside(standardized, NdArray<float>.Own(new Shape(time.Length, 1), time));
    }
}
