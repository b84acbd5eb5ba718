using System.Globalization;

namespace Gail.Data.Inspection;

/// <summary>Shares as people write them.</summary>
internal static class Percent
{
    /// <summary>As in "43 %" or, where that would be 0 or 100 without being it, "0.2 %".</summary>
    public static string Of(double share)
    {
        var percent = 100 * share;
        var format = percent is > 0 and < 1 or > 99 and < 100 ? "0.##" : "0";
        return percent.ToString(format, CultureInfo.InvariantCulture) + " %";
    }
}
