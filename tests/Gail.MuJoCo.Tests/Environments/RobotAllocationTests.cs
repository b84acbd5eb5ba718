using Gail.MuJoCo.Environments;

namespace Gail.Tests.Environments;

public class RobotAllocationTests
{
    public static TheoryData<string> Ids =>
        [.. MuJoCoEnvironments.All.Where(id => !id.Contains("FixedHorizon") && !id.EndsWith("-v4")), "Reacher-v4"];

    [SkippableTheory]
    [MemberData(nameof(Ids))]
    public void SteppingAllocatesNothing(string id)
    {
        MuJoCoLibrary.Require();
        var env = MuJoCoEnvironments.Create(id);
        var (state, next) = (new double[env.Spec.StateWidth], new double[env.Spec.StateWidth]);
        var seen = new float[env.Spec.Observation.Width];
        var action = new float[env.Spec.Action.Width];
        Array.Fill(action, 0.1f);
        long Play(int steps)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            env.Reset(default, state);
            for (var i = 0; i < steps; i++)
            {
                env.Step(state, action, default, next);
                env.Observe(next, seen);
                (state, next) = (next, state);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Play(3);
        Assert.Equal(0, Play(50));
    }
}
