using System.Collections.Immutable;
using Gail.Environments;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rollouts;
using static Gail.Graphs.Expr;

namespace Gail.Rewards;

/// <summary>
/// The discriminator of GAIL (Ho and Ermon 2016, algorithm 1, eq. 17): a network D(s, a) trained by logistic
/// regression to be 1 on the expert and 0 on the policy. Its state is a tree with parameters/, moments/, optimizer/.
/// </summary>
/// <remarks>
/// For discrete actions the network sees the observation and has one logit per action; otherwise it sees
/// observation and action side by side. Either way the inputs are standardised by running moments shared by both
/// classes: two scalings would give the classes away.
/// </remarks>
public sealed class Discriminator : IRewardModel
{
    private readonly DiscriminatorOptions _options;
    private readonly RewardForm _reward;
    private readonly DiscriminatorInputs _inputs;
    private readonly INetwork _network;
    private readonly Graph _score;
    private readonly LossGraph _loss;
    private readonly LossGraph? _penalty;

    /// <summary>A discriminator for an environment's spaces.</summary>
    /// <param name="options">Layers, optimiser, loss and reward form.</param>
    /// <param name="network">Makes the network; null for a perceptron of the options' layers.</param>
    /// <param name="terms">The loss, at least one term on pairs; null for what the options say, <see cref="Terms"/>.</param>
    public Discriminator(
        EnvironmentSpec environment,
        DiscriminatorOptions options,
        NetworkFactory? network = null,
        IReadOnlyList<IDiscriminatorTerm>? terms = null
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _reward = RewardForms.Resolve(options.Reward, environment);
        _inputs = new DiscriminatorInputs(environment);
        var logits = _inputs.ActionsSelect ? _inputs.ChoiceWidth : 1;
        _network = network is null
            ? new Mlp(_inputs.InputWidth, options.Hidden, logits, options.Activation)
            : network(_inputs.InputWidth, logits);
        var parameters = _network.Parameters("parameters");
        var pairs = Nodes(parameters, "");
        terms ??= Terms(options);
        _score = new Graph(new GraphOutput("logit", pairs.LogitExpertIsHigh));
        _loss = new LossGraph(
            SumRows(Input("weights", 1) * Sum(terms, TermRows.Pairs, pairs)),
            parameters,
            new GraphOutput("logit", pairs.LogitExpertIsHigh)
        );
        if (terms.Any(term => term.Rows == TermRows.Interpolates))
        {
            var interpolates = Sum(terms, TermRows.Interpolates, Nodes(parameters, "mixed_"));
            _penalty = new LossGraph(MeanRows(interpolates), parameters);
        }
    }

    /// <inheritdoc/>
    public TransitionColumns Requires => TransitionColumns.Actions;

