using Gail.Core.Tests.Graphs;
using Gail.Distributions;
using Gail.Environments;
using Gail.Execution;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Core.Tests.Distributions;

/// <summary>A family's graphs in double precision, with parameters and actions to try them on.</summary>
internal sealed class DistributionGraphs(ActionSpace space)
{
    internal static readonly Dictionary<string, ActionSpace> Spaces = new()
    {
        ["gaussian 1"] = BoxSpace.Uniform(1, -1, 1),
        ["gaussian 2"] = BoxSpace.Uniform(2, -1, 1),
        ["categorical"] = new DiscreteSpace(4),
        ["multi-discrete"] = ActionSpace.MultiDiscrete(3, 2),
        ["hybrid"] = new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(1, -1, 1)]),
        ["hybrid, box first"] = new ProductSpace([
            BoxSpace.Uniform(1, -1, 1),
            new DiscreteSpace(2),
            new DiscreteSpace(2),
        ]),
    };

    internal static TheoryData<string> Names => [.. Spaces.Keys];

    internal ActionDistribution Family { get; } = ActionDistribution.For(space);

    /// <summary>Rows of parameters as a network would give them: categoricals are normalised.</summary>
    internal NdArray<double> Parameters(RandomKey key, int rows)
    {
        var network = Matrices.Random(key.Fold(0), rows, Family.NetworkWidth, -1.5, 1.5);
        var free = Matrices.Random(key.Fold(1), 1, Math.Max(1, Family.FreeWidth), -1, 0.5);
        return Parameters(network, free);
    }

    internal NdArray<double> Parameters(NdArray<double> network, NdArray<double> free) =>
        Run(
            Family.Parameters(Expr.Input("network", network.Columns), Expr.Parameter("free", 1, free.Columns)),
            ("network", network),
            ("free", free)
        );

    internal NdArray<double> LogProbability(NdArray<double> parameters, NdArray<double> encodedActions) =>
        Run(
            Family.LogProbability(P, Expr.Input("actions", Family.EncodedWidth)),
            ("p", parameters),
            ("actions", encodedActions)
        );

    internal NdArray<double> Entropy(NdArray<double> parameters) => Run(Family.Entropy(P), ("p", parameters));

    internal NdArray<double> KullbackLeibler(NdArray<double> p, NdArray<double> q) =>
        Run(Family.KullbackLeibler(P, Expr.Input("q", Family.ParameterWidth)), ("p", p), ("q", q));

    internal NdArray<double> FisherProduct(NdArray<double> parameters, NdArray<double> tangent) =>
        Run(Family.FisherProduct(P, Expr.Input("v", Family.ParameterWidth)), ("p", parameters), ("v", tangent));

    /// <summary>d log p(a) / d parameters for every row of actions.</summary>
    internal NdArray<double> Score(NdArray<double> parameters, NdArray<double> encodedActions)
    {
        var logProbability = Family.LogProbability(P, Expr.Input("actions", Family.EncodedWidth));
        var one = Expr.Fill(1, logProbability.Rows, 1);
        return Run(Differentiate.Backward(logProbability, one, [P])[0], ("p", parameters), ("actions", encodedActions));
    }

    /// <summary>A direction in which parameters can move: those of categoricals stay normalised, sum(p v) = 0.</summary>
    internal NdArray<double> Tangent(RandomKey key, NdArray<double> parameters)
    {
        var v = Matrices.Random(key, 1, parameters.Columns).Span.ToArray();
        var at = 0;
        foreach (var part in space is ProductSpace product ? product.Parts : [space])
        {
            var width = ActionDistribution.For(part).ParameterWidth;
            var start = at;
            var mean =
                part is DiscreteSpace ? Matrices.Sum(width, i => Math.Exp(parameters[start + i]) * v[start + i]) : 0;
            for (var i = 0; i < width; i++)
            {
                v[start + i] -= mean;
            }
            at += width;
        }
        return NdArray.Matrix<double>(1, v.Length, v);
    }

    internal static NdArray<double> Run(Expr node, params ReadOnlySpan<(string Name, NdArray<double> Value)> inputs)
    {
        var feed = Feed<double>.Empty;
        foreach (var (name, value) in inputs)
        {
            feed = feed.With(name, value);
        }
        return Executor.SingleThreaded.RunDouble(new Graph(new GraphOutput("y", node)), feed)["y"];
    }

    /// <summary>
    /// Encoded actions with the volume each stands for, so that sums over them are integrals: all choices, and for
    /// each continuous dimension a grid over 9 standard deviations, whose trapezoid rule is exact to rounding.
    /// </summary>
    internal (NdArray<double> Actions, double[] Volumes) Grid(NdArray<double> parameters)
    {
        IEnumerable<(double[] Action, double Volume)> all = [([], 1.0)];
        var at = 0;
        foreach (var part in space is ProductSpace product ? product.Parts : [space])
        {
            var start = at;
            var points = part is DiscreteSpace discrete
                ? [.. Enumerable.Range(0, discrete.Count).Select(i => (OneHot(i, discrete.Count), 1.0))]
                : Box(parameters, start, part.Width);
            all = all.SelectMany(left =>
                points.Select(right => ((double[])[.. left.Action, .. right.Item1], left.Volume * right.Item2))
            );
            at += ActionDistribution.For(part).ParameterWidth;
        }
        var list = all.ToList();
        return (
            Matrices.Make(list.Count, Family.EncodedWidth, (i, j) => list[i].Action[j]),
            [.. list.Select(point => point.Volume)]
        );
    }

    private Expr P { get; } = Expr.Input("p", ActionDistribution.For(space).ParameterWidth);

    private static double[] OneHot(int i, int count) => [.. Enumerable.Range(0, count).Select(j => i == j ? 1.0 : 0.0)];

    private static List<(double[], double)> Box(NdArray<double> parameters, int start, int width)
    {
        const int Half = 36;
        List<(double[], double)> points = [([], 1.0)];
        for (var d = 0; d < width; d++)
        {
            var (mean, deviation) = (parameters[start + d], Math.Exp(parameters[start + width + d]));
            var step = 9 * deviation / Half;
            points =
            [
                .. points.SelectMany(point =>
                    Enumerable
                        .Range(-Half, (2 * Half) + 1)
                        .Select(i => ((double[])[.. point.Item1, mean + (i * step)], point.Item2 * step))
                ),
            ];
        }
        return points;
    }
}
