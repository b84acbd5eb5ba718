using System.Collections.Immutable;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Distributions;

/// <summary>
/// Independent distributions side by side, for hybrid action spaces: log-probabilities, entropies and divergences
/// add up, parameters and actions are concatenated.
/// </summary>
/// <param name="parts">The distributions in the order of the action's parts.</param>
public sealed class ProductDistribution(ImmutableArray<ActionDistribution> parts) : ActionDistribution
{
    /// <inheritdoc/>
    public override int NetworkWidth => parts.Sum(part => part.NetworkWidth);

    /// <inheritdoc/>
    public override int FreeWidth => parts.Sum(part => part.FreeWidth);

    /// <inheritdoc/>
    public override int ParameterWidth => parts.Sum(part => part.ParameterWidth);

    /// <inheritdoc/>
    public override int EncodedWidth => parts.Sum(part => part.EncodedWidth);

    /// <inheritdoc/>
    public override int ActionWidth => parts.Sum(part => part.ActionWidth);

    /// <inheritdoc/>
    public override Expr Parameters(Expr network, Expr free)
    {
        var networks = Split(network, part => part.NetworkWidth);
        var frees = Split(free, part => part.FreeWidth);
        return Expr.Concatenate([.. parts.Select((part, i) => part.Parameters(networks[i], frees[i]))]);
    }

    /// <inheritdoc/>
    public override int NoiseWidth => parts.All(part => part.NoiseWidth > 0) ? parts.Sum(part => part.NoiseWidth) : 0;

    /// <inheritdoc/>
    public override Expr Reparameterized(Expr parameters, Expr noise)
    {
        var own = Split(parameters, part => part.ParameterWidth);
        var noises = Split(noise, part => part.NoiseWidth);
        return Expr.Concatenate([.. parts.Select((part, i) => part.Reparameterized(own[i], noises[i]))]);
    }

    /// <inheritdoc/>
    public override Expr LogProbability(Expr parameters, Expr actions)
    {
        var encoded = Split(actions, part => part.EncodedWidth);
        return Total(parameters, (part, i, own) => part.LogProbability(own, encoded[i]));
    }

    /// <inheritdoc/>
    public override Expr Entropy(Expr parameters) => Total(parameters, (part, _, own) => part.Entropy(own));

    /// <inheritdoc/>
    public override Expr KullbackLeibler(Expr p, Expr q)
    {
        var others = Split(q, part => part.ParameterWidth);
        return Total(p, (part, i, own) => part.KullbackLeibler(own, others[i]));
    }

    /// <inheritdoc/>
    public override Expr FisherProduct(Expr parameters, Expr tangent)
    {
        var own = Split(parameters, part => part.ParameterWidth);
        var tangents = Split(tangent, part => part.ParameterWidth);
        return Expr.Concatenate([.. parts.Select((part, i) => part.FisherProduct(own[i], tangents[i]))]);
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<float> parameters, RandomKey key, Span<float> action)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i].Sample(parameters[..parts[i].ParameterWidth], key.Fold(i), action[..parts[i].ActionWidth]);
            parameters = parameters[parts[i].ParameterWidth..];
            action = action[parts[i].ActionWidth..];
        }
    }

    /// <inheritdoc/>
    public override void Mode(ReadOnlySpan<float> parameters, Span<float> action)
    {
        foreach (var part in parts)
        {
            part.Mode(parameters[..part.ParameterWidth], action[..part.ActionWidth]);
            parameters = parameters[part.ParameterWidth..];
            action = action[part.ActionWidth..];
        }
    }

    private Expr Total(Expr parameters, Func<ActionDistribution, int, Expr, Expr> term)
    {
        var own = Split(parameters, part => part.ParameterWidth);
        return parts.Select((part, i) => term(part, i, own[i])).Aggregate((sum, next) => sum + next);
    }

    private ImmutableArray<Expr> Split(Expr all, Func<ActionDistribution, int> width)
    {
        var split = ImmutableArray.CreateBuilder<Expr>(parts.Length);
        var start = 0;
        foreach (var part in parts)
        {
            // A part without columns (a categorical has no free parameters) gets a node it does not look at.
            split.Add(width(part) == 0 ? all : Expr.SliceColumns(all, start, width(part)));
            start += width(part);
        }
        return split.MoveToImmutable();
    }
}
