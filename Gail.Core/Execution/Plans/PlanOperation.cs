namespace Gail.Execution.Plans;

/// <summary>The operation of an instruction. x, y: its arguments in order.</summary>
internal enum PlanOperation
{
    /// <summary>A matrix given at evaluation.</summary>
    Input,

    /// <summary>One number everywhere.</summary>
    Fill,

    /// <summary>1 / rows of the batch.</summary>
    InverseBatch,

    /// <summary>x + y.</summary>
    Add,

    /// <summary>x - y.</summary>
    Subtract,

    /// <summary>x * y.</summary>
    Multiply,

    /// <summary>x / y.</summary>
    Divide,

    /// <summary>scale x + shift.</summary>
    Affine,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>x (1 - y y): the derivative of tanh from its value y.</summary>
    TanhGradient,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>log(1 + exp x).</summary>
    Softplus,

    /// <summary>exp x.</summary>
    Exp,

    /// <summary>log x.</summary>
    Log,

    /// <summary>Square root of x.</summary>
    Sqrt,

    /// <summary>1 where x is above 0.</summary>
    Heaviside,

    /// <summary>Log-probabilities of each row.</summary>
    LogSoftmax,

    /// <summary>x y, plus a bias row where a third argument is given.</summary>
    Product,

    /// <summary>x times the column that is the row y, plus a bias [1, 1] where a third argument is given.</summary>
    Dot,

    /// <summary>x transposed times y: a sum over rows.</summary>
    TransposedProduct,

    /// <summary>Sum over rows.</summary>
    SumRows,

    /// <summary>Sum over columns.</summary>
    SumColumns,

    /// <summary>A row repeated.</summary>
    RepeatRows,

    /// <summary>A column repeated.</summary>
    RepeatColumns,

    /// <summary>Some neighbouring columns.</summary>
    SliceColumns,

    /// <summary>Columns set into a wider matrix of zeros.</summary>
    PlaceColumns,

    /// <summary>Matrices side by side.</summary>
    Concatenate,

    /// <summary>Columns become rows; of fixed matrices only.</summary>
    Transpose,
}
