using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Gail.Environments;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Rollouts;
using Gail.Training;
using static Gail.Graphs.Expr;

namespace Gail.Adversaries;

/// <summary>
/// The discriminator of GAIL (Ho and Ermon 2016, algorithm 1, eq. 17): a network D(s, a) trained by logistic
/// regression to be 1 on the expert and 0 on the policy. Its state is a tree with parameters/, moments/, optimizer/.
/// </summary>
/// <remarks>
/// For discrete actions the network sees the observation and has one logit per action; otherwise it sees
/// observation and action side by side. Either way the inputs are standardised by running moments shared by both
/// classes: two scalings would give the classes away.
/// </remarks>
public sealed class Classifier : IAdversary
{
    private readonly EnvironmentSpec _environment;
    private readonly ClassifierOptions _options;
    private readonly RewardForm _reward;
    private readonly bool _actionsSelect;
    private readonly Mlp _mlp;
    private readonly Graph _score;
    private readonly ConditionalWeakTable<Transitions, EncodedPairs> _experts = [];
    private readonly LossGraph _loss;
    private readonly LossGraph? _penalty;

    /// <summary>A classifier for an environment's spaces.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="options">Layers, optimiser and reward form.</param>
    public Classifier(EnvironmentSpec environment, ClassifierOptions options)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.BatchSize);
        _environment = environment;
        _options = options;
        _reward = RewardForms.Resolve(options.Reward, environment);
        _actionsSelect = environment.Action is DiscreteSpace;
        var (inputs, outputs) = (environment.Observation.Width, environment.Action.EncodedWidth);
        _mlp = _actionsSelect
            ? new Mlp(inputs, options.Hidden, outputs, options.Activation)
            : new Mlp(inputs + outputs, options.Hidden, 1, options.Activation);
        var parameters = _mlp.Parameters("parameters");
        var logit = Logit(parameters, Input("inputs", _mlp.InputWidth), "choices");
        var loss = Loss(logit, Input("labels", 1), Input("weights", 1));
        _score = new Graph(new GraphOutput("logit", logit));
        _loss = new LossGraph(loss, parameters, new GraphOutput("logit", logit));
        if (options.GradientPenalty > 0)
        {
            var mixed = Input("mixed_inputs", _mlp.InputWidth);
            var penalty = Penalty(Logit(parameters, mixed, "mixed_choices"), mixed);
            _penalty = new LossGraph(penalty * options.GradientPenalty, parameters);
        }
    }

    /// <inheritdoc/>
    public StateTree Init(Transitions expert, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(expert);
        var parameters = _mlp.Initialize(key);
        return StateTree
            .Empty.With("parameters", parameters)
            .With("moments", RunningMoments.None(_mlp.InputWidth).Update(Inputs(expert)).ToTree())
            .With("optimizer", Adam.Init(parameters));
    }

    /// <inheritdoc/>
    public AdversaryUpdate Update(
        Executor executor,
        StateTree state,
        Transitions expert,
        Transitions policy,
        RandomKey key
    )
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(policy);
        // As many expert pairs as policy pairs, so that the shared moments weigh both classes alike.
        var drawn = key.Fold(0).Choices(policy.Count, expert.Count);
        var policyPairs = Encode(policy);
        // The demonstrations are the same in every iteration.
        var expertPairs = _experts.GetValue(expert, Encode);
        var moments = Moments(state).Update(Rows.Stack([policyPairs.Inputs, expertPairs.Inputs.Gather(drawn)]));
        using var descent = new Descent(
            executor,
            _options.Adam,
            state.Child("parameters"),
            state.Child("optimizer"),
            _penalty is null ? [_loss] : [_loss, _penalty]
        );
        var size = _options.BatchSize;
        var (policyRows, expertRows) = size == 0 ? (policy.Count, drawn.Length) : (size, size);
        var batch = new ClassifierBatch(
            descent,
            moments.Standardizing(),
            policyPairs,
            expertPairs,
            policyRows,
            expertRows
        );
        var logits = new float[batch.Rows];
        descent.SetOutput(_loss.LossOutput + 1, logits);
        for (var step = 0; step < _options.Steps; step++)
        {
            var drawKey = key.Fold(1).Fold(step);
            batch.Fill(
                size == 0 ? [.. Enumerable.Range(0, policy.Count)] : drawKey.Fold(0).Choices(size, policy.Count),
                size == 0 ? drawn : drawKey.Fold(1).Choices(size, expert.Count)
            );
            if (_penalty is null)
            {
                descent.Step(batch.Rows);
            }
            else
            {
                batch.Mix(key.Fold(2).Fold(step));
                descent.Step(batch.Rows, batch.MixedRows);
            }
        }
        var trained = descent.Publish();
        var accuracy = Accuracy.Of(logits, policyRows);
        return new AdversaryUpdate(
            StateTree
                .Empty.With("parameters", trained.Parameters)
                .With("moments", moments.ToTree())
                .With("optimizer", trained.State),
            [
                new Metric("discriminator_loss", descent.Loss),
                new Metric("discriminator_accuracy_expert", accuracy.Expert),
                new Metric("discriminator_accuracy_policy", accuracy.Policy),
            ]
        );
    }

    /// <inheritdoc/>
    public double[] Rewards(Executor executor, StateTree state, Transitions pairs)
    {
        var logits = LogitsExpertIsHigh(executor, state, pairs);
        return [.. logits.Values.Select(logit => RewardForms.Reward(_reward, logit))];
    }

    /// <summary>The classifier's logit of each pair: above 0 where it takes the pair for the expert's.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="state">The state.</param>
    /// <param name="pairs">The pairs.</param>
    /// <returns>[N, 1].</returns>
    public NdArray<float> LogitsExpertIsHigh(Executor executor, StateTree state, Transitions pairs)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(pairs);
        var encoded = Encode(pairs);
        var inputs = Moments(state).Standardize(encoded.Inputs);
        var feed = Feed<float>.Empty.With("inputs", inputs).With("parameters", state.Child("parameters"));
        feed = encoded.Choices is null ? feed : feed.With("choices", encoded.Choices);
        return executor.Run(_score, feed)["logit"];
    }

    /// <summary>
    /// sum(weight (softplus(l) - label l - entropy weight H(l))): logistic regression, label 1 for the expert, with
    /// the Bernoulli entropy H(l) = softplus(l) - l sigmoid(l).
    /// </summary>
    private Expr Loss(Expr logit, Expr labels, Expr weights)
    {
        var softplus = Softplus(logit);
        var crossEntropy = softplus - (labels * logit);
        var entropy = softplus - (logit * Sigmoid(logit));
        return SumRows(weights * (crossEntropy - (entropy * _options.EntropyWeight)));
    }

    private Expr Logit(ImmutableArray<Expr> parameters, Expr inputs, string choices)
    {
        var output = _mlp.Apply(parameters, inputs);
        return _actionsSelect ? SumColumns(output * Input(choices, _mlp.OutputWidth)) : output;
    }

    private static Expr Penalty(Expr logit, Expr inputs)
    {
        var slope = Differentiate.Backward(logit, Fill(1, logit.Rows, 1), [inputs])[0];
        // The root's derivative is infinite at 0.
        var norm = Sqrt(SumColumns(Square(slope)) + 1e-12);
        return MeanRows(Square(norm - 1));
    }

    private NdArray<float> Inputs(Transitions pairs) =>
        _actionsSelect
            ? pairs.Observations
            : Rows.Beside(pairs.Observations, Transitions.Encode(_environment.Action, pairs.Actions));

    private EncodedPairs Encode(Transitions pairs) =>
        new(Inputs(pairs), _actionsSelect ? Transitions.Encode(_environment.Action, pairs.Actions) : null);

    private static RunningMoments Moments(StateTree state) => RunningMoments.FromTree(state.Child("moments"));

    private readonly record struct Accuracy(double Expert, double Policy)
    {
        internal static Accuracy Of(ReadOnlySpan<float> logits, int policyRows)
        {
            var (expert, policy) = (0, 0);
            for (var i = 0; i < logits.Length; i++)
            {
                policy += i < policyRows && logits[i] <= 0 ? 1 : 0;
                expert += i >= policyRows && logits[i] > 0 ? 1 : 0;
            }
            return new Accuracy((double)expert / (logits.Length - policyRows), (double)policy / policyRows);
        }
    }
}
