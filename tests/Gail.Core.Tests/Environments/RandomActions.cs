using Gail.Environments;
using Gail.Numerics;

namespace Gail.Core.Tests.Environments;

/// <summary>Actions of no policy: uniform over the choices, or over 1.25 times the box so that clipping shows.</summary>
internal static class RandomActions
{
    public static float[] Draw(ActionSpace space, RandomKey key) =>
        space switch
        {
            DiscreteSpace discrete => [key.Below(0, discrete.Count)],
            BoxSpace box => [.. box.Low.Select((low, i) => 1.25f * (float)key.Uniform((ulong)i, low, box.High[i]))],
            _ => throw new NotSupportedException($"{space}"),
        };

    public static NdArray<float> Draw(ActionSpace space, int count, RandomKey key) =>
        NdArray.Matrix<float>(
            count,
            space.Width,
            Enumerable.Range(0, count).SelectMany(i => Draw(space, key.Fold(i))).ToArray()
        );
}
