namespace Gail.Graphs;

/// <summary>
/// The operation of a node. x, y: matrices of equal shape; R: the rows of the result, fixed or the batch.
/// A composed function (mean, clamp, leaky ReLU) is no operation of its own: see <see cref="Expr"/>.
/// </summary>
public enum Operation
{
    /// <summary>A matrix given at evaluation, by name.</summary>
    Input,

    /// <summary>A matrix filled with one number.</summary>
    Fill,

    /// <summary>1 / (number of rows of the batch), as [1, 1].</summary>
    InverseBatch,

    /// <summary>x + y.</summary>
    Add,

    /// <summary>x - y.</summary>
    Subtract,

    /// <summary>x * y, element by element.</summary>
    Multiply,

    /// <summary>x / y, element by element.</summary>
    Divide,

    /// <summary>x times a number.</summary>
    Scale,

    /// <summary>x plus a number.</summary>
    Shift,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>log(1 + exp x), without overflow.</summary>
    Softplus,

    /// <summary>exp x.</summary>
    Exp,

    /// <summary>Natural logarithm of x.</summary>
    Log,

    /// <summary>Square root of x.</summary>
    Sqrt,

    /// <summary>1 where x is above 0, else 0; its derivative counts as 0.</summary>
    Heaviside,

    /// <summary>x - log(sum over columns of exp x): each row becomes log-probabilities.</summary>
    LogSoftmax,

    /// <summary>A[R, k] B[k, n], B with fixed rows.</summary>
    MatMul,

    /// <summary>A[R, k] B[n, k] transposed, B with fixed rows.</summary>
    MatMulRightTransposed,

    /// <summary>A[R, k] transposed B[R, n]: sums over the rows, so the result [k, n] is fixed.</summary>
    MatMulLeftTransposed,

    /// <summary>Sum over rows: [R, c] to [1, c].</summary>
    SumRows,

    /// <summary>Sum over columns: [R, c] to [R, 1].</summary>
    SumColumns,

    /// <summary>One row repeated: [1, c] to [R, c].</summary>
    RepeatRows,

    /// <summary>One column repeated: [R, 1] to [R, c].</summary>
    RepeatColumns,

    /// <summary>Some neighbouring columns.</summary>
    SliceColumns,

    /// <summary>The columns set into a wider matrix of zeros.</summary>
    PlaceColumns,

    /// <summary>Matrices side by side.</summary>
    Concatenate,
}
