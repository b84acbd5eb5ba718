using System.Collections.Immutable;
using Gail.Distributions;
using Gail.Environments;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>
/// The architecture of a stochastic policy: standardised observations through a perceptron to the parameters of an
/// action distribution. Its state is a tree with network/, log_std (continuous parts) and moments/.
/// </summary>
public sealed class PolicyNetwork
{
    private readonly Graph _act;
    private readonly Graph _logProbability;
    private readonly ObjectPool<PolicyEvaluator> _evaluators = new();

    /// <summary>An architecture for the given spaces.</summary>
    /// <param name="observationWidth">The columns of an observation.</param>
    /// <param name="action">The action space.</param>
    /// <param name="options">Layers and normalisation.</param>
    /// <param name="network">Makes the network; null for a perceptron of the options' layers.</param>
    /// <param name="family">The distribution of actions; null for the space's usual one.</param>
    /// <exception cref="ArgumentException">The family is of other actions.</exception>
    public PolicyNetwork(
        int observationWidth,
        ActionSpace action,
        PolicyOptions options,
        NetworkFactory? network = null,
        ActionDistribution? family = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ObservationWidth = observationWidth;
        Action = action;
        Options = options;
        Family = family ?? ActionDistribution.For(action);
        if (Family.ActionWidth != action.Width || Family.EncodedWidth != action.EncodedWidth)
        {
            throw new ArgumentException(
                $"The distribution has actions of {Family.ActionWidth} numbers ({Family.EncodedWidth} encoded), but "
                    + $"{action} has {action.Width} ({action.EncodedWidth} encoded).",
                nameof(family)
            );
        }
        IsDescribed = family is null && network is null;
        Network = network is null
            ? new Mlp(observationWidth, options.Hidden, Family.NetworkWidth, options.Activation)
            : network(observationWidth, Family.NetworkWidth);
        Observations = Expr.Input("observations", observationWidth);
        var parameters = Network.Parameters("parameters/network");
        // The last parameter is the log standard deviation; families without one get a node they do not look at.
        var free = Family.FreeWidth > 0 ? Expr.Parameter("parameters/log_std", 1, Family.FreeWidth) : parameters[^1];
        Parameters = Family.FreeWidth > 0 ? parameters.Add(free) : parameters;
        Distribution = Family.Parameters(Network.Apply(parameters, Observations), free);
        _act = new Graph(new GraphOutput("distribution", Distribution));
        var actions = Expr.Input("actions", Family.EncodedWidth);
        _logProbability = new Graph(new GraphOutput("log_probability", Family.LogProbability(Distribution, actions)));
    }

    /// <summary>The columns of an observation.</summary>
    public int ObservationWidth { get; }

    /// <summary>The action space.</summary>
    public ActionSpace Action { get; }

    /// <summary>Layers and normalisation.</summary>
    public PolicyOptions Options { get; }

    /// <summary>The network, from standardised observations to the inputs of the distribution's parameters.</summary>
    public INetwork Network { get; }

    /// <summary>Whether spaces and options say all of the architecture: a perceptron, and the space's usual distribution.</summary>
    public bool IsDescribed { get; }

    /// <summary>The distribution family.</summary>
    public ActionDistribution Family { get; }

    /// <summary>Graph input: standardised observations [batch, ObservationWidth], fed as "observations".</summary>
    public Expr Observations { get; }

    /// <summary>Graph inputs: the trainable arrays, fed with the prefix "parameters".</summary>
    public ImmutableArray<Expr> Parameters { get; }

    /// <summary>Graph node: the distribution's parameters.</summary>
    public Expr Distribution { get; }

    /// <summary>The initial state.</summary>
    /// <param name="moments">Observation moments to begin with.</param>
    /// <param name="demonstrated">Actions [N, action width] for <see cref="ActionSpread.Demonstrations"/>.</param>
    public StateTree Init(RandomKey key, NormalizationStatistics moments, NdArray<float>? demonstrated = null)
    {
        ArgumentNullException.ThrowIfNull(moments);
        var trainable = StateTree.Empty.With("network", Network.Initialize(key));
        if (Family.FreeWidth > 0)
        {
            var logStd = new float[Family.FreeWidth];
            Array.Fill(logStd, (float)Options.InitialLogStandardDeviation);
            if (Options.InitialSpread == ActionSpread.Demonstrations && demonstrated is { Rows: > 0 })
            {
                DemonstratedSpread.LogStandardDeviations(Action, demonstrated).CopyTo(logStd, 0);
            }
            trainable = trainable.With("log_std", NdArray.Matrix<float>(1, logStd.Length, logStd));
        }
        var start =
            Options.Normalization == Normalization.None ? NormalizationStatistics.None(ObservationWidth) : moments;
        return StateTree.Empty.With("parameters", trainable).With("moments", start.ToTree());
    }

