using System.Collections.Immutable;
using Gail.Environments;
using Gail.Numerics;

namespace Gail.Rollouts;

/// <summary>The steps of a policy in an environment, as columns over T steps; the true reward is a column of its own.</summary>
public sealed record Rollout
{
    /// <summary>The observation before each action [T, obs].</summary>
    public required NdArray<float> Observations { get; init; }

    /// <summary>The action of each step [T, action width].</summary>
    public required NdArray<float> Actions { get; init; }

    /// <summary>The parameters of the distribution each action was drawn from [T, parameter width].</summary>
    public required NdArray<float> Distribution { get; init; }

    /// <summary>The policy's recurrent state before each action [T, recurrent width]; of width 0 where it has none.</summary>
    public required NdArray<float> RecurrentStates { get; init; }

    /// <summary>Each step's number within its episode, from 0 [T].</summary>
    public required NdArray<long> Steps { get; init; }

    /// <summary>The environment's own reward [T]. Imitation never reads it; experts are trained on it.</summary>
    public required NdArray<double> EnvironmentRewards { get; init; }

    /// <summary>The segments of episodes that the rows form.</summary>
    public required ImmutableArray<Segment> Segments { get; init; }

    /// <summary>The observation after the last step of each segment [segments, obs].</summary>
    public required NdArray<float> FinalObservations { get; init; }

    /// <summary>The true return of every episode that ended within the rollout.</summary>
    public required ImmutableArray<double> CompletedReturns { get; init; }

    /// <summary>The length of every episode that ended within the rollout.</summary>
    public required ImmutableArray<int> CompletedLengths { get; init; }

    /// <summary>The number of those episodes that a simulation error cut short.</summary>
    public int UnstableEpisodes { get; init; }

    /// <summary>The steps taken in the environment, those not kept included.</summary>
    public required long EnvironmentSteps { get; init; }

    /// <summary>T.</summary>
    public int Count => Observations.Rows;

    /// <summary>
    /// The observation after each step, before any reset [T, obs]: the next row's observation, and after the last row of
    /// a segment its final one.
    /// </summary>
    public NdArray<float> NextObservations()
    {
        var width = Observations.Columns;
        var next = new float[Observations.Length];
        for (var i = 0; i < Segments.Length; i++)
        {
            var (start, length) = (Segments[i].Start, Segments[i].Length);
            var rows = next.AsSpan(start * width, length * width);
            Observations.Span.Slice((start + 1) * width, (length - 1) * width).CopyTo(rows);
            FinalObservations.Row(i).CopyTo(rows[((length - 1) * width)..]);
        }
        return NdArray<float>.Own(Observations.Shape, next);
    }

    /// <summary>1 in the last row of the segments chosen, otherwise 0 [T].</summary>
    internal NdArray<float> Ends(Func<Segment, bool> chosen)
    {
        var ends = new float[Count];
        foreach (var segment in Segments)
        {
            ends[segment.Start + segment.Length - 1] = chosen(segment) ? 1 : 0;
        }
        return NdArray<float>.Own(new Shape(Count), ends);
    }
}
