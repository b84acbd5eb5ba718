using Gail.Configuration;
using Gail.Data;

namespace Gail.Runs;

/// <summary>The part of a data set that a run trains on.</summary>
public static class Subsampling
{
    /// <summary>The first episodes, and every k-th step of each, as the options of a run say.</summary>
    /// <param name="demonstrations">The whole data set.</param>
    /// <param name="options">A run's options; its seed draws the starts unless they have a seed of their own.</param>
    /// <exception cref="DemonstrationException">There are fewer episodes than asked for.</exception>
    public static Demonstrations Subsample(this Demonstrations demonstrations, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(demonstrations);
        ArgumentNullException.ThrowIfNull(options);
        var kept = options.Demonstrations;
        var taken = kept.Episodes is { } count ? demonstrations.TakeEpisodes(count) : demonstrations;
        return taken.KeepEvery(kept.Every, RunKeys.Subsampling(kept.StartSeed ?? options.Seed));
    }
}
