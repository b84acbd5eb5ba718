using System.Collections.Frozen;

namespace Gail.Runs.StableBaselines;

/// <summary>The activations between the layers of PyTorch's networks, by the names of its classes.</summary>
internal static class HiddenActivation
{
    private const double LeakySlope = 0.01;

    public static FrozenDictionary<string, Func<double, double>> ByName { get; } =
        new Dictionary<string, Func<double, double>>
        {
            ["Tanh"] = Math.Tanh,
            ["ReLU"] = value => Math.Max(value, 0),
            ["LeakyReLU"] = value => value > 0 ? value : LeakySlope * value,
            ["ELU"] = value => value > 0 ? value : Math.Exp(value) - 1,
            ["Sigmoid"] = Sigmoid,
            ["SiLU"] = value => value * Sigmoid(value),
            ["Softplus"] = value => Math.Max(value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(value))),
            ["Identity"] = value => value,
        }.ToFrozenDictionary();

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));
}
