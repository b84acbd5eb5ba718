using Gail.Environments;
using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>Behaviour cloning: maximum likelihood of the expert's actions, no environment needed.</summary>
public sealed class BehaviorCloning : ITrainer
{
    private const string PolicyName = "policy";
    private readonly PolicyNetwork _network;
    private readonly Transitions _expert;
    private readonly NdArray<float> _encoded;
    private readonly BehaviorCloningOptions _options;
    private readonly NormalizationStatistics _moments;
    private readonly Graph _loss;
    private readonly LossGraph _descent;

    /// <summary>A trainer for demonstrations.</summary>
    /// <param name="network">The policy's architecture.</param>
    /// <param name="expert">The demonstrations, at least two pairs.</param>
    public BehaviorCloning(PolicyNetwork network, Transitions expert, BehaviorCloningOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(expert.Count, 2, nameof(expert));
        _network = network;
        _expert = expert;
        _options = options;
        _encoded = network.Action.EncodeRows(expert.RequiredActions);
        _moments = ObservationStatistics.Start(
            network.Options.Normalization,
            expert.Observations,
            network.ObservationWidth
        );
        var actions = Expr.Input("actions", network.Family.EncodedWidth);
        var loss = -Expr.MeanRows(network.Family.LogProbability(network.Distribution, actions));
        _loss = new Graph(new GraphOutput("loss", loss), new GraphOutput("distribution", network.Distribution));
        _descent = new LossGraph(loss, network.Parameters);
    }

    /// <inheritdoc/>
    public TrainState Init(long seed)
    {
        var key = RandomKey.FromSeed(seed);
        var policy = _network.Init(key.Fold(ulong.MaxValue), _moments);
        policy = policy.With("optimizer", Adam.Init(policy.Child("parameters")));
        var keepsBest =
            _options.Snapshot == CloningSnapshot.BestValidation && Split(key, new int[_expert.Count]) < _expert.Count;
        policy = keepsBest ? BestSnapshot.Init(policy) : policy;
        return new TrainState(TrainProgress.None, key, StateTree.Empty.With(PolicyName, policy));
    }

    /// <inheritdoc/>
    public IPolicy Publish(TrainState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var policy = state.Tree.Child(PolicyName);
        return new NetworkPolicy(
            _network,
            BestSnapshot.IsKept(policy) ? policy.With("parameters", BestSnapshot.Of(policy)) : policy
        );
    }

    /// <inheritdoc/>
    public TrainProgress Progress(TrainState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Progress;
    }

    /// <inheritdoc/>
    public TrainStep Step(Executor executor, TrainState state)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(state);
        using var order = executor.Rent<int>(_expert.Count);
        var trained = Split(state.Key, order.Span);
        var heldOut = order.Span[trained..];
        var (key, policy) = (state.IterationKey, state.Tree.Child(PolicyName));
        var keepsBest = BestSnapshot.IsKept(policy);
        using var observations = _network.RentStandardized(executor, policy, _expert.Observations);
        var optimizer = policy.Child("optimizer");
        using var descent = new OptimizerLoop(executor, _options.Adam, policy.Child("parameters"), optimizer, _descent);
        using var rows = executor.Rent<int>(_options.BatchSize);
        using var observationBatch = executor.Rent<float>(_options.BatchSize * _network.ObservationWidth);
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
            if (keepsBest && state.Iteration == 0 && update == 0)
            {
                var first = descent.Publish().Parameters;
                policy = BestSnapshot.Offer(policy, first, Judge(executor, first, observations, heldOut).Error, 1);
            }
        }
        var cloned = descent.Publish();
        var judged = Judge(executor, cloned.Parameters, observations, heldOut);
        var updates = (state.Iteration + 1) * _options.UpdatesPerIteration;
        policy = policy.With("parameters", cloned.Parameters).With("optimizer", cloned.State);
        policy = keepsBest ? BestSnapshot.Offer(policy, cloned.Parameters, judged.Error, updates) : policy;
        var progress = state.Progress with
        {
            Iteration = state.Iteration + 1,
            GradientSteps = updates,
            DemonstrationsSeen = updates * _options.BatchSize,
        };
        return new TrainStep(
            new TrainState(progress, state.Key, state.Tree.With(PolicyName, policy)),
            [
                new Metric("iteration", progress.Iteration),
                new Metric("environment_steps", 0),
                new Metric("train_loss", sum / _options.UpdatesPerIteration),
                new Metric("validation_loss", judged.Loss),
                new Metric("published_update", keepsBest ? BestSnapshot.UpdateOf(policy) : updates),
            ]
        );
    }

    /// <summary>
    /// Writes all rows in random order, those trained on first, and says how many these are. The split belongs to the run,
    /// not to the iteration.
    /// </summary>
    private int Split(RandomKey key, Span<int> order)
    {
        key.Fold(ulong.MaxValue - 1).Permutation(order);
        var trained = Math.Clamp((int)(_options.TrainShare * order.Length), 1, order.Length);
        return HeldOutPairs.KeepChoices(_network.Action, _encoded, order, trained);
    }

    /// <summary>The loss on pairs held out, and what snapshots are compared by; NaN where none are.</summary>
    private (double Loss, double Error) Judge(
        Executor executor,
        StateTree parameters,
        PooledBuffer<float> observations,
        ReadOnlySpan<int> rows
    )
    {
        if (rows.IsEmpty)
        {
            return (double.NaN, double.NaN);
        }
        using var observationBatch = executor.Rent<float>(rows.Length * _network.ObservationWidth);
        using var actionBatch = executor.Rent<float>(rows.Length * _encoded.Columns);
        using var loss = executor.Rent<float>(1);
        using var distribution = executor.Rent<float>(rows.Length * _network.Family.ParameterWidth);
        Gather(rows, observations, observationBatch, actionBatch);
        using var graph = new PreparedGraph(executor, _loss);
        graph.Set("parameters/", parameters);
        graph.Set("observations", observationBatch.Memory);
        graph.Set("actions", actionBatch.Memory);
        graph.SetOutput(0, loss.Memory);
        graph.SetOutput(1, distribution.Memory);
        graph.Bind();
        graph.Run(rows.Length);
        var error = _network.Action is BoxSpace ? SquaredDistance(distribution, actionBatch) : loss.Span[0];
        return (loss.Span[0], error);
    }

    /// <summary>The mean of |mode - a|^2.</summary>
    private double SquaredDistance(ReadOnlySpan<float> distributions, ReadOnlySpan<float> actions)
    {
        var (width, parameterWidth) = (_encoded.Columns, _network.Family.ParameterWidth);
        Span<float> mode = new float[width];
        var rows = actions.Length / width;
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            _network.Family.Mode(distributions.Slice(row * parameterWidth, parameterWidth), mode);
            var action = actions.Slice(row * width, width);
            for (var column = 0; column < width; column++)
            {
                var difference = (double)mode[column] - action[column];
                sum += difference * difference;
            }
        }
        return sum / rows;
    }

    private void Gather(
        ReadOnlySpan<int> rows,
        PooledBuffer<float> observations,
        Span<float> observationBatch,
        Span<float> actionBatch
    )
    {
        var width = _network.ObservationWidth;
        Rows.Gather(observations.Span, width, rows, observationBatch, width);
        Rows.Gather(_encoded, rows, actionBatch);
    }
}
