using System.Collections.Immutable;
using Gail.Data;
using Gail.Data.Formats;
using Gail.Numerics;
using Gail.Runs.Experts;

namespace Gail.Runs.StableBaselines;

/// <summary>
/// The policy of a model that Stable-Baselines3 saved (.zip): the multilayer perceptrons of PPO, A2C, SAC, TD3, DDPG and
/// DQN, and those of sb3-contrib that are built the same.
/// </summary>
/// <remarks>
/// Weights come from <c>policy.pth</c>, settings from the JSON of <c>data</c>. Its pickled members are not run: of two,
/// the spaces, the numbers are read by the closed reader of pickles, and where it refuses them they are left alone.
/// Everything is computed in double precision; Stable-Baselines3 computes in single precision.
/// </remarks>
public sealed record StableBaselinesModel
{
    internal const string WeightsMember = "policy.pth";

    /// <summary>How the output becomes an action.</summary>
    public required PolicyKind Kind { get; init; }

    /// <summary>The hidden layers of the policy, first to last; there may be none.</summary>
    public required ImmutableArray<ExpertLayer> Hidden { get; init; }

    /// <summary>The activation after each hidden layer, by the name of PyTorch's class, as in "ReLU".</summary>
    public required string Activation { get; init; }

    /// <summary>The linear output layer.</summary>
    public required ExpertLayer Output { get; init; }

    /// <summary>
    /// The layer that gives the logarithm of the standard deviations, clipped to [-20, 2], from the last hidden layer;
    /// null where they do not depend on the observation.
    /// </summary>
    public ExpertLayer? LogStandardDeviationLayer { get; init; }

    /// <summary>
    /// [actions]: the logarithm of the standard deviations; null for kinds without. With state-dependent exploration (gSDE)
    /// [hidden, actions], those of the weights that multiply the last hidden layer.
    /// </summary>
    public NdArray<double>? LogStandardDeviation { get; init; }

    /// <summary>Whether the mean is kept within -2 and 2 before it is squashed, as gSDE does in SAC.</summary>
    public bool ClipsMean { get; init; }

    /// <summary>Whether gSDE's standard deviations grow as 1 + log(1 + x) above 1 (expln).</summary>
    public bool UsesExpln { get; init; }

    /// <summary>The chance of a random choice where actions are drawn from a greedy policy.</summary>
    public double ExplorationRate { get; init; }

    /// <summary>[actions]: the bounds that actions were squashed into or clipped to; null where the file does not tell.</summary>
    public (ImmutableArray<float> Low, ImmutableArray<float> High)? Bounds { get; init; }

    /// <summary>The number of values in an observation.</summary>
    public int ObservationWidth => Hidden.IsEmpty ? Output.InputWidth : Hidden[0].InputWidth;

    /// <summary>The number of outputs: action dimensions, or choices.</summary>
    public int OutputWidth => Output.OutputWidth;

    /// <summary>Whether a file is a model of Stable-Baselines3.</summary>
    /// <param name="path">Any file.</param>
    /// <exception cref="DemonstrationException">There is no such file, or it is a damaged archive.</exception>
    public static bool IsIn(string path) => ArchiveMember.Exists(path, WeightsMember);

    /// <summary>Reads a file.</summary>
    /// <param name="path">What <c>model.save</c> wrote.</param>
    /// <exception cref="DemonstrationException">It is damaged, or its policy is of another kind.</exception>
    public static StableBaselinesModel Read(string path) => StableBaselinesReading.Read(path);
}
