using Gail.Environments;
using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Core.Tests.Rollouts;

/// <summary>Rollouts made by hand, and what two of them share bit for bit.</summary>
internal static class RolloutSamples
{
    /// <summary>Segments one after the other; observations, actions and rewards without meaning.</summary>
    internal static Rollout Of(params ReadOnlySpan<Segment> segments)
    {
        var count = segments[^1].Start + segments[^1].Length;
        return new Rollout
        {
            Observations = NdArray.Zeros<float>(new Shape(count, 1)),
            Actions = NdArray.Zeros<float>(new Shape(count, 1)),
            Distribution = NdArray.Zeros<float>(new Shape(count, 1)),
            RecurrentStates = NdArray.Zeros<float>(new Shape(count, 0)),
            Steps = NdArray.Zeros<long>(new Shape(count)),
            EnvironmentRewards = NdArray.Zeros<double>(new Shape(count)),
            Segments = [.. segments],
            FinalObservations = NdArray.Zeros<float>(new Shape(segments.Length, 1)),
            CompletedReturns = [],
            CompletedLengths = [],
            EnvironmentSteps = count,
        };
    }

    internal static void AssertSame(Rollout expected, Rollout actual)
    {
        Assert.Equal(expected.Observations, actual.Observations);
        Assert.Equal(expected.Actions, actual.Actions);
        Assert.Equal(expected.Distribution, actual.Distribution);
        Assert.Equal(expected.RecurrentStates, actual.RecurrentStates);
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected.EnvironmentRewards, actual.EnvironmentRewards);
        Assert.Equal(expected.Segments.AsEnumerable(), actual.Segments);
        Assert.Equal(expected.FinalObservations, actual.FinalObservations);
        Assert.Equal(expected.CompletedReturns.AsEnumerable(), actual.CompletedReturns);
        Assert.Equal(expected.CompletedLengths.AsEnumerable(), actual.CompletedLengths);
        Assert.Equal(expected.EnvironmentSteps, actual.EnvironmentSteps);
    }

    internal static void AssertSame(Episode expected, Episode actual)
    {
        Assert.Equal(expected.Observations, actual.Observations);
        Assert.Equal(expected.Actions, actual.Actions);
        Assert.Equal(expected.Distribution, actual.Distribution);
        Assert.Equal(expected.Rewards, actual.Rewards);
        Assert.Equal(expected.FinalObservation, actual.FinalObservation);
        Assert.Equal((expected.Terminated, expected.Truncated), (actual.Terminated, actual.Truncated));
    }
}
