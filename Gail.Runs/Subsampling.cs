using Gail.Configuration;
using Gail.Data;
using Gail.Data.Views.Transforms;

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
        return kept is { Episodes: null, Every: 1 }
            ? demonstrations
            : demonstrations.Transform(view =>
                (kept.Episodes is { } count ? view.TakeEpisodes(count) : view).KeepEvery(
                    kept.Every,
                    RunKeys.Subsampling(kept.StartSeed ?? options.Seed)
                )
            );
    }
}
