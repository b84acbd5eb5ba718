using Gail.Numerics;

namespace Gail.Core.Tests.Numerics;

public sealed class ShapeTests
{
    [Fact]
    public void Default_is_the_scalar()
    {
        Assert.Equal(Shape.Scalar, default);
        Assert.Equal(Shape.Scalar.GetHashCode(), default(Shape).GetHashCode());
        Assert.Equal(1, default(Shape).Length);
        Assert.Equal(0, default(Shape).Rank);
    }

    [Fact]
    public void Later_changes_of_the_extents_given_do_not_show()
    {
        int[] extents = [2, 3];
        var shape = new Shape(extents);
        extents[0] = 7;
        Assert.Equal(new Shape(2, 3), shape);
    }

    [Fact]
    public void Prints_its_extents()
    {
        Assert.Equal("[128, 4]", new Shape(128, 4).ToString());
        Assert.Equal("[]", Shape.Scalar.ToString());
    }

    [Fact]
    public void Negative_extents_and_overlong_shapes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("extents", () => new Shape(2, -1));
        Assert.Throws<OverflowException>(() => new Shape(1 << 16, 1 << 16).Length);
    }
}
