using Gail.Numerics;

namespace Gail.Core.Tests.Numerics;

public sealed class NdArrayTests
{
    [Fact]
    public void Comparison_is_by_bits_shape_and_type()
    {
        Assert.Equal(NdArray.Vector([double.NaN]), NdArray.Vector([double.NaN]));
        Assert.NotEqual(NdArray.Vector([0.0]), NdArray.Vector([-0.0]));
        Assert.NotEqual(NdArray.Vector([1f, 2f]), NdArray.Matrix(1, 2, [1f, 2f]));
        Assert.False(NdArray.Vector([0L]).SameBits(NdArray.Vector([0UL])));
        Assert.False(NdArray.Vector([0f]).SameBits(null));
        Assert.False(NdArray.Vector([0f]).Equals((object)"0"));
    }

    [Fact]
    public void Factories_copy_what_they_are_given()
    {
        double[] values = [1, 2, 3, 4];
        var (vector, matrix) = (NdArray.Vector<double>(values), NdArray.Matrix<double>(2, 2, values));
        values[0] = 9;
        Assert.Equal(1, vector[0]);
        Assert.Equal(1, matrix[0, 0]);
    }

    [Fact]
    public void Elements_lie_row_by_row()
    {
        var array = NdArray.Matrix(2, 3, [1f, 2f, 3f, 4f, 5f, 6f]);

        Assert.Equal((2, 3, 6), (array.Rows, array.Columns, array.Length));
        Assert.Equal([4f, 5f, 6f], array.Row(1).ToArray());
        Assert.Equal(6f, array[1, 2]);
        Assert.Equal(6f, array[5]);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], array.Values.AsEnumerable());
        Assert.Equal(array.Span.ToArray(), array.Memory.ToArray());
        Assert.Equal("F32[2, 3]", array.ToString());
    }

    [Fact]
    public void Columns_are_the_product_of_all_extents_but_the_first()
    {
        Assert.Equal(12, NdArray.Zeros<double>(new Shape(0, 3, 4)).Columns);
        Assert.Equal(12, NdArray.Zeros<double>(new Shape(2, 3, 4)).Columns);
        Assert.Equal(1, NdArray.Vector([1.0, 2.0]).Columns);
        Assert.Equal((1, 1), (NdArray.Scalar(1.0).Rows, NdArray.Scalar(1.0).Columns));
    }

    [Fact]
    public void Gather_keeps_the_inner_extents()
    {
        var array = NdArray.Zeros<float>(new Shape(3, 2, 4));
        Assert.Equal(new Shape(2, 2, 4), array.Gather([2, 0]).Shape);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Gather([3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.Gather([-1]));
    }

    [Fact]
    public void Reshape_keeps_the_elements()
    {
        var array = NdArray.Matrix(2, 3, [1.0, 2, 3, 4, 5, 6]);
        Assert.Equal(NdArray.Matrix(3, 2, [1.0, 2, 3, 4, 5, 6]), array.Reshape(new Shape(3, 2)));
        Assert.Throws<ArgumentException>(() => array.Reshape(new Shape(4, 2)));
    }

    [Fact]
    public void Wrong_numbers_of_values_are_refused_with_the_shape()
    {
        var values = Assert.Throws<ArgumentException>(() => NdArray.Matrix(2, 3, [1f, 2f]));
        Assert.Contains("[2, 3] needs 6 values but 2 were given", values.Message);
        Assert.Throws<ArgumentException>(() => NdArray<float>.Own(Shape.Scalar, [1f, 2f]));

        var bytes = Assert.Throws<ArgumentException>(() =>
            NdArray.FromBytes(ElementType.F64, new Shape(1), new byte[7])
        );
        Assert.Contains("multiple of 8 bytes but got 7", bytes.Message);
        Assert.Throws<ArgumentException>(() => NdArray.FromBytes(ElementType.F32, new Shape(3), new byte[8]));
    }

    [Fact]
    public void Only_bytes_0_and_1_are_booleans()
    {
        Assert.Equal(NdArray.Vector([true, false]), NdArray.FromBytes(ElementType.Bool, new Shape(2), [1, 0]));
        Assert.Throws<ArgumentException>("bytes", () => NdArray.FromBytes(ElementType.Bool, new Shape(2), [1, 2]));
    }

    [Fact]
    public void Other_element_types_are_refused()
    {
        Assert.Contains("Int32", Assert.Throws<NotSupportedException>(() => NdArray.Scalar(1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(
            "elementType",
            () => NdArray.FromBytes((ElementType)99, Shape.Scalar, [1])
        );
    }
}
