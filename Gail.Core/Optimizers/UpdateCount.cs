using Gail.Numerics;

namespace Gail.Optimizers;

/// <summary>Counts the trust-region updates of a state, where the limit depends on them.</summary>
public static class UpdateCount
{
    private const string Name = "updates";

    /// <summary>A state that has seen no update.</summary>
    /// <param name="options">Their <see cref="TrustRegionOptions.MaxKlHalving"/>.</param>
    /// <param name="state">The state without a count.</param>
    public static StateTree Init(TrustRegionOptions options, StateTree state)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(state);
        return options.MaxKlHalving > 0 ? state.With(Name, NdArray.Scalar(0L)) : state;
    }

    /// <summary>The options of the next update, their limit shrunk by the updates so far.</summary>
    /// <param name="options">The options of the first update.</param>
    /// <param name="state">The state with its count.</param>
    public static TrustRegionOptions Now(TrustRegionOptions options, StateTree state)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(state);
        return options.MaxKlHalving > 0 ? options.After(state.Get<long>(Name)[0]) : options;
    }

    /// <summary>A state that has seen one update more.</summary>
    /// <param name="options">Their <see cref="TrustRegionOptions.MaxKlHalving"/>.</param>
    /// <param name="state">The state with its count.</param>
    public static StateTree Next(TrustRegionOptions options, StateTree state)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(state);
        return options.MaxKlHalving > 0 ? state.With(Name, NdArray.Scalar(state.Get<long>(Name)[0] + 1)) : state;
    }
}
