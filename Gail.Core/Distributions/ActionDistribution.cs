using Gail.Environments;
using Gail.Graphs;
using Gail.Numerics;

namespace Gail.Distributions;

/// <summary>
/// A family of distributions over actions, described by a row of parameters: as graphs for training and as plain
/// numbers for acting. Actions in graphs are encoded (<see cref="ActionSpace.Encode"/>: choices are one-hot). Another
/// family is a class that derives from this one, given to <c>PolicyNetwork</c>.
/// </summary>
public abstract class ActionDistribution
{
    /// <summary>The columns of the network's output.</summary>
    public abstract int NetworkWidth { get; }

    /// <summary>The number of trainable parameters that do not depend on the observation (log standard deviations).</summary>
    public abstract int FreeWidth { get; }

    /// <summary>The columns of the distribution's parameters.</summary>
    public abstract int ParameterWidth { get; }

    /// <summary>The columns of an encoded action.</summary>
    public abstract int EncodedWidth { get; }

    /// <summary>The number of floats in an action.</summary>
    public abstract int ActionWidth { get; }

    /// <summary>
    /// The standard normal numbers that a reparameterised sample is made of; 0 where the family has none, since its actions
    /// are no smooth function of its parameters.
    /// </summary>
    public virtual int NoiseWidth => 0;

    /// <summary>The family that suits a space: diagonal Gaussian, categorical, or their product.</summary>
    /// <param name="space">The action space.</param>
    public static ActionDistribution For(ActionSpace space) =>
        space switch
        {
            DiscreteSpace discrete => new Categorical(discrete.Count),
            BoxSpace box => new DiagonalGaussian(box.Width),
            ProductSpace product => new ProductDistribution([.. product.Parts.Select(For)]),
            _ => throw new ArgumentException($"There is no distribution for {space}.", nameof(space)),
        };

    /// <summary>The parameters of the distribution.</summary>
    /// <param name="network">The network's output [batch, NetworkWidth].</param>
    /// <param name="free">The free parameters [1, FreeWidth]; ignored where FreeWidth is 0.</param>
    /// <returns>[batch, ParameterWidth].</returns>
    public abstract Expr Parameters(Expr network, Expr free);

    /// <summary>log p(action), in nats.</summary>
    /// <param name="parameters">[batch, ParameterWidth].</param>
    /// <param name="actions">Encoded actions [batch, EncodedWidth].</param>
    /// <returns>[batch, 1].</returns>
    public abstract Expr LogProbability(Expr parameters, Expr actions);

    /// <summary>
    /// A sample as a smooth function of the parameters, so that gradients pass through it (Kingma and Welling 2014, section
    /// 2.4): what <see cref="Sample"/> draws from the same noise.
    /// </summary>
    /// <param name="parameters">[batch, ParameterWidth].</param>
    /// <param name="noise">Standard normal numbers [batch, NoiseWidth].</param>
    /// <returns>Encoded actions [batch, EncodedWidth].</returns>
    /// <exception cref="NotSupportedException">The family has none.</exception>
    public virtual Expr Reparameterized(Expr parameters, Expr noise) =>
        throw new NotSupportedException($"A {GetType().Name} has no reparameterised samples.");

    /// <summary>The (differential) entropy in nats.</summary>
    /// <param name="parameters">[batch, ParameterWidth].</param>
    /// <returns>[batch, 1].</returns>
    public abstract Expr Entropy(Expr parameters);

    /// <summary>KL(p || q) in nats.</summary>
    /// <param name="p">Parameters [batch, ParameterWidth].</param>
    /// <param name="q">Parameters [batch, ParameterWidth].</param>
    /// <returns>[batch, 1].</returns>
    public abstract Expr KullbackLeibler(Expr p, Expr q);

    /// <summary>
    /// The Fisher metric times a tangent, M v: with J the derivative of the parameters by whatever they are computed
    /// from, J' M J is the Hessian of KL(p || q) at q = p, so the policy's Fisher product is J' M J v.
    /// </summary>
    /// <param name="parameters">[batch, ParameterWidth].</param>
    /// <param name="tangent">v [batch, ParameterWidth].</param>
    /// <returns>[batch, ParameterWidth].</returns>
    public abstract Expr FisherProduct(Expr parameters, Expr tangent);

    /// <summary>Draws an action.</summary>
    /// <param name="parameters">One row of ParameterWidth numbers.</param>
    /// <param name="action">Receives ActionWidth numbers.</param>
    public abstract void Sample(ReadOnlySpan<float> parameters, RandomKey key, Span<float> action);

    /// <summary>The most probable action (the mean of a Gaussian).</summary>
    /// <param name="parameters">One row of ParameterWidth numbers.</param>
    /// <param name="action">Receives ActionWidth numbers.</param>
    public abstract void Mode(ReadOnlySpan<float> parameters, Span<float> action);
}
