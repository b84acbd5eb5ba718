using Gail.Graphs;
using Gail.Numerics;
using static Gail.Graphs.Expr;

namespace Gail.Distributions;

/// <summary>
/// Independent normal distributions. The network gives the means; the log standard deviations are free parameters, or
/// the network's too, and then kept within [-20, 2] as is usual for soft actor-critic. Parameters: [mean (d), log standard
/// deviation (d)].
/// </summary>
/// <param name="width">d, the number of action dimensions.</param>
/// <param name="stateDependentDeviation">Whether the network gives the log standard deviations.</param>
public sealed class DiagonalGaussian(int width, bool stateDependentDeviation = false) : ActionDistribution
{
    private const double LeastLogStd = -20;
    private const double MostLogStd = 2;

    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    public override int NetworkWidth => stateDependentDeviation ? 2 * width : width;

    /// <inheritdoc/>
    public override int FreeWidth => stateDependentDeviation ? 0 : width;

    /// <inheritdoc/>
    public override int NoiseWidth => width;

    /// <inheritdoc/>
    public override int ParameterWidth => 2 * width;

    /// <inheritdoc/>
    public override int EncodedWidth => width;

    /// <inheritdoc/>
    public override int ActionWidth => width;

    /// <inheritdoc/>
    public override Expr Parameters(Expr network, Expr free) =>
        stateDependentDeviation
            ? Concatenate(Mean(network), Clamp(LogStd(network), LeastLogStd, MostLogStd))
            : Concatenate(network, RepeatRows(free, network.Rows));

    /// <summary>m + s x noise.</summary>
    /// <inheritdoc/>
    public override Expr Reparameterized(Expr parameters, Expr noise) =>
        Mean(parameters) + (Exp(LogStd(parameters)) * noise);

    /// <summary>-sum((a - m)^2 / (2 s^2) + log s + log(2 pi) / 2).</summary>
    /// <inheritdoc/>
    public override Expr LogProbability(Expr parameters, Expr actions)
    {
        var logStd = LogStd(parameters);
        var scaled = (actions - Mean(parameters)) * Exp(-logStd);
        return SumColumns((Square(scaled) * -0.5) - logStd - HalfLogTwoPi);
    }

    /// <summary>sum(log s + (1 + log(2 pi)) / 2).</summary>
    /// <inheritdoc/>
    public override Expr Entropy(Expr parameters) => SumColumns(LogStd(parameters) + (0.5 + HalfLogTwoPi));

    /// <summary>sum(log(sq / sp) + (sp^2 + (mp - mq)^2) / (2 sq^2) - 1/2).</summary>
    /// <inheritdoc/>
    public override Expr KullbackLeibler(Expr p, Expr q)
    {
        var (logP, logQ) = (LogStd(p), LogStd(q));
        var spread = Exp((logP - logQ) * 2) + Square((Mean(p) - Mean(q)) * Exp(-logQ));
        return SumColumns(logQ - logP + (spread * 0.5) - 0.5);
    }

    /// <summary>The metric is diagonal: 1 / s^2 for a mean, 2 for a log standard deviation.</summary>
    /// <inheritdoc/>
    public override Expr FisherProduct(Expr parameters, Expr tangent)
    {
        var mean = SliceColumns(tangent, 0, width) * Exp(LogStd(parameters) * -2);
        return Concatenate(mean, SliceColumns(tangent, width, width) * 2);
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<float> parameters, RandomKey key, Span<float> action)
    {
        for (var i = 0; i < width; i++)
        {
            action[i] = (float)(parameters[i] + (Math.Exp(parameters[width + i]) * key.Normal((ulong)i)));
        }
    }

    /// <inheritdoc/>
    public override void Mode(ReadOnlySpan<float> parameters, Span<float> action) => parameters[..width].CopyTo(action);

    private Expr Mean(Expr parameters) => SliceColumns(parameters, 0, width);

    private Expr LogStd(Expr parameters) => SliceColumns(parameters, width, width);
}
