using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using Gail.Optimizers;
using static Gail.Graphs.Expr;

namespace Gail.Policies;

/// <summary>
/// Proximal policy optimisation (Schulman et al. 2017, eq. 7): increases
/// mean(min(r A, clip(r, 1 - c, 1 + c) A)) + w mean H with r = p(a|s) / p_old(a|s), by Adam on minibatches, a few times
/// over the batch. Its state adds optimizer/ and, where the learning rate falls, updates.
/// </summary>
public sealed class Ppo : IPolicyOptimizer
{
    private const string Updates = "updates";

    private readonly PolicyNetwork _network;
    private readonly PpoOptions _options;
    private readonly LossGraph _loss;
    private readonly Graph _before;
    private readonly Graph _after;

    /// <summary>PPO for a policy architecture.</summary>
    /// <param name="network">The architecture.</param>
    /// <param name="options">Minibatches, clipping, learning rate.</param>
    public Ppo(PolicyNetwork network, PpoOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        _network = network;
        _options = options;
        var family = network.Family;
        var now = network.Distribution;
        var old = Input("old_distribution", family.ParameterWidth);
        var actions = Input("actions", family.EncodedWidth);
        _before = new Graph(
            new GraphOutput("log_probability", family.LogProbability(old, actions)),
            new GraphOutput("entropy", MeanRows(family.Entropy(old)))
        );
        _after = new Graph(new GraphOutput("kl", MeanRows(family.KullbackLeibler(old, now))));
        _loss = Loss(network, options, actions);
    }

    /// <inheritdoc/>
    public StateTree Init(StateTree policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var tree = policy.With("optimizer", Adam.Init(policy.Child("parameters")));
        return _options.LearningRateDecay > 0 ? tree.With(Updates, NdArray.Scalar(0L)) : tree;
    }

    /// <inheritdoc/>
    public PolicyUpdate Update(Executor executor, StateTree policy, PolicyBatch batch, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(batch);
        var updates = _options.LearningRateDecay > 0 ? policy.Get<long>(Updates)[0] : 0;
        using var observations = _network.RentStandardized(executor, policy, batch.Observations);
        using var oldLogProbabilities = executor.Rent<float>(batch.Observations.Rows);
        var entropy = EvaluateBefore(executor, batch, oldLogProbabilities.Memory);
        using var loop = new OptimizerLoop(
            executor,
            _options.Adam,
            policy.Child("parameters"),
            policy.Child("optimizer"),
            _loss
        )
        {
            LearningRate = _options.LearningRateAfter(updates),
            MaxGradientNorm = _options.MaxGradientNorm,
        };
        var taken = Epochs(executor, loop, batch, observations, oldLogProbabilities, key);
        var improved = loop.Publish();
        var state = policy.With("parameters", improved.Parameters).With("optimizer", improved.State);
        return new PolicyUpdate(
            _options.LearningRateDecay > 0 ? state.With(Updates, NdArray.Scalar(updates + 1)) : state,
            [
                new Metric("policy_loss", taken.Loss),
                new Metric("policy_kl", Kl(executor, improved.Parameters, batch, observations)),
                new Metric("policy_clip_fraction", taken.ClipFraction),
                new Metric("policy_gradient_steps", taken.Steps),
                new Metric("policy_entropy", entropy),
            ],
            taken.Steps
        );
    }

    /// <summary>The clipped objective as a loss, with the KL and the share of clipped ratios beside it.</summary>
    private static LossGraph Loss(PolicyNetwork network, PpoOptions options, Expr actions)
    {
        var family = network.Family;
        var advantages = Input("advantages", 1);
        var change = family.LogProbability(network.Distribution, actions) - Input("old_log_probabilities", 1);
        var ratio = Exp(change);
        var (low, high) = (1 - options.ClipRange, 1 + options.ClipRange);
        var objective = MeanRows(Minimum(ratio * advantages, Clamp(ratio, low, high) * advantages));
        if (options.EntropyWeight != 0)
        {
            objective += options.EntropyWeight * MeanRows(family.Entropy(network.Distribution));
        }
        return new LossGraph(
            -objective,
            network.Parameters,
            // Schulman's estimate of KL(old || new) from samples: unbiased, never negative, and without the distributions.
            new GraphOutput("kl", MeanRows(ratio - 1 - change)),
            new GraphOutput("clipped", MeanRows(Heaviside(ratio - high) + Heaviside(low - ratio)))
        );
    }

