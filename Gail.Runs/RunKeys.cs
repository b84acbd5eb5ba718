using Gail.Numerics;

namespace Gail.Runs;

/// <summary>
/// The random keys of a seed, one for each purpose outside of training, so that no purpose repeats the numbers of
/// another. (Trainers fold iteration numbers and the two greatest numbers into the same seed's key.)
/// </summary>
public static class RunKeys
{
    /// <summary>For evaluating a policy.</summary>
    /// <param name="seed">The run's seed.</param>
    public static RandomKey Evaluation(long seed) => Purpose(16, seed);

    /// <summary>For sub-sampling demonstrations.</summary>
    /// <param name="seed">The run's seed.</param>
    public static RandomKey Subsampling(long seed) => Purpose(17, seed);

    /// <summary>For recording demonstrations.</summary>
    /// <param name="seed">The run's seed.</param>
    public static RandomKey Recording(long seed) => Purpose(18, seed);

    /// <summary>For transforms of views that draw, each with a child of its own.</summary>
    /// <param name="seed">Names the randomness.</param>
    public static RandomKey Transforms(long seed) => Purpose(19, seed);

    private static RandomKey Purpose(ulong number, long seed) => RandomKey.FromSeed(seed).Fold(ulong.MaxValue - number);
}
