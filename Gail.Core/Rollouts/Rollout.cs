using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Rollouts;

/// <summary>
/// Consecutive steps of one episode within a rollout: rows <see cref="Start"/> to Start + <see cref="Length"/> - 1.
/// It ends because the task ended (<see cref="Terminated"/>), because the time limit came or the simulation broke down
/// (<see cref="Truncated"/>), or, when neither holds, because collecting stopped there.
/// </summary>
/// <param name="Start">The first row.</param>
/// <param name="Length">The number of rows, at least 1.</param>
/// <param name="Terminated">Whether the last step ended the task.</param>
/// <param name="Truncated">Whether the last step reached the time limit, or the simulation broke down in it.</param>
public readonly record struct Segment(int Start, int Length, bool Terminated, bool Truncated);

/// <summary>What a policy did in an environment, as columns over T steps; the true reward is kept apart.</summary>
public sealed record Rollout
{
    /// <summary>What the policy saw before each action [T, obs].</summary>
    public required NdArray<float> Observations { get; init; }

    /// <summary>What it did [T, action width].</summary>
    public required NdArray<float> Actions { get; init; }

    /// <summary>The parameters of the distribution each action was drawn from [T, parameter width].</summary>
    public required NdArray<float> Distribution { get; init; }

    /// <summary>Each step's number within its episode, from 0 [T].</summary>
    public required NdArray<long> Steps { get; init; }

    /// <summary>The environment's own reward [T]. Imitation never reads it; experts are trained on it.</summary>
    public required NdArray<double> EnvironmentRewards { get; init; }

    /// <summary>How the rows group into (parts of) episodes.</summary>
    public required ImmutableArray<Segment> Segments { get; init; }

    /// <summary>The observation after the last step of each segment [segments, obs].</summary>
    public required NdArray<float> FinalObservations { get; init; }

    /// <summary>The true return of every episode that ended within the rollout.</summary>
    public required ImmutableArray<double> CompletedReturns { get; init; }

    /// <summary>The length of every episode that ended within the rollout.</summary>
    public required ImmutableArray<int> CompletedLengths { get; init; }

    /// <summary>How many of those episodes were cut short because the simulation broke down.</summary>
    public int UnstableEpisodes { get; init; }

    /// <summary>The steps taken in the environment, those not kept included.</summary>
    public required long EnvironmentSteps { get; init; }

    /// <summary>T.</summary>
    public int Count => Observations.Rows;
}
