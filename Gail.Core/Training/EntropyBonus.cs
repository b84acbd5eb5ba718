using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;
using Gail.Policies;
using Gail.Rollouts;

namespace Gail.Training;

/// <summary>The causal-entropy term of the objective, as a reward: r - weight x log p(a|s) of the sampled actions.</summary>
internal static class EntropyBonus
{
    internal static double[] Add(
        Executor executor,
        PolicyNetwork network,
        double weight,
        Rollout rollout,
        NdArray<float> encodedActions,
        double[] rewards
    )
    {
        if (weight == 0)
        {
            return rewards;
        }
        var family = network.Family;
        var logProbability = family.LogProbability(
            Expr.Input("distribution", family.ParameterWidth),
            Expr.Input("actions", family.EncodedWidth)
        );
        var feed = Feed<float>.Empty.With("distribution", rollout.Distribution).With("actions", encodedActions);
        var result = executor.Run(new Graph(new GraphOutput("log_probability", logProbability)), feed);
        return [.. result["log_probability"].Values.Select((value, i) => rewards[i] - (weight * value))];
    }
}
