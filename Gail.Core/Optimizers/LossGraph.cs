using System.Collections.Immutable;
using Gail.Graphs;

namespace Gail.Optimizers;

/// <summary>A loss with its gradient by the parameters, ready for <see cref="OptimizerLoop"/>.</summary>
public sealed class LossGraph
{
    /// <summary>The prefix of the trainable inputs' names.</summary>
    public const string Prefix = "parameters/";

    /// <summary>The prefix of the gradients' names; the path follows.</summary>
    public const string GradientPrefix = "gradient/";

    /// <summary>A loss and its gradient.</summary>
    /// <param name="loss">To be decreased [1, 1].</param>
    /// <param name="parameters">The trainable inputs, named parameters/...</param>
    /// <param name="others">Nodes that are looked at beside it.</param>
    public LossGraph(Expr loss, ImmutableArray<Expr> parameters, params ReadOnlySpan<GraphOutput> others)
    {
        Parameters = parameters;
        Graph = new Graph([
            .. Differentiate
                .Gradient(loss, parameters)
                .Select((node, i) => new GraphOutput(GradientPrefix + parameters[i].Name[Prefix.Length..], node)),
            new GraphOutput("loss", loss),
            .. others,
        ]);
    }

    /// <summary>The trainable inputs.</summary>
    public ImmutableArray<Expr> Parameters { get; }

    /// <summary>The gradient's parts in the order of the parameters, the loss, then the other nodes.</summary>
    public Graph Graph { get; }

    /// <summary>The place of the loss among the outputs; the other nodes follow it.</summary>
    public int LossOutput => Parameters.Length;
}
