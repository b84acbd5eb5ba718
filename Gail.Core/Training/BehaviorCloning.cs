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
        using var order = executor.Rent<int>(_expert.Count);
        state.Key.Fold(ulong.MaxValue - 1).Permutation(order.Span);
        var trained = Math.Clamp((int)(_options.TrainFraction * order.Length), 1, order.Length);
        using var observations = Network.RentStandardized(executor, state.Policy, _expert.Observations);
        var key = state.Key.Fold((ulong)state.Iteration);
        var optimizer = state.Policy.Child("optimizer");
        using var descent = new Descent(executor, _options.Adam, state.Policy.Child("parameters"), optimizer, _descent);
        using var rows = executor.Rent<int>(_options.BatchSize);
        using var observationBatch = executor.Rent<float>(_options.BatchSize * Network.ObservationWidth);
        using var actionBatch = executor.Rent<float>(_options.BatchSize * _encoded.Columns);
        descent.Set("observations", observationBatch.Memory);
        descent.Set("actions", actionBatch.Memory);
        var sum = 0.0;
        for (var update = 0; update < _options.UpdatesPerIteration; update++)
        {
            key.Fold(update).Choices(rows, trained);
            foreach (ref var row in rows.Span)
            {
                row = order.Span[row];
            }
            Gather(rows, observations, observationBatch, actionBatch);
            descent.Step(rows.Length);
            sum += descent.Loss;
        }
        var cloned = descent.Publish();
        var heldOut = HeldOutLoss(executor, cloned.Parameters, observations, order.Span[trained..]);
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

    private double HeldOutLoss(
        Executor executor,
        StateTree parameters,
        Rented<float> observations,
        ReadOnlySpan<int> rows
    )
    {
        if (rows.IsEmpty)
        {
            return double.NaN;
        }
        using var observationBatch = executor.Rent<float>(rows.Length * Network.ObservationWidth);
        using var actionBatch = executor.Rent<float>(rows.Length * _encoded.Columns);
        using var loss = executor.Rent<float>(1);
        Gather(rows, observations, observationBatch, actionBatch);
        using var graph = new PreparedGraph(executor, _loss);
        graph.Set("parameters/", parameters);
        graph.Set("observations", observationBatch.Memory);
        graph.Set("actions", actionBatch.Memory);
        graph.Outputs[0] = loss.Memory;
        graph.Bind();
        graph.Run(rows.Length);
        return loss.Span[0];
    }

    private void Gather(
        ReadOnlySpan<int> rows,
        Rented<float> observations,
        Span<float> observationBatch,
        Span<float> actionBatch
    )
    {
        var width = Network.ObservationWidth;
        Rows.Gather(observations.Span, width, rows, observationBatch, width);
        Rows.Gather(_encoded, rows, actionBatch);
    }
}
