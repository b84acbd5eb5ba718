using System.Collections.Immutable;
using Gail.Data;
using Gail.Data.Formats.Npz;
using Gail.Numerics;

namespace Gail.Runs.Experts;

/// <summary>
/// The weights of an expert policy as the authors of the paper published them, with a plain forward pass in double
/// precision; meant for recording their demonstrations again and for checking environments.
/// </summary>
/// <remarks>
/// An .npz archive of float64 arrays: <c>obsnorm.mean_1_D</c>, <c>obsnorm.meansq_1_D</c>, <c>hidden.layer_0.W</c>
/// [in, out] and <c>.b</c>, for a second layer <c>hidden.layer_2.*</c>, <c>out.*</c>, and <c>logstdevs_1_Da</c> for
/// Gaussian policies. Other arrays are ignored.
/// </remarks>
public sealed record ExpertWeights
{
    private const double NormalizerEpsilon = 1e-6;
    private const double LeakySlope = 0.01;

    /// <summary>The hidden layers, first to last; at least one.</summary>
    public required ImmutableArray<ExpertLayer> Hidden { get; init; }

    /// <summary>The linear output layer.</summary>
    public required ExpertLayer Output { get; init; }

    /// <summary>The activation after each hidden layer: leaky ReLU when there is one, tanh when there are more.</summary>
    public required ExpertActivation Activation { get; init; }

    /// <summary>[obs]: the mean taken from observations.</summary>
    public required NdArray<double> ObservationMean { get; init; }

    /// <summary>[obs]: sqrt(max(0, mean square - squared mean)).</summary>
    public required NdArray<double> ObservationStandardDeviation { get; init; }

    /// <summary>[actions]: the logarithm of the standard deviations of a Gaussian policy; null for a softmax.</summary>
    public required NdArray<double>? LogStandardDeviation { get; init; }

    /// <summary>The number of values in an observation.</summary>
    public int ObservationWidth => ObservationMean.Length;

    /// <summary>The number of outputs: action dimensions of a Gaussian, choices of a softmax.</summary>
    public int OutputWidth => Output.OutputWidth;

    /// <summary>Whether the policy chooses among discrete actions.</summary>
    public bool IsDiscrete => LogStandardDeviation is null;

    /// <summary>Reads a file.</summary>
    /// <param name="path">An .npz file as described above.</param>
    /// <exception cref="DemonstrationException">An array is missing, not finite or does not fit the others.</exception>
    public static ExpertWeights Read(string path)
    {
        using var archive = NpzArchive.Open(path);
        return new ExpertReading(archive).Read();
    }

    /// <summary>The output for one observation: the mean action of a Gaussian, the logits of a softmax.</summary>
    /// <remarks>
    /// h = (x - mean) / (sd + 1e-6); for each hidden layer h = activation(h W + b); output h W + b.
    /// </remarks>
    /// <param name="observation">[obs].</param>
    /// <returns>[outputs].</returns>
    public double[] Forward(ReadOnlySpan<double> observation)
    {
        if (observation.Length != ObservationWidth)
        {
            throw new ArgumentException(
                $"Expected {ObservationWidth} values but got {observation.Length}.",
                nameof(observation)
            );
        }
        var hidden = new double[observation.Length];
        for (var i = 0; i < hidden.Length; i++)
        {
            hidden[i] = (observation[i] - ObservationMean[i]) / (ObservationStandardDeviation[i] + NormalizerEpsilon);
        }
        foreach (var layer in Hidden)
        {
            hidden = Array.ConvertAll(layer.Apply(hidden), Activate);
        }
        return Output.Apply(hidden);
    }

    private double Activate(double value) =>
        Activation == ExpertActivation.Tanh ? Math.Tanh(value)
        : value > 0 ? value
        : LeakySlope * value;
}
