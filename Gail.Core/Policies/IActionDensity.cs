using Gail.Execution;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>
/// The probabilities that a policy gives to actions. Reward models are given that of the current policy, since some compare its
/// log π(a|s) with a score of their own, on the expert's rows too (AIRL; Fu et al. 2018).
/// </summary>
public interface IActionDensity
{
    /// <summary>log π(a|s), in nats; the density's for continuous actions.</summary>
    /// <param name="observations">Raw observations [N, obs].</param>
    /// <param name="actions">[N, action width].</param>
    /// <param name="logProbabilities">Receives one for each row [N].</param>
    void LogProbabilities(
        Executor executor,
        NdArray<float> observations,
        NdArray<float> actions,
        Memory<float> logProbabilities
    );
}
