namespace Gail.Runs.Experts;

/// <summary>The activation between the layers of an expert policy.</summary>
public enum ExpertActivation
{
    /// <summary>max(x, 0.01 x).</summary>
    LeakyRelu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}
