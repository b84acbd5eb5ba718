namespace Gail.Graphs;

/// <content>Makes nodes: leaves, operators and functions.</content>
public sealed partial class Expr
{
    /// <summary>A matrix with one row per sample, given at evaluation.</summary>
    /// <param name="name">The name it is fed under.</param>
    public static Expr Input(string name, int columns) =>
        Make(Operation.Input, [], new Attributes { Name = name, Columns = columns });

    /// <summary>A matrix of fixed shape, given at evaluation: weights and biases.</summary>
    /// <param name="name">The name it is fed under.</param>
    public static Expr Parameter(string name, int rows, int columns) =>
        Make(
            Operation.Input,
            [],
            new Attributes
            {
                Name = name,
                Rows = RowCount.Fixed(rows),
                Columns = columns,
            }
        );

    /// <summary>A matrix filled with one number.</summary>
    public static Expr Fill(double number, RowCount rows, int columns) =>
        Make(
            Operation.Fill,
            [],
            new Attributes
            {
                Number = number,
                Rows = rows,
                Columns = columns,
            }
        );

    /// <summary>Sum of two nodes of the same shape.</summary>
    public static Expr operator +(Expr left, Expr right) => Make(Operation.Add, [left, right]);

    /// <summary>Difference of two nodes of the same shape.</summary>
    public static Expr operator -(Expr left, Expr right) => Make(Operation.Subtract, [left, right]);

    /// <summary>Product, element by element, of two nodes of the same shape.</summary>
    public static Expr operator *(Expr left, Expr right) => Make(Operation.Multiply, [left, right]);

    /// <summary>Quotient, element by element, of two nodes of the same shape.</summary>
    public static Expr operator /(Expr left, Expr right) => Make(Operation.Divide, [left, right]);

    /// <summary>A node times a number.</summary>
    public static Expr operator *(Expr node, double number) =>
        Make(Operation.Scale, [node], new Attributes { Number = number });

    /// <summary>A node times a number.</summary>
    public static Expr operator *(double number, Expr node) => node * number;

    /// <summary>A node plus a number.</summary>
    public static Expr operator +(Expr node, double number) =>
        Make(Operation.Shift, [node], new Attributes { Number = number });

    /// <summary>A node minus a number.</summary>
    public static Expr operator -(Expr node, double number) => node + -number;

    /// <summary>A number minus a node.</summary>
    public static Expr operator -(double number, Expr node) => -node + number;

    /// <summary>The negative of a node.</summary>
    public static Expr operator -(Expr node) => node * -1.0;

    /// <summary>Hyperbolic tangent.</summary>
    public static Expr Tanh(Expr x) => Make(Operation.Tanh, [x]);

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Expr Sigmoid(Expr x) => Make(Operation.Sigmoid, [x]);

    /// <summary>log(1 + exp x).</summary>
    public static Expr Softplus(Expr x) => Make(Operation.Softplus, [x]);

    /// <summary>Exponential.</summary>
    public static Expr Exp(Expr x) => Make(Operation.Exp, [x]);

    /// <summary>Natural logarithm.</summary>
    /// <param name="x">A positive node.</param>
    public static Expr Log(Expr x) => Make(Operation.Log, [x]);

    /// <summary>Square root.</summary>
    /// <param name="x">A non-negative node.</param>
    public static Expr Sqrt(Expr x) => Make(Operation.Sqrt, [x]);

    /// <summary>x * x.</summary>
    public static Expr Square(Expr x) => x * x;

    /// <summary>1 where x is above 0, else 0.</summary>
    public static Expr Heaviside(Expr x) => Make(Operation.Heaviside, [x]);

    /// <summary>x where it is above 0, else slope * x.</summary>
    /// <param name="slope">The slope below 0; 0 gives the rectifier.</param>
    public static Expr LeakyRelu(Expr x, double slope) => x * ((Heaviside(x) * (1 - slope)) + slope);

    /// <summary>The smaller of two nodes, element by element.</summary>
    /// <param name="y">A node of the same shape.</param>
    public static Expr Minimum(Expr x, Expr y)
    {
        var below = Heaviside(y - x);
        return (x * below) + (y * (1 - below));
    }

