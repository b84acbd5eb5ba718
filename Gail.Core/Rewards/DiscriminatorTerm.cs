using Gail.Graphs;
using static Gail.Graphs.Expr;

namespace Gail.Rewards;

/// <summary>The rows that a term of a discriminator's loss is computed on.</summary>
public enum TermRows
{
    /// <summary>Pairs of the policy and of the expert; each class weighs 1 in total.</summary>
    Pairs,

    /// <summary>Pairs of both classes mixed at uniformly random shares, all of equal weight.</summary>
    Interpolates,
}

/// <summary>A discriminator on some rows, as nodes of a graph.</summary>
/// <param name="LogitExpertIsHigh">l [rows, 1].</param>
/// <param name="Inputs">The network's inputs x [rows, input width].</param>
/// <param name="Labels">1 for the expert, 0 for the policy [rows, 1]; of interpolates, the expert's share.</param>
public sealed record DiscriminatorRows(Expr LogitExpertIsHigh, Expr Inputs, Expr Labels);

/// <summary>
/// A term of a discriminator's loss. The loss is the sum of its terms, and terms on the same rows are computed together;
/// so another penalty is one more class.
/// </summary>
public interface IDiscriminatorTerm
{
    /// <summary>The rows it is computed on.</summary>
    TermRows Rows { get; }

    /// <summary>The contribution of each row to the loss.</summary>
    /// <param name="rows">The discriminator on these rows.</param>
    /// <returns>[rows, 1].</returns>
    Expr PerRow(DiscriminatorRows rows);
}

/// <summary>Logistic regression, -log D for the expert and -log(1 - D) for the policy: softplus(l) - label l.</summary>
public sealed class LogisticTerm : IDiscriminatorTerm
{
    /// <inheritdoc/>
    public TermRows Rows => TermRows.Pairs;

    /// <inheritdoc/>
    public Expr PerRow(DiscriminatorRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Softplus(rows.LogitExpertIsHigh) - (rows.Labels * rows.LogitExpertIsHigh);
    }
}

/// <summary>-weight H(l), with the Bernoulli entropy of D, H(l) = softplus(l) - l sigmoid(l) (the authors' code).</summary>
/// <param name="weight">0 or more.</param>
public sealed class EntropyTerm(double weight) : IDiscriminatorTerm
{
    /// <inheritdoc/>
    public TermRows Rows => TermRows.Pairs;

    /// <inheritdoc/>
    public Expr PerRow(DiscriminatorRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var logit = rows.LogitExpertIsHigh;
        return (Softplus(logit) - (logit * Sigmoid(logit))) * -weight;
    }
}

/// <summary>
/// weight (|dl/dx| - target)^2 on interpolates: with target 1 Gulrajani et al. 2017, with target 0 the zero-centred
/// penalty (Mescheder et al. 2018; Thanh-Tung et al. 2019).
/// </summary>
/// <param name="weight">Above 0.</param>
/// <param name="target">The slope that the logit is drawn to.</param>
public sealed class GradientPenaltyTerm(double weight, double target) : IDiscriminatorTerm
{
    // The root's derivative is infinite at 0.
    private const double Least = 1e-12;

    /// <inheritdoc/>
    public TermRows Rows => TermRows.Interpolates;

    /// <inheritdoc/>
    public Expr PerRow(DiscriminatorRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var logit = rows.LogitExpertIsHigh;
        var slope = Differentiate.Backward(logit, Fill(1, logit.Rows, 1), [rows.Inputs])[0];
        return Square(Sqrt(SumColumns(Square(slope)) + Least) - target) * weight;
    }
}
