using Gail.Graphs;

namespace Gail.Networks;

/// <summary>The function between the layers of a network.</summary>
public enum Activation
{
    /// <summary>tanh x: the paper's.</summary>
    Tanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x above 0, 0.01 x below.</summary>
    LeakyRelu,
}

/// <summary>Activations as graph nodes.</summary>
internal static class Activations
{
    internal static Expr Apply(Activation activation, Expr x) =>
        activation switch
        {
            Activation.Tanh => Expr.Tanh(x),
            Activation.Relu => Expr.LeakyRelu(x, 0),
            Activation.LeakyRelu => Expr.LeakyRelu(x, 0.01),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation."),
        };
}
