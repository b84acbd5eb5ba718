using Gail.Numerics;

namespace Gail.Runs.Experts;

/// <summary>An affine layer, y = x W + b.</summary>
/// <param name="Weights">W: [in, out].</param>
/// <param name="Biases">b: [out].</param>
public sealed record ExpertLayer(NdArray<double> Weights, NdArray<double> Biases)
{
    /// <summary>The number of inputs.</summary>
    public int InputWidth => Weights.Shape[0];

    /// <summary>The number of outputs.</summary>
    public int OutputWidth => Weights.Shape[1];

    internal double[] Apply(ReadOnlySpan<double> input)
    {
        var output = Biases.Span.ToArray();
        for (var i = 0; i < input.Length; i++)
        {
            var weights = Weights.Row(i);
            for (var j = 0; j < output.Length; j++)
            {
                output[j] += input[i] * weights[j];
            }
        }
        return output;
    }
}
