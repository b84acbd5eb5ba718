using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using Gail.Optimizers;
using Gail.Policies;

namespace Gail.Outside.Tests;

/// <summary>The clipped policy gradient of PPO (Schulman et al. 2017, eq. 7), on the whole batch a few times over.</summary>
internal sealed class PolicyGradient : IPolicyOptimizer
{
    private const int Epochs = 10;
    private const double Clip = 0.2;
    private static readonly AdamOptions Adam = new() { LearningRate = 3e-3 };
    private readonly PolicyNetwork _network;
    private readonly LossGraph _loss;

    internal PolicyGradient(PolicyNetwork network)
    {
        _network = network;
        var family = network.Family;
        var actions = Expr.Input("actions", family.EncodedWidth);
        var advantages = Expr.Input("advantages", 1);
        var before = family.LogProbability(Expr.Input("old_distribution", family.ParameterWidth), actions);
        var ratio = Expr.Exp(family.LogProbability(network.Distribution, actions) - before);
        var clipped = Expr.Clamp(ratio, 1 - Clip, 1 + Clip);
        _loss = new LossGraph(
            -Expr.MeanRows(Expr.Minimum(ratio * advantages, clipped * advantages)),
            network.Parameters
        );
    }

    public StateTree Init(StateTree policy) => policy.With("adam", Optimizers.Adam.Init(policy.Child("parameters")));

    public PolicyUpdate Update(Executor executor, StateTree policy, PolicyBatch batch, RandomKey key)
    {
        var observations = _network.Standardize(policy, batch.Observations);
        var (parameters, adam) = (policy.Child("parameters"), policy.Child("adam"));
        using var loop = new OptimizerLoop(executor, Adam, parameters, adam, _loss);
        loop.Set("observations", observations.Memory);
        loop.Set("actions", batch.Actions);
        loop.Set("advantages", batch.Advantages);
        loop.Set("old_distribution", batch.Distribution.Memory);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            loop.Step(batch.Observations.Rows);
        }
        var improved = loop.Publish();
        return new PolicyUpdate(
            policy.With("parameters", improved.Parameters).With("adam", improved.State),
            [new Metric("surrogate", -loop.Loss)],
            Epochs
        );
    }
}