    /// <summary>The state with its moments updated by a batch, where the options ask for it.</summary>
    /// <param name="observations">Raw observations [N, ObservationWidth].</param>
    public StateTree UpdateStatistics(StateTree state, NdArray<float> observations)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Options.Normalization == Normalization.Running
            ? state.With("moments", Statistics(state).Update(observations).ToTree())
            : state;
    }

    /// <summary>Raw observations as the network wants them.</summary>
    /// <param name="observations">Raw observations [N, ObservationWidth].</param>
    public NdArray<float> Standardize(StateTree state, NdArray<float> observations) =>
        Statistics(state).Standardize(observations, Options.InputClip);

    /// <summary>The same on memory that is lent.</summary>
    public PooledBuffer<float> RentStandardized(Executor executor, StateTree state, NdArray<float> observations)
    {
        var standardized = executor.Rent<float>(observations.Length);
        Statistics(state).Standardize(observations, Options.InputClip, standardized);
        return standardized;
    }

    /// <summary>The distribution's parameters for raw observations.</summary>
    /// <param name="observations">Raw observations [N, ObservationWidth].</param>
    public NdArray<float> DistributionParameters(Executor executor, StateTree state, NdArray<float> observations)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(observations);
        if (observations.Shape.Rank != 2 || observations.Columns != ObservationWidth)
        {
            throw new ArgumentException(
                $"Expected observations [N, {ObservationWidth}] but got {observations.Shape}.",
                nameof(observations)
            );
        }
        var distribution = new float[observations.Rows * Family.ParameterWidth];
        Evaluate(executor, state, observations.Span, distribution);
        return NdArray<float>.Own(new Shape(observations.Rows, Family.ParameterWidth), distribution);
    }

    /// <summary><see cref="DistributionParameters"/> into the caller's memory.</summary>
    public void Evaluate(
        Executor executor,
        StateTree state,
        ReadOnlySpan<float> observations,
        Memory<float> distribution
    )
    {
        var evaluator = RentEvaluator(executor, state);
        evaluator.Evaluate(observations, distribution.Length / Family.ParameterWidth, distribution);
        _evaluators.Keep(evaluator);
    }

    /// <summary>log p(a|s) of actions, in nats; the density's for continuous actions.</summary>
    /// <param name="observations">Raw observations [N, ObservationWidth].</param>
    /// <param name="actions">[N, action width].</param>
    /// <param name="logProbabilities">Receives one for each row [N].</param>
    public void LogProbabilities(
        Executor executor,
        StateTree state,
        NdArray<float> observations,
        NdArray<float> actions,
        Memory<float> logProbabilities
    )
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(actions);
        using var standardized = RentStandardized(executor, state, observations);
        using var encoded = executor.Rent<float>(observations.Rows * Family.EncodedWidth);
        Action.EncodeRows(actions, encoded);
        using var graph = new PreparedGraph(executor, _logProbability);
        graph.Set("parameters/", state.Child("parameters"));
        graph.SetBatch("observations", standardized.Memory, observations.Rows);
        graph.SetBatch("actions", encoded.Memory, observations.Rows);
        graph.SetOutput(0, logProbabilities);
        graph.Bind();
        graph.Run(observations.Rows);
    }

    /// <summary>One that holds the state's weights already, or else takes them over.</summary>
    private PolicyEvaluator RentEvaluator(Executor executor, StateTree state)
    {
        var evaluator = _evaluators.Take();
        if (evaluator is null || evaluator.Executor != executor)
        {
            evaluator?.Dispose();
            evaluator = new PolicyEvaluator(executor, _act);
        }
        if (!ReferenceEquals(evaluator.State, state))
        {
            evaluator.Bind(state, Statistics(state).Standardizing(Options.InputClip));
        }
        return evaluator;
    }

    private static NormalizationStatistics Statistics(StateTree state) =>
        NormalizationStatistics.FromTree(state.Child("moments"));
}
