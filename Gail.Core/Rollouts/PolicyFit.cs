using Gail.Environments;
using Gail.Policies;

namespace Gail.Rollouts;

/// <summary>Whether a policy and an environment speak of the same things.</summary>
internal static class PolicyFit
{
    /// <summary>Checks the widths of what is seen and done.</summary>
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
