namespace Gail.Evaluation;

/// <summary>Student's t distribution with a whole number of degrees of freedom.</summary>
public static class StudentDistribution
{
    /// <summary>
    /// P(|T| &lt;= t), by the finite sums of Abramowitz and Stegun (1964), 26.7.3 and 26.7.4.
    /// </summary>
    /// <param name="t">0 or more.</param>
    /// <param name="degreesOfFreedom">1 or more.</param>
    public static double TwoSidedProbability(double t, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(t);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        var angle = Math.Atan(t / Math.Sqrt(degreesOfFreedom));
        var (sine, cosine) = Math.SinCos(angle);
        var isOdd = degreesOfFreedom % 2 == 1;
        // Odd: cos + 2/3 cos^3 + 2*4/(3*5) cos^5 + ...; even: 1 + 1/2 cos^2 + 1*3/(2*4) cos^4 + ...; to cos^(f - 2).
        var term = isOdd ? cosine : 1;
        var sum = 0.0;
        for (var power = isOdd ? 1 : 0; power <= degreesOfFreedom - 2; power += 2)
        {
            sum += term;
            term *= (power + 1.0) / (power + 2) * cosine * cosine;
        }
        return isOdd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
    }

    /// <summary>The t for which P(|T| &lt;= t) is a probability: 2.447 for 0.95 and 6 degrees of freedom.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="degreesOfFreedom">1 or more.</param>
    public static double TwoSidedQuantile(double probability, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        var (low, high) = (0.0, 1.0);
        while (TwoSidedProbability(high, degreesOfFreedom) < probability)
        {
            high *= 2;
        }
        // Halved until the bounds are neighbours.
        for (var middle = high / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            (low, high) = TwoSidedProbability(middle, degreesOfFreedom) < probability ? (middle, high) : (low, middle);
        }
        return high;
    }
}
