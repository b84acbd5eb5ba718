using Gail.Networks;
using Gail.Numerics;

namespace Gail.Core.Tests.Networks;

public sealed class ParameterVectorTests
{
    private static readonly StateTree Tree = StateTree
        .Empty.With("b/weight", NdArray.Matrix<float>(2, 2, [1, 2, 3, 4]))
        .With("a", NdArray.Matrix<float>(1, 1, [-0f]));

    [Fact]
    public void Elements_come_array_after_array_in_the_tree_s_order() =>
        Assert.Equal([1, 2, 3, 4, 0], ParameterVector.Flatten(Tree));

    [Fact]
    public void Values_are_rounded_to_single_precision() =>
        Assert.Equal(
            (float)(1.0 / 3),
            ParameterVector.Unflatten([0, 0, 0, 1.0 / 3, 0], Tree).Get<float>("b/weight")[1, 1]
        );

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_vector_of_another_length_is_refused(int length)
    {
        var failure = Assert.Throws<ArgumentException>(
            "vector",
            () => ParameterVector.Unflatten(new double[length], Tree)
        );
        Assert.Contains($"{length}", failure.Message);
        Assert.Contains("5", failure.Message);
    }
}
