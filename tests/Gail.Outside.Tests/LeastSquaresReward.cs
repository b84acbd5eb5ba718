using Gail.Environments;
using Gail.Execution;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rewards;
using Gail.Rollouts;

namespace Gail.Outside.Tests;

/// <summary>
/// A discriminator by least squares, 1 on the expert and -1 on the policy, whose output is the reward; it compares what
/// follows from what was done, (s, s'), not the actions.
/// </summary>
internal sealed class LeastSquaresReward : IRewardModel
{
    private const int Steps = 3;
    private static readonly AdamOptions Adam = new() { LearningRate = 3e-3 };
    private readonly int _width;
    private readonly INetwork _network;
    private readonly Graph _score;
    private readonly LossGraph _loss;

    internal LeastSquaresReward(EnvironmentSpec environment, NetworkFactory network)
    {
        _width = environment.Observation.Width;
        _network = network(2 * _width, 1);
        var parameters = _network.Parameters("parameters");
        var score = _network.Apply(parameters, Expr.Input("inputs", 2 * _width));
        _score = new Graph(new GraphOutput("score", score));
        _loss = new LossGraph(Expr.MeanRows(Expr.Square(score - Expr.Input("labels", 1))), parameters);
    }

    public TransitionColumns Requires => TransitionColumns.NextObservations;

    public StateTree Init(Transitions expert, RandomKey key)
    {
        var parameters = _network.Initialize(key);
        return StateTree
            .Empty.With("parameters", parameters)
            .With("optimizer", Optimizers.Adam.Init(parameters))
            .With("statistics", NormalizationStatistics.None(_width).Update(expert.Observations).ToTree());
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
        var drawn = expert.Sample(rows, key);
        using var inputs = executor.Rent<float>(4 * rows * _width);
        using var labels = executor.Rent<float>(2 * rows);
        Fill(state, policy, inputs.Span[..(2 * rows * _width)]);
        Fill(state, drawn, inputs.Span[(2 * rows * _width)..]);
        labels.Span[..rows].Fill(-1);
        labels.Span[rows..].Fill(1);
        var (parameters, optimizer) = (state.Child("parameters"), state.Child("optimizer"));
        using var loop = new OptimizerLoop(executor, Adam, parameters, optimizer, _loss);
        loop.Set("inputs", inputs.Memory);
        loop.Set("labels", labels.Memory);
        for (var step = 0; step < Steps; step++)
        {
            loop.Step(2 * rows);
        }
        var trained = loop.Publish();
        return new RewardUpdate(
            state.With("parameters", trained.Parameters).With("optimizer", trained.State),
            [new Metric("least_squares", loop.Loss)],
            Steps * rows
        );
    }

    public void Rewards(Executor executor, StateTree state, Transitions transitions, Span<double> rewards)
    {
        using var inputs = executor.Rent<float>(2 * transitions.Count * _width);
        using var scores = executor.Rent<float>(transitions.Count);
        Fill(state, transitions, inputs);
        using var graph = new PreparedGraph(executor, _score);
        graph.Set("parameters/", state.Child("parameters"));
        graph.Set("inputs", inputs.Memory);
        graph.SetOutput(0, scores.Memory);
        graph.Bind();
        graph.Run(transitions.Count);
        for (var row = 0; row < rewards.Length; row++)
        {
            // From 0 to 2: where falling ends an episode, staying must be worth something.
            rewards[row] = 1 + Math.Clamp(scores.Span[row], -1, 1);
        }
    }

    private void Fill(StateTree state, Transitions transitions, Span<float> inputs)
    {
        var map = NormalizationStatistics.FromTree(state.Child("statistics")).Standardizing();
        for (var row = 0; row < transitions.Count; row++)
        {
            var input = inputs.Slice(2 * row * _width, 2 * _width);
            map.Apply(transitions.Observations.Row(row), input[.._width]);
            map.Apply(transitions.NextObservations!.Row(row), input[_width..]);
        }
    }
}
