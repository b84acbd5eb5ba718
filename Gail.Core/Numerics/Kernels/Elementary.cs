namespace Gail.Numerics.Kernels;

/// <summary>
/// Elementary functions in single precision, each as a function of a vector, to be used inside other kernels, and over
/// arrays. An element's bits depend on its value alone: not on the vector width, the position or the processor, for
/// only IEEE operations and fused multiply-adds are used, always in the same order. (A NaN's sign and payload aside.)
/// </summary>
/// <remarks>
/// Errors are in ulp, the distance of floats around the exact result, and are the largest over all 2^32 inputs.
/// Arrays: y may be x, otherwise the two must not overlap; nothing is read or written beyond the length.
/// </remarks>
internal static unsafe partial class Elementary
{
    /// <summary>y = tanh x, as <see cref="Tanh{V}(V)"/>.</summary>
    internal static void Tanh(float* x, float* y, int length) => Map<TanhFunction>(x, y, length);

    /// <summary>y = 1 / (1 + e^-x), as <see cref="Sigmoid{V}(V)"/>.</summary>
    internal static void Sigmoid(float* x, float* y, int length) => Map<SigmoidFunction>(x, y, length);

    /// <summary>y = e^x, as <see cref="Exp{V}(V)"/>.</summary>
    internal static void Exp(float* x, float* y, int length) => Map<ExpFunction>(x, y, length);

    /// <summary>y = ln x, as <see cref="Log{V}(V)"/>.</summary>
    internal static void Log(float* x, float* y, int length) => Map<LogFunction>(x, y, length);

    /// <summary>y = ln(1 + e^x), as <see cref="Softplus{V}(V)"/>.</summary>
    internal static void Softplus(float* x, float* y, int length) => Map<SoftplusFunction>(x, y, length);
}
