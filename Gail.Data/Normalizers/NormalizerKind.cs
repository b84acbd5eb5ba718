namespace Gail.Data.Normalizers;

/// <summary>How a normaliser's centre and scale were found.</summary>
public enum NormalizerKind
{
    /// <summary>By somebody else.</summary>
    Given,

    /// <summary>Mean and standard deviation.</summary>
    MeanVariance,

    /// <summary>The middle and half the width of the range, so that values lie from -1 to 1.</summary>
    MinMax,

    /// <summary>The median and the distance of two quantiles.</summary>
    Robust,
}
