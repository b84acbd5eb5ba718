using Gail.Numerics;

namespace Gail.Environments;

/// <summary>
/// An environment as a set of pure functions over a flat state vector. All methods are safe to call from many threads
/// at once and depend on their arguments alone; they write only to the span they are given.
/// </summary>
/// <remarks>
/// Time limits and automatic reset are not the environment's business: <see cref="EnvironmentSpec.StepLimit"/> states
/// the limit and the layer above truncates.
/// </remarks>
public interface IEnvironment
{
    /// <summary>Identity, spaces, widths and limit.</summary>
    EnvironmentSpec Spec { get; }

    /// <summary>Draws an initial state.</summary>
    /// <param name="state">Receives <see cref="EnvironmentSpec.StateWidth"/> values.</param>
    void Reset(RandomKey key, Span<double> state);

    /// <summary>Writes what the agent sees in a state.</summary>
    /// <param name="state">A state of <see cref="EnvironmentSpec.StateWidth"/> values.</param>
    /// <param name="observation">Receives as many values as the observation space has.</param>
    void Observe(ReadOnlySpan<double> state, Span<float> observation);

    /// <summary>Takes one step.</summary>
    /// <param name="state">The state before the step.</param>
    /// <param name="action">
    /// The action in the layout of <see cref="ActionSpace"/>: one number per continuous dimension, the choice itself
    /// as a number for a discrete space.
    /// </param>
    /// <param name="key">The source of randomness; unused by deterministic environments.</param>
    /// <param name="next">Receives the state after the step; must not overlap <paramref name="state"/>.</param>
    StepResult Step(ReadOnlySpan<double> state, ReadOnlySpan<float> action, RandomKey key, Span<double> next);
}

/// <summary>The outcome of one step, besides the next state.</summary>
/// <param name="Reward">The environment's own reward; imitation never trains on it.</param>
/// <param name="Terminated">
/// Whether the task itself ended (goal or failure); what that means is declared by
/// <see cref="EnvironmentSpec.Termination"/>. A time limit is not termination; it is truncation, decided above.
/// </param>
/// <param name="Unstable">
/// Whether the simulation broke down in this step, as physics engines do in states no robot can be in. Then the reward
/// is 0, <paramref name="Terminated"/> is false and the next state is the state before the step; the layer above must
/// end the episode by truncation and count it.
/// </param>
public readonly record struct StepResult(double Reward, bool Terminated, bool Unstable = false);
