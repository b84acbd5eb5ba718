using System.Collections.Immutable;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Networks;

/// <summary>
/// A function with weights, y = f(x; w), as used by policies, value functions and discriminators. It is an architecture
/// only; the weights are a tree, so every user gets state, derivatives and fast evaluation without further code.
/// </summary>
public interface INetwork
{
    /// <summary>The columns of x.</summary>
    int InputWidth { get; }

    /// <summary>The columns of y.</summary>
    int OutputWidth { get; }

    /// <summary>The initial weights.</summary>
    StateTree Initialize(RandomKey key);

    /// <summary>The weights as inputs of a graph, one for each leaf of <see cref="Initialize"/>, in its order.</summary>
    /// <param name="prefix">The prefix of the names; '/' and the leaf's path follow.</param>
    ImmutableArray<Expr> Parameters(string prefix);

    /// <summary>The network applied to a batch.</summary>
    /// <param name="parameters">The result of <see cref="Parameters"/>.</param>
    /// <param name="input">x [batch, <see cref="InputWidth"/>].</param>
    /// <returns>y [batch, <see cref="OutputWidth"/>].</returns>
    Expr Apply(ImmutableArray<Expr> parameters, Expr input);
}

/// <summary>Makes a network of the widths asked for.</summary>
/// <param name="inputWidth">The columns of x.</param>
/// <param name="outputWidth">The columns of y.</param>
public delegate INetwork NetworkFactory(int inputWidth, int outputWidth);
