using Gail.Distributions;
using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Outside.Tests;

/// <summary>
/// A distribution for one continuous action that is only ever -1 or +1: p(+1) = sigmoid(l), the network giving l.
/// </summary>
internal sealed class AllOrNothing : ActionDistribution
{
    public override int NetworkWidth => 1;

    public override int FreeWidth => 0;

    public override int ParameterWidth => 1;

    public override int EncodedWidth => 1;

    public override int ActionWidth => 1;

    public override Expr Parameters(Expr network, Expr free) => network;

    // log sigmoid(a l) for a of -1 or +1.
    public override Expr LogProbability(Expr parameters, Expr actions) => -Softplus(-(actions * parameters));

    public override Expr Entropy(Expr parameters) => Softplus(parameters) - (parameters * Sigmoid(parameters));

    public override Expr KullbackLeibler(Expr p, Expr q) => (Sigmoid(p) * (p - q)) + Softplus(q) - Softplus(p);

    public override Expr FisherProduct(Expr parameters, Expr tangent)
    {
        var up = Sigmoid(parameters);
        return up * (1 - up) * tangent;
    }

    public override void Sample(ReadOnlySpan<float> parameters, RandomKey key, Span<float> action) =>
        action[0] = key.Uniform(0) < 1 / (1 + Math.Exp(-parameters[0])) ? 1 : -1;

    public override void Mode(ReadOnlySpan<float> parameters, Span<float> action) =>
        action[0] = parameters[0] > 0 ? 1 : -1;
}
