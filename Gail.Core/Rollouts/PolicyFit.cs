using Gail.Environments;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>Checks that a policy fits an environment.</summary>
internal static class PolicyFit
{
    /// <summary>Checks the widths of observations and actions.</summary>
    /// <exception cref="ArgumentException">They differ.</exception>
    internal static void Check(IPolicy policy, EnvironmentSpec spec)
    {
        if (policy.ObservationWidth != spec.Observation.Width || policy.Action.Width != spec.Action.Width)
        {
            throw new ArgumentException(
                $"The policy observes {policy.ObservationWidth} values and acts by {policy.Action.Width}, but {spec.Id} "
                    + $"has observations of {spec.Observation.Width} and actions of {spec.Action.Width}.",
                nameof(policy)
            );
        }
    }
}
