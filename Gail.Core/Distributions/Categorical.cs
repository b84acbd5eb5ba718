using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Distributions;

/// <summary>A choice among n actions. The network gives logits; the parameters are log-probabilities.</summary>
/// <param name="count">n.</param>
public sealed class Categorical(int count) : ActionDistribution
{
    /// <inheritdoc/>
    public override int NetworkWidth => count;

    /// <inheritdoc/>
    public override int FreeWidth => 0;

    /// <inheritdoc/>
    public override int ParameterWidth => count;

    /// <inheritdoc/>
    public override int EncodedWidth => count;

    /// <inheritdoc/>
    public override int ActionWidth => 1;

    /// <inheritdoc/>
    public override Expr Parameters(Expr network, Expr free) => LogSoftmax(network);

    /// <inheritdoc/>
    public override Expr LogProbability(Expr parameters, Expr actions) => SumColumns(parameters * actions);

    /// <summary>-sum(p log p).</summary>
    /// <inheritdoc/>
    public override Expr Entropy(Expr parameters) => -SumColumns(Exp(parameters) * parameters);

    /// <summary>sum(p (log p - log q)).</summary>
    /// <inheritdoc/>
    public override Expr KullbackLeibler(Expr p, Expr q) => SumColumns(Exp(p) * (p - q));

    /// <summary>The metric is diag(p) in log-probabilities.</summary>
    /// <inheritdoc/>
    public override Expr FisherProduct(Expr parameters, Expr tangent) => Exp(parameters) * tangent;

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<float> parameters, RandomKey key, Span<float> action)
    {
        var left = key.Uniform(0);
        var choice = 0;
        for (; choice < count - 1; choice++)
        {
            left -= Math.Exp(parameters[choice]);
            if (left < 0)
            {
                break;
            }
        }
        action[0] = choice;
    }

    /// <inheritdoc/>
    public override void Mode(ReadOnlySpan<float> parameters, Span<float> action)
    {
        var best = 0;
        for (var i = 1; i < count; i++)
        {
            best = parameters[i] > parameters[best] ? i : best;
        }
        action[0] = best;
    }
}
