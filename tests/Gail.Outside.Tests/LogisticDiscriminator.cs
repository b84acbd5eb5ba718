using Gail.Environments;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;
using static Gail.Graphs.Expr;

namespace Gail.Outside.Tests;

/// <summary>
/// The paper's discriminator for continuous actions as somebody else would write it: the whole batch, one Adam step, the
/// reward -log(1 - D). The bench compares its speed with the library's.
/// </summary>
internal sealed class LogisticDiscriminator : IRewardModel
{
    private readonly EnvironmentSpec _environment;
    private readonly int _width;
    private readonly AdamOptions _adam;
    private readonly Mlp _network;
    private readonly Graph _score;
    private readonly LossGraph _loss;

    internal LogisticDiscriminator(EnvironmentSpec environment, DiscriminatorOptions options)
    {
        _environment = environment;
        _adam = options.Adam;
        _width = environment.Observation.Width + environment.Action.EncodedWidth;
        _network = new Mlp(_width, options.Hidden, 1, options.Activation);
        var parameters = _network.Parameters("parameters");
        var logit = _network.Apply(parameters, Input("inputs", _width));
        var crossEntropy = Softplus(logit) - (Input("labels", 1) * logit);
        var entropy = Softplus(logit) - (logit * Sigmoid(logit));
        var loss = SumRows(Input("weights", 1) * (crossEntropy - (entropy * options.EntropyWeight)));
        _score = new Graph(new GraphOutput("logit", logit));
        _loss = new LossGraph(loss, parameters);
    }

    public TransitionColumns Requires => TransitionColumns.Actions;

    public StateTree Init(Transitions expert, RandomKey key)
    {
        var parameters = _network.Initialize(key);
        var inputs = new float[expert.Count * _width];
        Fill(expert, inputs);
        return StateTree
            .Empty.With("parameters", parameters)
            .With("moments", NormalizationStatistics.None(_width).Update(inputs).ToTree())
            .With("optimizer", Adam.Init(parameters));
    }

    public RewardUpdate Update(
        Executor executor,
        StateTree state,
        Transitions expert,
        Transitions policy,
        IActionDensity current,
        RandomKey key
    )
    {
        var rows = policy.Count;
        using var drawn = executor.Rent<int>(rows);
        key.Fold(0).Choices(drawn, expert.Count);
        using var inputs = executor.Rent<float>(2 * rows * _width);
        using var labels = executor.Rent<float>(2 * rows);
        using var weights = executor.Rent<float>(2 * rows);
        Fill(policy, inputs.Span[..(rows * _width)]);
        Gather(expert, drawn, inputs.Span[(rows * _width)..]);
        labels.Span[..rows].Clear();
        labels.Span[rows..].Fill(1);
        weights.Span.Fill(1f / rows);
        var moments = NormalizationStatistics.FromTree(state.Child("moments")).Update(inputs.Span);
        moments.Standardizing().Apply(inputs, inputs);
        var (parameters, optimizer) = (state.Child("parameters"), state.Child("optimizer"));
        using var loop = new OptimizerLoop(executor, _adam, parameters, optimizer, _loss);
        loop.Set("inputs", inputs.Memory);
        loop.Set("labels", labels.Memory);
        loop.Set("weights", weights.Memory);
        loop.Step(2 * rows);
        var trained = loop.Publish();
        return new RewardUpdate(
            StateTree
                .Empty.With("parameters", trained.Parameters)
                .With("moments", moments.ToTree())
                .With("optimizer", trained.State),
            [new Metric("discriminator_loss", loop.Loss)],
            rows
        );
    }

    public void Rewards(Executor executor, StateTree state, Transitions transitions, Span<double> rewards)
    {
        using var inputs = executor.Rent<float>(transitions.Count * _width);
        using var logits = executor.Rent<float>(transitions.Count);
        Fill(transitions, inputs);
        NormalizationStatistics.FromTree(state.Child("moments")).Standardizing().Apply(inputs, inputs);
        using var graph = new PreparedGraph(executor, _score);
        graph.Set("parameters/", state.Child("parameters"));
        graph.Set("inputs", inputs.Memory);
        graph.SetOutput(0, logits.Memory);
        graph.Bind();
        graph.Run(transitions.Count);
        for (var row = 0; row < rewards.Length; row++)
        {
            rewards[row] = RewardForms.Reward(RewardForm.NonNegative, logits.Span[row]);
        }
    }

    private void Fill(Transitions pairs, Span<float> inputs)
    {
        for (var row = 0; row < pairs.Count; row++)
        {
            Write(pairs, row, inputs.Slice(row * _width, _width));
        }
    }

    private void Gather(Transitions pairs, ReadOnlySpan<int> rows, Span<float> inputs)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            Write(pairs, rows[i], inputs.Slice(i * _width, _width));
        }
    }

    private void Write(Transitions pairs, int row, Span<float> input)
    {
        pairs.Observations.Row(row).CopyTo(input);
        _environment.Action.Encode(pairs.Actions!.Row(row), input[_environment.Observation.Width..]);
    }
}
