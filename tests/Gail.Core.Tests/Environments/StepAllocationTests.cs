using Gail.Environments;

namespace Gail.Core.Tests.Environments;

public class StepAllocationTests
{
    public static TheoryData<string> Ids => [.. BuiltInEnvironments.All];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Stepping_allocates_nothing(string id)
    {
        var env = BuiltInEnvironments.Create(id);
        var (state, next) = (new double[env.Spec.StateWidth], new double[env.Spec.StateWidth]);
        var seen = new float[env.Spec.Observation.Width];
        float[] action = [1];

        var allocated = Allocated.PerCall(() =>
        {
            env.Reset(default, state);
            for (var i = 0; i < 2_000; i++)
            {
                var result = env.Step(state, action, default, next);
                env.Observe(next, seen);
                if (result.Terminated)
                {
                    env.Reset(default, next);
                }
                next.CopyTo(state, 0);
            }
        });

        Assert.Equal(0, allocated);
    }
}
