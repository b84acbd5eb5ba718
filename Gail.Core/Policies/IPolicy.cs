using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;

namespace Gail.Policies;

/// <summary>
/// What acts: a pure function (observation, carry, key) to (action, carry'), for many rows at once. Rows do not
/// depend on each other.
/// </summary>
public interface IPolicy
{
    /// <summary>The columns of an observation.</summary>
    int ObservationWidth { get; }

    /// <summary>What actions look like.</summary>
    ActionSpace Action { get; }

    /// <summary>The numbers a policy carries from step to step within an episode; 0 for ordinary networks.</summary>
    int CarryWidth { get; }

    /// <summary>Acts once for every row.</summary>
    /// <param name="executor">Where to compute.</param>
    /// <param name="observations">[N, ObservationWidth].</param>
    /// <param name="carry">[N, CarryWidth]; zeros at the start of an episode.</param>
    /// <param name="keys">One key per row, for stochastic choices.</param>
    /// <param name="choice">Whether to draw or to take the most probable action.</param>
    PolicyStep Act(
        Executor executor,
        NdArray<float> observations,
        NdArray<float> carry,
        ReadOnlySpan<RandomKey> keys,
        ActionChoice choice
    );
}

/// <summary>How an action is chosen from a policy's distribution.</summary>
public enum ActionChoice
{
    /// <summary>Drawn from the distribution.</summary>
    Stochastic,

    /// <summary>The most probable one; the mean of a Gaussian.</summary>
    Deterministic,
}

/// <summary>What a policy does in one step.</summary>
/// <param name="Actions">[N, action width].</param>
/// <param name="Carry">[N, carry width].</param>
/// <param name="Distribution">
/// The parameters of the distribution each action came from [N, parameter width]; of width 0 where there is none.
/// </param>
public sealed record PolicyStep(NdArray<float> Actions, NdArray<float> Carry, NdArray<float> Distribution);