    /// <summary>Takes the steps of all epochs, or until the KL is above its target.</summary>
    private Taken Epochs(
        Executor executor,
        OptimizerLoop loop,
        PolicyBatch batch,
        PooledBuffer<float> observations,
        PooledBuffer<float> oldLogProbabilities,
        RandomKey key
    )
    {
        var (count, width, actionWidth) = (
            batch.Observations.Rows,
            _network.ObservationWidth,
            _network.Family.EncodedWidth
        );
        var size = Math.Min(_options.Minibatch, count);
        using var observationRows = executor.Rent<float>(size * width);
        using var actionRows = executor.Rent<float>(size * actionWidth);
        using var advantageRows = executor.Rent<float>(size);
        using var oldRows = executor.Rent<float>(size);
        using var looked = executor.Rent<float>(2);
        using var order = executor.Rent<int>(count);
        loop.Set("observations", observationRows.Memory);
        loop.Set("actions", actionRows.Memory);
        loop.Set("advantages", advantageRows.Memory);
        loop.Set("old_log_probabilities", oldRows.Memory);
        loop.SetOutput(_loss.LossOutput + 1, looked.Memory[..1]);
        loop.SetOutput(_loss.LossOutput + 2, looked.Memory[1..]);
        var (loss, clipped, steps) = (0.0, 0.0, 0);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            key.Fold(epoch).Permutation(order);
            for (var start = 0; start < count; start += size)
            {
                var rows = order.Span.Slice(start, Math.Min(size, count - start));
                Rows.Gather<float>(observations, width, rows, observationRows, width);
                Rows.Gather(batch.Actions.Span, actionWidth, rows, actionRows, actionWidth);
                Rows.Gather<float>(oldLogProbabilities, 1, rows, oldRows, 1);
                Rows.Gather(batch.Advantages.Span, 1, rows, advantageRows, 1);
                if (_options.StandardizeMinibatch)
                {
                    Standardization.InPlace(advantageRows.Span[..rows.Length]);
                }
                loop.Step(rows.Length);
                loss += loop.Loss;
                clipped += looked.Span[1];
                steps++;
                if (_options.TargetKl > 0 && looked.Span[0] > 1.5 * _options.TargetKl)
                {
                    return new Taken(loss / steps, clipped / steps, steps);
                }
            }
        }
        return new Taken(loss / steps, clipped / steps, steps);
    }

    /// <summary>The log-probabilities of the actions when they were drawn; gives the mean entropy of then.</summary>
    private float EvaluateBefore(Executor executor, PolicyBatch batch, Memory<float> logProbabilities)
    {
        var rows = batch.Observations.Rows;
        using var graph = new PreparedGraph(executor, _before);
        using var entropy = executor.Rent<float>(1);
        graph.SetBatch("old_distribution", batch.Distribution.Memory, rows);
        graph.SetBatch("actions", batch.Actions, rows);
        graph.SetOutput(0, logProbabilities);
        graph.SetOutput(1, entropy.Memory);
        graph.Bind();
        graph.Run(rows);
        return entropy.Span[0];
    }

    /// <summary>KL(old || new) over the whole batch, exactly.</summary>
    private float Kl(Executor executor, StateTree parameters, PolicyBatch batch, PooledBuffer<float> observations)
    {
        var rows = batch.Observations.Rows;
        using var graph = new PreparedGraph(executor, _after);
        using var kl = executor.Rent<float>(1);
        graph.Set("parameters/", parameters);
        graph.SetBatch("observations", observations.Memory, rows);
        graph.SetBatch("old_distribution", batch.Distribution.Memory, rows);
        graph.SetOutput(0, kl.Memory);
        graph.Bind();
        graph.Run(rows);
        return kl.Span[0];
    }

    /// <summary>Means over the gradient steps of an update.</summary>
    private readonly record struct Taken(double Loss, double ClipFraction, int Steps);
}
