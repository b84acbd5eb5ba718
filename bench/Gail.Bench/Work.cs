namespace Gail.Bench;

/// <summary>
/// Useful floating-point operations of an update: 2 x rows x in x out for every matrix product that it cannot do
/// without, and nothing else. Activations, biases and sums are not counted, so a fraction of peak is a lower bound.
/// </summary>
internal static class Work
{
    /// <summary>The output of a perceptron of these widths.</summary>
    internal static double Forward(double rows, params ReadOnlySpan<int> widths) => 2 * rows * Sum(widths, _ => 1);

    /// <summary>Output and gradient by the weights: the gradient by the input of the first layer is not needed.</summary>
    internal static double Gradient(double rows, params ReadOnlySpan<int> widths) =>
        2 * rows * Sum(widths, place => place == Place.First ? 2 : 3);

    /// <summary>
    /// The gradient by the weights of a function of the output's slope by the input. The slope takes a product a
    /// layer forward, but for the last, whose output nobody asks for, and one a layer back; then each of these
    /// products has a gradient by its weights and, where it comes from another, by its operand.
    /// </summary>
    internal static double Penalty(double rows, params ReadOnlySpan<int> widths) =>
        2
        * rows
        * Sum(
            widths,
            place =>
                place switch
                {
                    Place.First => 5,
                    Place.Last => 2,
                    _ => 6,
                }
        );

    /// <summary>A gradient, the Fisher products on activations computed once, and one evaluation.</summary>
    internal static double TrustRegion(double rows, double fisherRows, int products, params ReadOnlySpan<int> widths) =>
        Gradient(rows, widths)
        + Forward(fisherRows, widths)
        + (products * 2 * fisherRows * Sum(widths, place => place == Place.First ? 2 : 4))
        + Forward(rows, widths);

    private enum Place
    {
        First,
        Middle,
        Last,
    }

    private static double Sum(ReadOnlySpan<int> widths, Func<Place, int> products)
    {
        var sum = 0.0;
        for (var i = 1; i < widths.Length; i++)
        {
            var place =
                i == 1 ? Place.First
                : i == widths.Length - 1 ? Place.Last
                : Place.Middle;
            sum += (double)products(place) * widths[i - 1] * widths[i];
        }
        return sum;
    }
}
