using Gail.Numerics;

namespace Gail.Optimizers;

/// <summary>How many trust-region updates a state has seen: kept only where the limit depends on it.</summary>
internal static class UpdateCount
{
    private const string Name = "updates";

    internal static StateTree Init(TrustRegionOptions options, StateTree state) =>
        options.MaxKlHalving > 0 ? state.With(Name, NdArray.Scalar(0L)) : state;

    internal static TrustRegionOptions Now(TrustRegionOptions options, StateTree state) =>
        options.MaxKlHalving > 0 ? options.After(state.Get<long>(Name)[0]) : options;

    internal static StateTree Next(TrustRegionOptions options, StateTree state) =>
        options.MaxKlHalving > 0 ? state.With(Name, NdArray.Scalar(state.Get<long>(Name)[0] + 1)) : state;
}
