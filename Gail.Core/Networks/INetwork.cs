using System.Collections.Immutable;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Networks;

/// <summary>
/// A function with weights, y = f(x; w): what lies under policies, value functions and discriminators. An architecture
/// only; the weights are a tree, so that whoever uses one has its state, its derivatives and its speed for nothing.
/// </summary>
public interface INetwork
{
    /// <summary>The columns of x.</summary>
    int InputWidth { get; }

    /// <summary>The columns of y.</summary>
    int OutputWidth { get; }

    /// <summary>Weights to begin with.</summary>
    /// <param name="key">A key of its own.</param>
    StateTree Initialize(RandomKey key);

    /// <summary>The weights as inputs of a graph, one for each leaf of <see cref="Initialize"/>, in its order.</summary>
    /// <param name="prefix">What the names begin with; '/' and the leaf's path follow.</param>
    ImmutableArray<Expr> Parameters(string prefix);

    /// <summary>The network applied to a batch.</summary>
    /// <param name="parameters">What <see cref="Parameters"/> gave.</param>
    /// <param name="input">x [batch, <see cref="InputWidth"/>].</param>
    /// <returns>y [batch, <see cref="OutputWidth"/>].</returns>
    Expr Apply(ImmutableArray<Expr> parameters, Expr input);
}

/// <summary>Makes a network of the widths asked for.</summary>
/// <param name="inputWidth">The columns of x.</param>
/// <param name="outputWidth">The columns of y.</param>
public delegate INetwork NetworkFactory(int inputWidth, int outputWidth);
