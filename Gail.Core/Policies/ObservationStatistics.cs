using Gail.Numerics;
using Gail.Numerics.Scaling;

namespace Gail.Policies;

/// <summary>The initial normalisation of observations.</summary>
internal static class ObservationStatistics
{
    /// <summary>As the option says, of demonstrated observations; without these, of no rows: values stay as they are.</summary>
    /// <param name="normalization">The option.</param>
    /// <param name="demonstrated">[N, width], or null.</param>
    /// <param name="width">The values of an observation.</param>
    internal static NormalizationStatistics Start(Normalization normalization, NdArray<float>? demonstrated, int width)
    {
        var none = NormalizationStatistics.None(width);
        if (demonstrated is not { Rows: > 0 })
        {
            return none;
        }
        return normalization switch
        {
            Normalization.None => none,
            Normalization.MinMax => Fitted(new RangeFit(width), demonstrated),
            Normalization.Robust => Fitted(new QuantileFit(width, 0.25, 0.75), demonstrated),
            _ => none.Update(demonstrated),
        };
    }

    private static NormalizationStatistics Fitted(ScalingFit fit, NdArray<float> observations)
    {
        fit.Add(observations.Span);
        return fit.Scaling().ToStatistics();
    }
}
