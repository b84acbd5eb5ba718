using Gail.Graphs;
using static Gail.Graphs.Expr;

namespace Gail.Core.Tests.Graphs;

public sealed class ShapeRuleTests
{
    private static readonly Expr Batch2 = Input("batch2", 2);
    private static readonly Expr Batch3 = Input("batch3", 3);
    private static readonly Expr Fixed42 = Parameter("fixed42", 4, 2);
    private static readonly Expr Fixed43 = Parameter("fixed43", 4, 3);
    private static readonly Expr Fixed52 = Parameter("fixed52", 5, 2);

    /// <summary>What is refused, the operation named and the shapes named.</summary>
    private static readonly Dictionary<string, (Func<Expr> Make, string[] Named)> Refused = new()
    {
        ["input without columns"] = (() => Input("x", 0), ["Input", "at least one column"]),
        ["parameter without columns"] = (() => Parameter("x", 2, 0), ["Input", "at least one column"]),
        ["fill without columns"] = (() => Fill(1, RowCount.Batch, 0), ["Fill", "at least one column"]),
        ["add, other columns"] = (() => Batch2 + Batch3, ["Add", "[batch, 2]", "[batch, 3]"]),
        ["add, batch and fixed"] = (() => Batch2 + Fixed42, ["Add", "[batch, 2]", "[4, 2]"]),
        ["subtract, other rows"] = (() => Fixed42 - Fixed52, ["Subtract", "[4, 2]", "[5, 2]"]),
        ["multiply, one row is not repeated"] = (
            () => Fixed42 * Parameter("row", 1, 2),
            ["Multiply", "[4, 2]", "[1, 2]"]
        ),
        ["divide, one column is not repeated"] = (
            () => Fixed42 / Parameter("column", 4, 1),
            ["Divide", "[4, 2]", "[4, 1]"]
        ),
        ["minimum"] = (() => Minimum(Fixed42, Fixed43), ["[4, 2]", "[4, 3]"]),
        ["product, inner extents"] = (() => MatMul(Batch2, Fixed42), ["MatMul", "[batch, 2]", "[4, 2]"]),
        ["product, right factor of the batch"] = (() => MatMul(Fixed42, Batch2), ["MatMul", "[4, 2]", "[batch, 2]"]),
        ["right transposed, columns"] = (
            () => MatMulRightTransposed(Batch2, Fixed43),
            ["MatMulRightTransposed", "[batch, 2]", "[4, 3]"]
        ),
        ["right transposed, right factor of the batch"] = (
            () => MatMulRightTransposed(Fixed42, Batch2),
            ["MatMulRightTransposed", "[4, 2]", "[batch, 2]"]
        ),
        ["left transposed, rows"] = (
            () => MatMulLeftTransposed(Fixed42, Fixed52),
            ["MatMulLeftTransposed", "[4, 2]", "[5, 2]"]
        ),
        ["left transposed, batch and fixed"] = (
            () => MatMulLeftTransposed(Batch2, Fixed42),
            ["MatMulLeftTransposed", "[batch, 2]", "[4, 2]"]
        ),
        ["repeat rows of several"] = (() => RepeatRows(Fixed42, RowCount.Batch), ["RepeatRows", "[4, 2]"]),
        ["repeat rows of the batch"] = (() => RepeatRows(Batch2, RowCount.Fixed(3)), ["RepeatRows", "[batch, 2]"]),
        ["repeat columns of several"] = (() => RepeatColumns(Fixed42, 3), ["RepeatColumns", "[4, 2]"]),
        ["repeat columns no times"] = (() => RepeatColumns(Parameter("x", 4, 1), 0), ["RepeatColumns", "[4, 1]"]),
        ["slice beyond the end"] = (() => SliceColumns(Fixed43, 2, 2), ["SliceColumns", "columns 2 to 3", "[4, 3]"]),
        ["slice before the start"] = (() => SliceColumns(Fixed43, -1, 2), ["SliceColumns", "columns -1", "[4, 3]"]),
        ["slice of nothing"] = (() => SliceColumns(Fixed43, 1, 0), ["SliceColumns", "[4, 3]"]),
        ["slice of less than nothing"] = (() => SliceColumns(Fixed43, 2, -1), ["SliceColumns", "[4, 3]"]),
        ["place beyond the end"] = (() => PlaceColumns(Fixed43, 2, 4), ["PlaceColumns", "column 2 of 4", "[4, 3]"]),
        ["place before the start"] = (() => PlaceColumns(Fixed43, -1, 5), ["PlaceColumns", "column -1", "[4, 3]"]),
        ["concatenate, rows"] = (() => Concatenate(Fixed42, Fixed52), ["Concatenate", "[4, 2]", "[5, 2]"]),
        ["concatenate, batch and fixed"] = (
            () => Concatenate(Batch2, Fixed42),
            ["Concatenate", "[batch, 2]", "[4, 2]"]
        ),
        ["concatenate nothing"] = (() => Concatenate([]), ["Concatenate", "at least one part"]),
        ["mean over fixed rows"] = (() => MeanRows(Fixed42), ["MeanRows", "[4, 2]"]),
        ["clamp, bounds out of order"] = (() => Clamp(Fixed42, 1, -1), ["Clamp", "1 and -1"]),
        ["clamp, not a number"] = (() => Clamp(Fixed42, double.NaN, 1), ["Clamp", "NaN"]),
    };

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void Wrong_shapes_are_refused_by_operation_and_shape(string name)
    {
        var message = Assert.Throws<ArgumentException>(Refused[name].Make).Message;
        Assert.All(Refused[name].Named, part => Assert.Contains(part, message));
    }

    [Fact]
    public void Rows_are_at_least_one_or_the_batch()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => RowCount.Fixed(0));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => Parameter("x", -1, 2));
        Assert.Equal(("batch", "4"), ($"{RowCount.Batch}", $"{RowCount.Fixed(4)}"));
        Assert.Equal((7, 4), (RowCount.Batch.Resolve(7), RowCount.Fixed(4).Resolve(7)));
    }

    [Fact]
    public void Nodes_print_operation_name_and_shape()
    {
        Assert.Equal("Input 'batch2'[batch, 2]", $"{Batch2}");
        Assert.Equal("Tanh[4, 3]", $"{Tanh(Fixed43)}");
    }

    [Fact]
    public void Functions_without_effect_make_no_node()
    {
        Assert.Same(Fixed43, SliceColumns(Fixed43, 0, 3));
        Assert.Same(Fixed43, RepeatColumns(Fixed43, 3));
        Assert.Same(Fixed43, Concatenate(Fixed43));
    }
}
