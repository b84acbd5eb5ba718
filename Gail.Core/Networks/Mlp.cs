using System.Collections.Immutable;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Networks;

/// <summary>
/// A multilayer perceptron: y = f(...f(x W0 + b0)...) Wn + bn, with a linear output layer. An architecture only;
/// the weights are a <see cref="StateTree"/> made by <see cref="Initialize"/>.
/// </summary>
/// <param name="InputWidth">The columns of x.</param>
/// <param name="Hidden">The width of each hidden layer.</param>
/// <param name="OutputWidth">The columns of y.</param>
/// <param name="Activation">f.</param>
public sealed record Mlp(int InputWidth, ImmutableArray<int> Hidden, int OutputWidth, Activation Activation) : INetwork
{
    /// <summary>
    /// The initial weights: hidden layers uniform in +-sqrt(6 / (in + out)) (Glorot and Bengio 2010), biases zero,
    /// the output layer zero, so that a policy begins undecided and a classifier at 1/2 (the paper's code).
    /// </summary>
    public StateTree Initialize(RandomKey key)
    {
        var tree = StateTree.Empty;
        foreach (var layer in Layers)
        {
            var weight = new float[layer.Inputs * layer.Outputs];
            if (!layer.IsOutput)
            {
                var limit = Math.Sqrt(6.0 / (layer.Inputs + layer.Outputs));
                var layerKey = key.Fold(layer.Index);
                for (var i = 0; i < weight.Length; i++)
                {
                    weight[i] = (float)layerKey.Uniform((ulong)i, -limit, limit);
                }
            }
            tree = tree.With($"{layer.Name}/weight", NdArray<float>.Own(new Shape(layer.Inputs, layer.Outputs), weight))
                .With($"{layer.Name}/bias", NdArray.Zeros<float>(new Shape(1, layer.Outputs)));
        }
        return tree;
    }

    /// <inheritdoc/>
    public ImmutableArray<Expr> Parameters(string prefix) =>
        [
            .. Layers.SelectMany(layer =>
                new[]
                {
                    Expr.Parameter($"{prefix}/{layer.Name}/weight", layer.Inputs, layer.Outputs),
                    Expr.Parameter($"{prefix}/{layer.Name}/bias", 1, layer.Outputs),
                }
            ),
        ];

    /// <inheritdoc/>
    public Expr Apply(ImmutableArray<Expr> parameters, Expr input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var x = input;
        foreach (var layer in Layers)
        {
            var (weight, bias) = (parameters[2 * layer.Index], parameters[(2 * layer.Index) + 1]);
            x = Expr.MatMul(x, weight) + Expr.RepeatRows(bias, x.Rows);
            x = layer.IsOutput ? x : Activations.Apply(Activation, x);
        }
        return x;
    }

    /// <inheritdoc/>
    public bool Equals(Mlp? other) =>
        other is not null
        && InputWidth == other.InputWidth
        && Hidden.SequenceEqual(other.Hidden)
        && OutputWidth == other.OutputWidth
        && Activation == other.Activation;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(InputWidth, Hidden.Length, OutputWidth, Activation);

    private IEnumerable<Layer> Layers
    {
        get
        {
            var inputs = InputWidth;
            for (var i = 0; i < Hidden.Length; i++)
            {
                yield return new Layer(i, $"hidden{i}", inputs, Hidden[i], IsOutput: false);
                inputs = Hidden[i];
            }
            yield return new Layer(Hidden.Length, "output", inputs, OutputWidth, IsOutput: true);
        }
    }

    private sealed record Layer(int Index, string Name, int Inputs, int Outputs, bool IsOutput);
}
