using Gail.Numerics;

namespace Gail.Environments;

/// <summary>
/// An environment for people who prefer an immutable record as the state: implement the members below with ordinary
/// values, and this class presents them as an <see cref="IEnvironment"/> over flat vectors.
/// </summary>
/// <remarks>
/// <para>All members must be pure: they depend on their arguments alone and may be called from many threads at once.
/// <see cref="Decode"/> must give back what <see cref="Encode"/> wrote, bit for bit, else a run resumed from a
/// checkpoint would differ from one that was not interrupted. Whatever a later step reads belongs in the state.</para>
/// <para>Comfort costs an allocation or two per step; an inner loop that matters implements
/// <see cref="IEnvironment"/> itself.</para>
/// </remarks>
/// <typeparam name="TState">The state; best an immutable record.</typeparam>
public abstract class RecordEnvironment<TState> : IEnvironment
{
    /// <inheritdoc/>
    public abstract EnvironmentSpec Spec { get; }

    /// <summary>Draws an initial state.</summary>
    public abstract TState Initial(RandomKey key);

    /// <summary>Writes the observation of a state: as many values as the observation space has.</summary>
    public abstract float[] Observe(TState state);

    /// <summary>Takes one step.</summary>
    /// <param name="state">The state before the step.</param>
    /// <param name="action">The action in the layout of <see cref="ActionSpace"/>.</param>
    /// <param name="key">The source of randomness; unused by deterministic environments.</param>
    public abstract Transition<TState> Step(TState state, ReadOnlySpan<float> action, RandomKey key);

    /// <summary>Writes a state as numbers.</summary>
    /// <param name="numbers">Receives <see cref="EnvironmentSpec.StateWidth"/> values.</param>
    public abstract void Encode(TState state, Span<double> numbers);

    /// <summary>Reads back what <see cref="Encode"/> wrote.</summary>
    /// <param name="numbers"><see cref="EnvironmentSpec.StateWidth"/> values.</param>
    public abstract TState Decode(ReadOnlySpan<double> numbers);

    void IEnvironment.Reset(RandomKey key, Span<double> state) => Encode(Initial(key), state);

    void IEnvironment.Observe(ReadOnlySpan<double> state, Span<float> observation)
    {
        var seen = Observe(Decode(state));
        if (seen.Length != observation.Length)
        {
            throw new InvalidOperationException(
                $"{Spec.Id} observed {seen.Length} values, expected {observation.Length} as its Spec.Observation has."
            );
        }
        seen.CopyTo(observation);
    }

    StepResult IEnvironment.Step(
        ReadOnlySpan<double> state,
        ReadOnlySpan<float> action,
        RandomKey key,
        Span<double> next
    )
    {
        var transition = Step(Decode(state), action, key);
        Encode(transition.Next, next);
        return new StepResult(transition.Reward, transition.Terminated);
    }
}

/// <summary>The outcome of one step of a <see cref="RecordEnvironment{TState}"/> yields.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <param name="Next">The state after the step.</param>
/// <param name="Reward">The environment's own reward; imitation never trains on it.</param>
/// <param name="Terminated">Whether the task itself ended; a time limit is not termination.</param>
public readonly record struct Transition<TState>(TState Next, double Reward, bool Terminated);