    /// <summary>The loss that options ask for: logistic regression, an entropy bonus, a gradient penalty.</summary>
    /// <param name="options">Their weights; a term of weight 0 is left out.</param>
    public static IReadOnlyList<IDiscriminatorTerm> Terms(DiscriminatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            new LogisticTerm(),
            .. options.EntropyWeight > 0 ? [new EntropyTerm(options.EntropyWeight)] : Array.Empty<IDiscriminatorTerm>(),
            .. options.GradientPenalty > 0
                ? [new GradientPenaltyTerm(options.GradientPenalty, options.GradientPenaltyTarget)]
                : Array.Empty<IDiscriminatorTerm>(),
        ];
    }

    /// <inheritdoc/>
    public StateTree Init(Transitions expert, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(expert);
        var parameters = _network.Initialize(key);
        int[] rows = [.. Enumerable.Range(0, expert.Count)];
        var inputs = new float[rows.Length * _inputs.InputWidth];
        _inputs.GatherInputs(expert, rows, inputs);
        return StateTree
            .Empty.With("parameters", parameters)
            .With("moments", NormalizationStatistics.None(_inputs.InputWidth).Update(inputs).ToTree())
            .With("optimizer", Adam.Init(parameters));
    }

    /// <inheritdoc/>
    public RewardUpdate Update(
        Executor executor,
        StateTree state,
        Transitions expert,
        Transitions policy,
        IActionDensity current,
        RandomKey key
    )
    {
        RewardArguments.RequireUpdate(executor, state, expert, policy);
        using var policyRows = executor.Rent<int>(policy.Count);
        Rows.Count(policyRows);
        // As many expert pairs as policy pairs, so that the shared moments weigh both classes alike.
        using var expertRows = executor.Rent<int>(policy.Count);
        key.Fold(0).Choices(expertRows, expert.Count);
        using var seen = executor.Rent<float>(2 * policy.Count * _inputs.InputWidth);
        _inputs.GatherInputs(policy, policyRows, seen);
        _inputs.GatherInputs(expert, expertRows, seen.Span[(seen.Length / 2)..]);
        var moments = Statistics(state).Update(seen.Span);
        using var descent = new OptimizerLoop(
            executor,
            _options.Adam,
            state.Child("parameters"),
            state.Child("optimizer"),
            _penalty is null ? [_loss] : [_loss, _penalty]
        );
        var size = _options.BatchSize == 0 ? policy.Count : _options.BatchSize;
        var standardize = moments.Standardizing(_options.InputClip);
        using var batch = new DiscriminatorBatch(executor, descent, _inputs, standardize, size, size);
        using var logits = executor.Rent<float>(batch.Rows);
        descent.SetOutput(_loss.LossOutput + 1, logits.Memory);
        using var drawn = executor.Rent<int>(size);
        for (var step = 0; step < _options.Steps; step++)
        {
            var drawKey = key.Fold(1).Fold(step);
            if (_options.BatchSize == 0)
            {
                batch.FillPolicy(policy, policyRows);
                batch.FillExpert(expert, expertRows);
            }
            else
            {
                drawKey.Fold(0).Choices(drawn, policy.Count);
                batch.FillPolicy(policy, drawn);
                drawKey.Fold(1).Choices(drawn, expert.Count);
                batch.FillExpert(expert, drawn);
            }
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
        var accuracy = Accuracy.Of(logits, size);
        return new RewardUpdate(
            StateTree
                .Empty.With("parameters", trained.Parameters)
                .With("moments", moments.ToTree())
                .With("optimizer", trained.State),
            [
                new Metric("discriminator_loss", descent.Loss),
                new Metric("discriminator_accuracy_expert", accuracy.Expert),
                new Metric("discriminator_accuracy_policy", accuracy.Policy),
            ],
            (long)_options.Steps * size
        );
    }

    /// <inheritdoc/>
    public void Rewards(Executor executor, StateTree state, Transitions transitions, Span<double> rewards)
    {
        RewardArguments.RequireRewards(executor, state, transitions, rewards);
        using var logits = executor.Rent<float>(transitions.Count);
        LogitsExpertIsHigh(executor, state, transitions, logits.Memory);
        for (var i = 0; i < rewards.Length; i++)
        {
            rewards[i] = RewardForms.Reward(_reward, logits.Span[i]);
        }
    }

    /// <summary>The logit of each pair: above 0 where the discriminator takes the pair for the expert's.</summary>
    /// <returns>[N, 1].</returns>
    public NdArray<float> LogitsExpertIsHigh(Executor executor, StateTree state, Transitions pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var logits = new float[pairs.Count];
        LogitsExpertIsHigh(executor, state, pairs, logits);
        return NdArray<float>.Own(new Shape(logits.Length, 1), logits);
    }

    private void LogitsExpertIsHigh(Executor executor, StateTree state, Transitions pairs, Memory<float> logits)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        using var rows = executor.Rent<int>(pairs.Count);
        using var inputs = executor.Rent<float>(pairs.Count * _inputs.InputWidth);
        using var choices = executor.Rent<float>(pairs.Count * _inputs.ChoiceWidth);
        Rows.Count(rows);
        _inputs.GatherInputs(pairs, rows, inputs);
        _inputs.GatherChoices(pairs, rows, choices);
        Statistics(state).Standardizing(_options.InputClip).Apply(inputs, inputs);
        using var graph = new PreparedGraph(executor, _score);
        graph.Set("parameters/", state.Child("parameters"));
        graph.Set("inputs", inputs.Memory);
        graph.Set("choices", choices.Memory);
        graph.SetOutput(0, logits);
        graph.Bind();
        graph.Run(pairs.Count);
    }

    /// <summary>The discriminator on rows of inputs, and of choices where actions choose a logit.</summary>
    private DiscriminatorRows Nodes(ImmutableArray<Expr> parameters, string prefix)
    {
        var inputs = Input($"{prefix}inputs", _network.InputWidth);
        var output = _network.Apply(parameters, inputs);
        var logit = _inputs.ActionsSelect
            ? SumColumns(output * Input($"{prefix}choices", _network.OutputWidth))
            : output;
        return new DiscriminatorRows(logit, inputs, Input($"{prefix}labels", 1));
    }

    private static Expr Sum(IReadOnlyList<IDiscriminatorTerm> terms, TermRows rows, DiscriminatorRows graph) =>
        terms.Where(term => term.Rows == rows).Select(term => term.PerRow(graph)).Aggregate((sum, term) => sum + term);

    private static NormalizationStatistics Statistics(StateTree state) =>
        NormalizationStatistics.FromTree(state.Child("moments"));

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
