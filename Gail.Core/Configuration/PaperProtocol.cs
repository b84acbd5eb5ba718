using System.Collections.Immutable;

namespace Gail.Configuration;

/// <summary>The authors' settings per environment (Ho and Ermon 2016, section 6, and their pipelines).</summary>
/// <param name="Family">The environment's name without its version.</param>
/// <param name="Every">The subsample interval of the demonstrations.</param>
/// <param name="StepsPerIteration">The environment steps of an iteration, at least.</param>
/// <param name="Iterations">The number of iterations.</param>
/// <param name="CloningUpdates">The number of updates of behaviour cloning.</param>
/// <param name="CloningUpdatesPerEvaluation">The number of updates between evaluations.</param>
internal sealed record PaperProtocol(
    string Family,
    int Every,
    int StepsPerIteration,
    int Iterations,
    int CloningUpdates,
    int CloningUpdatesPerEvaluation
)
{
    // Environments that the paper has not are treated as the classic control tasks, their demonstrations kept whole.
    private static readonly PaperProtocol Other = Classic("", every: 1);

    private static readonly ImmutableArray<PaperProtocol> All =
    [
        Classic("CartPole", every: 10),
        Classic("MountainCar", every: 5),
        Classic("Acrobot", every: 5),
        Locomotion("Hopper", iterations: 500),
        Locomotion("Walker2d", iterations: 500),
        Locomotion("HalfCheetah", iterations: 500),
        Locomotion("Ant", iterations: 500),
        Locomotion("Humanoid", iterations: 1500),
        Locomotion("Reacher", iterations: 200) with
        {
            Every = 1,
        },
    ];

    /// <summary>The number of evaluations of behaviour cloning: its iterations.</summary>
    internal int CloningRounds => CloningUpdates / CloningUpdatesPerEvaluation;

    /// <summary>The settings for an environment.</summary>
    /// <param name="environment">Its id; version, variant ("FixedHorizon") and parameters do not matter.</param>
    internal static PaperProtocol For(string environment)
    {
        var family = environment.Split('-')[0].Replace("FixedHorizon", "", StringComparison.Ordinal);
        return All.FirstOrDefault(protocol => protocol.Family == family) ?? Other;
    }

    private static PaperProtocol Classic(string family, int every) => new(family, every, 5_000, 300, 1_000, 100);

    private static PaperProtocol Locomotion(string family, int iterations) =>
        new(family, 20, 50_000, iterations, 20_000, 1_000);
}