    /// <summary>x kept between two numbers; the derivative outside is 0.</summary>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound, above the lower one.</param>
    public static Expr Clamp(Expr x, double low, double high)
    {
        if (!(low < high))
        {
            throw new ArgumentException($"Clamp needs bounds in order; it was given {low} and {high}.", nameof(high));
        }
        var inside = Heaviside(x - low) * Heaviside(high - x);
        var above = 1 - Heaviside(high - x);
        var below = 1 - Heaviside(x - low);
        return (x * inside) + (above * high) + (below * low);
    }

    /// <summary>Log-probabilities of a softmax over the columns.</summary>
    /// <param name="x">Logits [R, c].</param>
    public static Expr LogSoftmax(Expr x) => Make(Operation.LogSoftmax, [x]);

    /// <summary>Matrix product A[R, k] B[k, n].</summary>
    /// <param name="left">A, with any rows.</param>
    /// <param name="right">B, with fixed rows.</param>
    public static Expr MatMul(Expr left, Expr right) => Make(Operation.MatMul, [left, right]);

    /// <summary>Matrix product A[R, k] with the transpose of B[n, k].</summary>
    /// <param name="left">A, with any rows.</param>
    /// <param name="right">B, with fixed rows.</param>
    public static Expr MatMulRightTransposed(Expr left, Expr right) =>
        Make(Operation.MatMulRightTransposed, [left, right]);

    /// <summary>Matrix product of the transpose of A[R, k] with B[R, n]; sums over the rows.</summary>
    /// <param name="left">A, with any rows.</param>
    /// <param name="right">B, with the same rows.</param>
    public static Expr MatMulLeftTransposed(Expr left, Expr right) =>
        Make(Operation.MatMulLeftTransposed, [left, right]);

    /// <summary>Sum over rows, [R, c] to [1, c].</summary>
    public static Expr SumRows(Expr x) => Make(Operation.SumRows, [x]);

    /// <summary>Mean over the rows of the batch, [batch, c] to [1, c].</summary>
    /// <param name="x">A node with the rows of the batch.</param>
    public static Expr MeanRows(Expr x) =>
        x.Rows.IsBatch
            ? SumRows(x) * RepeatColumns(InverseBatch(), x.Columns)
            : throw new ArgumentException($"MeanRows needs the rows of the batch; it was given {x}.", nameof(x));

    /// <summary>1 / (number of rows of the batch), as [1, 1].</summary>
    public static Expr InverseBatch() => Make(Operation.InverseBatch, []);

    /// <summary>Sum over columns, [R, c] to [R, 1].</summary>
    public static Expr SumColumns(Expr x) => Make(Operation.SumColumns, [x]);

    /// <summary>Sum over rows and columns, [R, c] to [1, 1].</summary>
    public static Expr SumAll(Expr x) => SumColumns(SumRows(x));

    /// <summary>One row repeated.</summary>
    /// <param name="x">A node of one row.</param>
    /// <param name="rows">The number of rows of the result.</param>
    public static Expr RepeatRows(Expr x, RowCount rows) =>
        Make(Operation.RepeatRows, [x], new Attributes { Rows = rows });

    /// <summary>One column repeated.</summary>
    /// <param name="x">A node of one column.</param>
    /// <param name="columns">The number of columns of the result.</param>
    public static Expr RepeatColumns(Expr x, int columns) =>
        x.Columns == columns ? x : Make(Operation.RepeatColumns, [x], new Attributes { Columns = columns });

    /// <summary>Neighbouring columns.</summary>
    /// <param name="start">The first column taken.</param>
    /// <param name="columns">The number of columns taken.</param>
    public static Expr SliceColumns(Expr x, int start, int columns) =>
        start == 0 && columns == x.Columns
            ? x
            : Make(Operation.SliceColumns, [x], new Attributes { Start = start, Columns = columns });

    /// <summary>The columns set into a wider matrix of zeros.</summary>
    /// <param name="start">The column of the result that its first column becomes.</param>
    /// <param name="columns">The number of columns of the result.</param>
    public static Expr PlaceColumns(Expr x, int start, int columns) =>
        Make(Operation.PlaceColumns, [x], new Attributes { Start = start, Columns = columns });

    /// <summary>Matrices side by side.</summary>
    /// <param name="parts">One or more nodes of the same rows.</param>
    public static Expr Concatenate(params ReadOnlySpan<Expr> parts) =>
        parts.Length == 1 ? parts[0] : Make(Operation.Concatenate, parts);
}
