using FsCheck;
using FsCheck.Fluent;
using Gail.Numerics;

namespace Gail.Tests.Numerics;

public sealed class ShapeTests
{
    private static readonly Arbitrary<int[]> Extents = Arb.From(
        Gen.Choose(0, 4).SelectMany(rank => Gen.ArrayOf(Gen.Choose(0, 5), rank))
    );

    [Fact]
    public void Length_is_the_product_of_the_extents() =>
        Prop.ForAll(
                Extents,
                extents =>
                    new Shape(extents) is var shape
                    && shape.Length == extents.Aggregate(1, (a, b) => a * b)
                    && shape.Rank == extents.Length
                    && shape.Extents.SequenceEqual(extents)
                    && Enumerable.Range(0, shape.Rank).All(i => shape[i] == extents[i])
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Equality_is_that_of_the_extents() =>
        Prop.ForAll(
                Extents,
                Extents,
                (a, b) =>
                    (new Shape(a) == new Shape(b)) == a.SequenceEqual(b)
                    && (new Shape(a) != new Shape(b)) == !a.SequenceEqual(b)
                    && new Shape(a).Equals((object)new Shape([.. a]))
                    && new Shape(a).GetHashCode() == new Shape([.. a]).GetHashCode()
            )
            .QuickCheckThrowOnFailure();

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
