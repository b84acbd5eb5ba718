using Gail.Execution;
using Gail.Graphs;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>The causal-entropy term of the objective, as a reward: r - weight x log p(a|s) of the sampled actions.</summary>
internal sealed class EntropyBonus
{
    /// <summary>The range of the weight.</summary>
    internal const string WeightRange = "[0, inf)";

    private readonly double _weight;
    private readonly Graph _logProbability;

    /// <param name="network">Whose actions they are.</param>
    /// <param name="weight">The weight, in units of reward per nat.</param>
    internal EntropyBonus(PolicyNetwork network, double weight)
    {
        _weight = weight;
        var family = network.Family;
        var logProbability = family.LogProbability(
            Expr.Input("distribution", family.ParameterWidth),
            Expr.Input("actions", family.EncodedWidth)
        );
        _logProbability = new Graph(new GraphOutput("log_probability", logProbability));
    }

    /// <summary>The rewards with the term added.</summary>
    internal PooledBuffer<double> Add(
        Executor executor,
        Rollout rollout,
        ReadOnlyMemory<float> encodedActions,
        ReadOnlySpan<double> rewards
    )
    {
        var sum = executor.Rent<double>(rewards.Length);
        rewards.CopyTo(sum);
        if (_weight == 0)
        {
            return sum;
        }
        using var logProbability = executor.Rent<float>(rewards.Length);
        using var graph = new PreparedGraph(executor, _logProbability);
        graph.SetBatch("distribution", rollout.Distribution.Memory, rollout.Count);
        graph.SetBatch("actions", encodedActions, rollout.Count);
        graph.SetOutput(0, logProbability.Memory);
        graph.Bind();
        graph.Run(rollout.Count);
        for (var i = 0; i < rewards.Length; i++)
        {
            sum.Span[i] -= _weight * logProbability.Span[i];
        }
        return sum;
    }
}
