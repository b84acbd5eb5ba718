using Gail.Numerics;
using Gail.Rollouts;

namespace Gail.Core.Tests.Execution;

/// <summary>What work allocates once it repeats itself, and what of it is its result.</summary>
internal static class Allocations
{
    /// <inheritdoc cref="Allocated.PerCall"/>
    internal static long PerCall(Action work) => Allocated.PerCall(work);

    /// <summary>
    /// The same on all threads together; the least of many calls, since whatever else the process does meanwhile, such
    /// as reporting tests, is counted too and two threads do not always need as much memory at a time.
    /// </summary>
    internal static long PerCallOfAllThreads(Action work) =>
        Measure(work, () => GC.GetTotalAllocatedBytes(precise: true), rounds: 15).Min();

    /// <summary>The bytes of the arrays that one state has and an earlier one has not.</summary>
    internal static long NewArrays(StateTree before, StateTree after)
    {
        var old = before.Leaves.Select(leaf => leaf.Value).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return after.Leaves.Where(leaf => !old.Contains(leaf.Value)).Sum(leaf => (long)leaf.Value.Bytes.Length);
    }

    /// <summary>The bytes of a rollout's arrays.</summary>
    internal static long Arrays(Rollout rollout) =>
        rollout.Observations.Bytes.Length
        + rollout.Actions.Bytes.Length
        + rollout.Distribution.Bytes.Length
        + rollout.Steps.Bytes.Length
        + rollout.EnvironmentRewards.Bytes.Length
        + rollout.FinalObservations.Bytes.Length
        + (12L * rollout.Segments.Length)
        + (8L * rollout.CompletedReturns.Length)
        + (4L * rollout.CompletedLengths.Length);

    private static IEnumerable<long> Measure(Action work, Func<long> allocated, int rounds)
    {
        for (var round = 0; round < 3; round++)
        {
            work();
        }
        for (var round = 0; round < rounds; round++)
        {
            var before = allocated();
            work();
            yield return allocated() - before;
        }
    }
}
