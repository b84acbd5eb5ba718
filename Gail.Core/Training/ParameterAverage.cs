using Gail.Execution;
using Gail.Networks;
using Gail.Numerics;
using Gail.Policies;

namespace Gail.Training;

/// <summary>
/// The moving average of a policy's parameters, p' = decay p + (1 - decay) q after each iteration, kept in the policy's
/// state as average/: what is published, while training goes on from q. In a two-player game the iterates circle the
/// equilibrium and their average approaches it; averaging a generator so is common for adversarial networks
/// (Yazici et al. 2019).
/// </summary>
public static class ParameterAverage
{
    /// <summary>The range of the share that an iteration keeps.</summary>
    internal const string ShareRange = "[0, 0.999]";

    private const string Name = "average";

    /// <summary>The policy to publish: with the averaged parameters where the state has them.</summary>
    /// <param name="network">The architecture.</param>
    /// <param name="policy">A policy's training state.</param>
    public static NetworkPolicy Publish(PolicyNetwork network, StateTree policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var parameters = policy.Contains(Name) ? policy.Child(Name) : policy.Child("parameters");
        return new NetworkPolicy(network, policy.With("parameters", parameters));
    }

    internal static StateTree Init(double decay, StateTree policy) =>
        decay > 0 ? policy.With(Name, policy.Child("parameters")) : policy;

    internal static StateTree Update(Executor executor, double decay, StateTree policy)
    {
        if (decay == 0)
        {
            return policy;
        }
        var latest = policy.Child("parameters");
        using var average = executor.Rent<float>(latest.ElementCount);
        using var parameters = executor.Rent<float>(latest.ElementCount);
        ParameterVector.Flatten(policy.Child(Name), average);
        ParameterVector.Flatten(latest, parameters);
        for (var i = 0; i < average.Length; i++)
        {
            ref var kept = ref average.Span[i];
            kept = (float)((decay * kept) + ((1 - decay) * parameters.Span[i]));
        }
        return policy.With(Name, ParameterVector.Unflatten(average.Span, latest));
    }
}
