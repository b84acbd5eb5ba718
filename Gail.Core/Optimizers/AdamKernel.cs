using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gail.Optimizers;

/// <summary>The arithmetic of <see cref="Adam"/>, in place.</summary>
/// <param name="learningRate">The step size, in place of the options'.</param>
/// <param name="step">The number of the step, from 1.</param>
internal readonly struct AdamKernel(AdamOptions options, double learningRate, long step)
{
    private readonly float _beta1 = (float)options.Beta1;
    private readonly float _beta2 = (float)options.Beta2;

    // In double: 1 - 0.999f is off by 1e-5 of itself.
    private readonly float _rest1 = (float)(1 - options.Beta1);
    private readonly float _rest2 = (float)(1 - options.Beta2);
    private readonly float _epsilon = (float)options.Epsilon;
    private readonly float _rate = (float)(
        learningRate * Math.Sqrt(1 - Math.Pow(options.Beta2, step)) / (1 - Math.Pow(options.Beta1, step))
    );

    /// <summary>Takes the step on arrays of equal length.</summary>
    /// <remarks>
    /// Not to be inlined. A caller that tiered PGO has watched takes in methods of up to 1,024 bytes, else of 128; it then
    /// runs out of what it may take in half way, and calls the vectors' operations one by one.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void Apply(ReadOnlySpan<float> gradient, Span<float> parameters, Span<float> mean, Span<float> square)
    {
        if (parameters.Length != gradient.Length || mean.Length != gradient.Length || square.Length != gradient.Length)
        {
            throw new ArgumentException(
                $"Gradient, parameters and both moments need as many elements each; there are {gradient.Length}, "
                    + $"{parameters.Length}, {mean.Length} and {square.Length}.",
                nameof(gradient)
            );
        }
        ref var g = ref MemoryMarshal.GetReference(gradient);
        ref var p = ref MemoryMarshal.GetReference(parameters);
        ref var m = ref MemoryMarshal.GetReference(mean);
        ref var v = ref MemoryMarshal.GetReference(square);
        var (beta1, beta2) = (Vector512.Create(_beta1), Vector512.Create(_beta2));
        var (rest1, rest2) = (Vector512.Create(_rest1), Vector512.Create(_rest2));
        var (epsilon, rate) = (Vector512.Create(_epsilon), Vector512.Create(_rate));
        nuint i = 0;
        for (; i + 16 <= (nuint)gradient.Length; i += 16)
        {
            var slope = Vector512.LoadUnsafe(ref g, i);
            var newMean = (beta1 * Vector512.LoadUnsafe(ref m, i)) + (rest1 * slope);
            var newSquare = (beta2 * Vector512.LoadUnsafe(ref v, i)) + (rest2 * slope * slope);
            newMean.StoreUnsafe(ref m, i);
            newSquare.StoreUnsafe(ref v, i);
            var move = rate * newMean / (Vector512.Sqrt(newSquare) + epsilon);
            (Vector512.LoadUnsafe(ref p, i) - move).StoreUnsafe(ref p, i);
        }
        for (var j = (int)i; j < gradient.Length; j++)
        {
            var slope = gradient[j];
            mean[j] = (_beta1 * mean[j]) + (_rest1 * slope);
            square[j] = (_beta2 * square[j]) + (_rest2 * slope * slope);
            parameters[j] -= _rate * mean[j] / (MathF.Sqrt(square[j]) + _epsilon);
        }
    }
}
