using System.Collections.Immutable;
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
    private readonly Graph _loss;
    private readonly ImmutableArray<string> _paths;

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
        _paths = [.. parameters.Select(parameter => parameter.Name["parameters/".Length..])];
        var logit = Logit(parameters, Input("inputs", _mlp.InputWidth), "choices");
        var loss = Loss(logit, Input("labels", 1), Input("weights", 1));
        if (options.GradientPenalty > 0)
        {
            var mixed = Input("mixed_inputs", _mlp.InputWidth);
            loss += Penalty(Logit(parameters, mixed, "mixed_choices"), mixed) * options.GradientPenalty;
        }
        _score = new Graph(new GraphOutput("logit", logit));
        _loss = new Graph([
            new GraphOutput("loss", loss),
            new GraphOutput("logit", logit),
            .. Differentiate.Gradient(loss, parameters).Select((node, i) => new GraphOutput(_paths[i], node)),
        ]);
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
        var drawn = expert.Gather(key.Fold(0).Choices(policy.Count, expert.Count));
        var moments = Moments(state).Update(Rows.Stack([Inputs(policy), Inputs(drawn)]));
        var (parameters, optimizer) = (state.Child("parameters"), state.Child("optimizer"));
        var loss = 0.0;
        var accuracy = default(Accuracy);
        for (var step = 0; step < _options.Steps; step++)
        {
            var batch =
                _options.BatchSize == 0 ? new Pair(policy, drawn) : Draw(policy, expert, key.Fold(1).Fold(step));
            var feed = Labelled(moments, batch.Policy, batch.Expert).With("parameters", parameters);
            feed = _options.GradientPenalty > 0 ? Mixed(feed, batch.Policy.Count, key.Fold(2).Fold(step)) : feed;
            var result = executor.Run(_loss, feed);
            var gradient = StateTree.FromLeaves(_paths.Select(path => new StateLeaf(path, result[path])));
            var update = Adam.Update(_options.Adam, optimizer, parameters, gradient);
            (parameters, optimizer) = (update.Parameters, update.State);
            loss = result.Scalar("loss");
            accuracy = Accuracy.Of(result["logit"].Span, batch.Policy.Count);
        }
        return new AdversaryUpdate(
            StateTree
                .Empty.With("parameters", parameters)
                .With("moments", moments.ToTree())
                .With("optimizer", optimizer),
            [
                new Metric("discriminator_loss", loss),
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
        var feed = Feed(Moments(state), pairs).With("parameters", state.Child("parameters"));
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

    /// <summary>Pairs between a policy row and an expert row, at a uniformly random share of each.</summary>
    private static Feed<float> Mixed(Feed<float> feed, int policyRows, RandomKey key)
    {
        foreach (var name in feed.Find("choices") is null ? ["inputs"] : new[] { "inputs", "choices" })
        {
            var both = feed.Find(name)!;
            var mixed = new float[both.Length];
            for (var row = 0; row < both.Rows; row++)
            {
                var share = (float)key.Uniform((ulong)row);
                var policy = both.Row(row % policyRows);
                var expert = both.Row(policyRows + (row % policyRows));
                for (var column = 0; column < both.Columns; column++)
                {
                    mixed[(row * both.Columns) + column] = (share * expert[column]) + ((1 - share) * policy[column]);
                }
            }
            feed = feed.With($"mixed_{name}", NdArray<float>.Own(both.Shape, mixed));
        }
        return feed;
    }

    private Pair Draw(Transitions policy, Transitions expert, RandomKey key) =>
        new(
            policy.Gather(key.Fold(0).Choices(_options.BatchSize, policy.Count)),
            expert.Gather(key.Fold(1).Choices(_options.BatchSize, expert.Count))
        );

    private NdArray<float> Inputs(Transitions pairs) =>
        _actionsSelect
            ? pairs.Observations
            : Rows.Beside(pairs.Observations, Transitions.Encode(_environment.Action, pairs.Actions));

    private Feed<float> Feed(RunningMoments moments, Transitions pairs)
    {
        var feed = Graphs.Feed<float>.Empty.With("inputs", moments.Standardize(Inputs(pairs)));
        return _actionsSelect ? feed.With("choices", Transitions.Encode(_environment.Action, pairs.Actions)) : feed;
    }

    /// <summary>Policy rows first, expert rows after; each class weighs 1 in total.</summary>
    private Feed<float> Labelled(RunningMoments moments, Transitions policy, Transitions expert)
    {
        var both = new Transitions(
            Rows.Stack([policy.Observations, expert.Observations]),
            Rows.Stack([policy.Actions, expert.Actions])
        );
        var labels = new float[both.Count];
        Array.Fill(labels, 1f, policy.Count, expert.Count);
        var weights = new float[both.Count];
        Array.Fill(weights, 1f / policy.Count, 0, policy.Count);
        Array.Fill(weights, 1f / expert.Count, policy.Count, expert.Count);
        var column = new Shape(both.Count, 1);
        return Feed(moments, both)
            .With("labels", NdArray<float>.Own(column, labels))
            .With("weights", NdArray<float>.Own(column, weights));
    }

    private static RunningMoments Moments(StateTree state) => RunningMoments.FromTree(state.Child("moments"));

    private sealed record Pair(Transitions Policy, Transitions Expert);

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
