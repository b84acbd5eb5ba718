using Gail.Core.Tests.Execution;
using Gail.Training;

namespace Gail.Core.Tests.Training;

/// <summary>Tests that measure the whole process: no other may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneInTheProcess
{
    internal const string Name = "alone in the process";
}

/// <summary>A whole iteration of GAIL in steady state, see <see cref="AllocationTests"/>.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class IterationAllocationTests
{
    /// <summary>Small objects of an iteration beside those of sampling.</summary>
    private const long Objects = 28 * 1024;

    public static TheoryData<string, string> Presets => AllocationTests.Presets;

    [Theory]
    [MemberData(nameof(Presets))]
    public void On_one_thread_an_iteration_allocates_the_rollout_and_the_new_state(string id, string preset) =>
        Check(id, preset, threads: 1, Allocations.PerCall);

    [Theory]
    [MemberData(nameof(Presets))]
    public void On_two_threads_as_well(string id, string preset) =>
        Check(id, preset, threads: 2, Allocations.PerCallOfAllThreads);

    private static void Check(string id, string preset, int threads, Func<Action, long> measure)
    {
        var at = new AllocationTests.Iteration(id, preset, threads);
        TrainStep step = null!;

        var allocated = measure(() => step = at.Trainer.Step(at.Executor, at.State));

        var published = Allocations.Arrays(at.Rollout) + Allocations.NewArrays(at.State.ToTree(), step.State.ToTree());
        AllocationTests.AssertPublished(allocated, published, Objects + at.SamplingObjects);
    }
}
