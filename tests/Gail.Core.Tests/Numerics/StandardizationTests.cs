using Gail.Numerics;

namespace Gail.Core.Tests.Numerics;

public sealed class StandardizationTests
{
    [Fact]
    public void Equal_values_become_zero()
    {
        double[] values = [3, 3, 3];
        Standardization.InPlace<double>(values);
        Assert.Equal([0, 0, 0], values);
    }

    [Fact]
    public void Floats_are_the_doubles_rounded()
    {
        double[] doubles = [1, -2.5, 4, 0.125, 7];
        float[] floats = [.. doubles.Select(x => (float)x)];
        Standardization.InPlace<double>(doubles);
        Standardization.InPlace<float>(floats);
        Assert.Equal([.. doubles.Select(x => (float)x)], floats);
        Assert.Equal(0, doubles.Average(), 1e-15);
    }
}
