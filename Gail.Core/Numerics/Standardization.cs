using System.Numerics;

namespace Gail.Numerics;

/// <summary>Values brought to mean 0 and standard deviation 1 among themselves.</summary>
public static class Standardization
{
    /// <summary>(x - mean) / (standard deviation + 1e-8), in double precision; equal values become 0.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="values">Replaced by the result.</param>
    public static void InPlace<T>(Span<T> values)
        where T : unmanaged, IFloatingPoint<T>
    {
        var (mean, square) = (0.0, 0.0);
        foreach (var value in values)
        {
            mean += double.CreateTruncating(value);
        }
        mean /= values.Length;
        foreach (var value in values)
        {
            var distance = double.CreateTruncating(value) - mean;
            square += distance * distance;
        }
        var scale = 1 / (Math.Sqrt(square / values.Length) + 1e-8);
        foreach (ref var value in values)
        {
            value = T.CreateTruncating((double.CreateTruncating(value) - mean) * scale);
        }
    }
}
