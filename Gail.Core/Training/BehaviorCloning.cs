using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>The settings of behaviour cloning; the defaults are the paper's.</summary>
public sealed record BehaviorCloningOptions
{
    /// <summary>The optimiser.</summary>
    public AdamOptions Adam { get; init; } = new();

    /// <summary>Pairs per update, drawn with replacement.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The share of the pairs that is trained on, in (0, 1]; the loss on the others is reported.</summary>
    public double TrainFraction { get; init; } = 0.7;

    /// <summary>Adam updates per iteration.</summary>
    public int UpdatesPerIteration { get; init; } = 100;

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public BehaviorCloningOptions With(
        AdamOptions? adam = null,
        int? batchSize = null,
        double? trainFraction = null,
        int? updatesPerIteration = null
    ) =>
        this with
        {
            Adam = adam ?? Adam,
            BatchSize = batchSize ?? BatchSize,
            TrainFraction = trainFraction ?? TrainFraction,
            UpdatesPerIteration = updatesPerIteration ?? UpdatesPerIteration,
        };
}

/// <summary>Behaviour cloning: maximum likelihood of the expert's actions, no environment needed.</summary>
public sealed class BehaviorCloning : ITrainer
{
    private readonly Transitions _expert;
    private readonly NdArray<float> _encoded;
    private readonly BehaviorCloningOptions _options;
    private readonly RunningMoments _moments;
    private readonly Graph _loss;
    private readonly LossGraph _descent;

    /// <summary>A trainer for demonstrations.</summary>
    /// <param name="network">The policy's architecture.</param>
    /// <param name="expert">The demonstrations, at least two pairs.</param>
    /// <param name="options">The settings.</param>
    public BehaviorCloning(PolicyNetwork network, Transitions expert, BehaviorCloningOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(expert.Count, 2, nameof(expert));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.UpdatesPerIteration, 1);
        Network = network;
        _expert = expert;
        _options = options;
        _encoded = Transitions.Encode(network.Action, expert.Actions);
        _moments = RunningMoments.None(network.ObservationWidth).Update(expert.Observations);
        var actions = Expr.Input("actions", network.Family.EncodedWidth);
        var loss = -Expr.MeanRows(network.Family.LogProbability(network.Distribution, actions));
        _loss = new Graph(new GraphOutput("loss", loss));
        _descent = new LossGraph(loss, network.Parameters);
    }

    /// <inheritdoc/>
    public PolicyNetwork Network { get; }

    /// <inheritdoc/>
    public TrainState Init(long seed)
    {
        var key = RandomKey.FromSeed(seed);
        var policy = Network.Init(key.Fold(ulong.MaxValue), _moments);
        return new TrainState(
            Iteration: 0,
            EnvironmentSteps: 0,
            key,
            policy.With("optimizer", Adam.Init(policy.Child("parameters"))),
            StateTree.Empty,
            StateTree.Empty,
            StateTree.Empty
        );
    }

    /// <inheritdoc/>
    public TrainStep Step(Executor executor, TrainState state)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        // The split belongs to the run, not to the iteration.
        var order = state.Key.Fold(ulong.MaxValue - 1).Permutation(_expert.Count);
        var trained = Math.Clamp((int)(_options.TrainFraction * order.Length), 1, order.Length);
        var observations = Network.Standardize(state.Policy, _expert.Observations);
        var key = state.Key.Fold((ulong)state.Iteration);
        var optimizer = state.Policy.Child("optimizer");
        using var descent = new Descent(executor, _options.Adam, state.Policy.Child("parameters"), optimizer, _descent);
        var observationBatch = new float[_options.BatchSize * observations.Columns];
        var actionBatch = new float[_options.BatchSize * _encoded.Columns];
        descent.Set("observations", observationBatch);
        descent.Set("actions", actionBatch);
        var sum = 0.0;
        for (var update = 0; update < _options.UpdatesPerIteration; update++)
        {
            var rows = Array.ConvertAll(key.Fold(update).Choices(_options.BatchSize, trained), i => order[i]);
            Rows.Gather(observations, rows, observationBatch);
            Rows.Gather(_encoded, rows, actionBatch);
            descent.Step(rows.Length);
            sum += descent.Loss;
        }
        var cloned = descent.Publish();
        var heldOut =
            trained == order.Length
                ? double.NaN
                : executor.Run(_loss, Feed(cloned.Parameters, observations, order.AsSpan(trained))).Scalar("loss");
        var next = state with
        {
            Iteration = state.Iteration + 1,
            Policy = state.Policy.With("parameters", cloned.Parameters).With("optimizer", cloned.State),
        };
        return new TrainStep(
            next,
            [
                new Metric("iteration", next.Iteration),
                new Metric("environment_steps", 0),
                new Metric("train_loss", sum / _options.UpdatesPerIteration),
                new Metric("validation_loss", heldOut),
            ]
        );
    }

    private Feed<float> Feed(StateTree parameters, NdArray<float> observations, ReadOnlySpan<int> rows) =>
        Graphs
            .Feed<float>.Empty.With("parameters", parameters)
            .With("observations", observations.Gather(rows))
            .With("actions", _encoded.Gather(rows));
}
