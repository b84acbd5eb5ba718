using Gail.Environments;

namespace Gail.Tests.Environments;

public class StepAllocationTests
{
    public static TheoryData<string> Ids => [.. BuiltInEnvironments.All];

    [Theory]
    [MemberData(nameof(Ids))]
    public void SteppingAllocatesNothing(string id)
    {
        var env = BuiltInEnvironments.Create(id);
        Assert.Equal(0, AllocatedBy(env, steps: 10_000));
    }

    private static long AllocatedBy(IEnvironment env, int steps)
    {
        Span<double> state = stackalloc double[env.Spec.StateWidth];
        Span<double> next = stackalloc double[env.Spec.StateWidth];
        Span<float> seen = stackalloc float[env.Spec.Observation.Width];
        Span<float> action = [1];
        env.Reset(default, state);
        env.Step(state, action, default, next);
        env.Observe(next, seen);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < steps; i++)
        {
            var result = env.Step(state, action, default, next);
            env.Observe(next, seen);
            if (result.Terminated)
            {
                env.Reset(default, next);
            }
            next.CopyTo(state);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
