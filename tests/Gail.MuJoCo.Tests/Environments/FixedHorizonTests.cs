using Gail.Environments;
using Gail.MuJoCo.Environments;
using Gail.Numerics;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>Environments without early termination: the same motion, no end, no bonus once unhealthy.</summary>
public class FixedHorizonTests
{
    public static TheoryData<string> Names => [.. MuJoCoEnvironments.All.Where(id => id.Contains("FixedHorizon"))];

    [Fact]
    public void Robots_that_can_fail_have_one() =>
        Assert.Equal(
            ["Hopper", "Walker2d", "Ant", "Humanoid", "InvertedPendulum", "InvertedDoublePendulum"],
            MuJoCoEnvironments
                .All.Where(id => id.EndsWith("FixedHorizon-v5"))
                .Select(id => id.Replace("FixedHorizon-v5", ""))
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Episodes_go_on_after_failure(string id)
    {
        MuJoCoLibrary.Require();
        var (endless, ending) = (GoldenCases.Create(id), GoldenCases.Create(id.Replace("FixedHorizon", "")));
        Assert.Equal(TerminationMeaning.Never, endless.Spec.Termination);
        var (state, next) = (new double[endless.Spec.StateWidth], new double[endless.Spec.StateWidth]);
        var other = new double[ending.Spec.StateWidth];
        var key = RandomKey.FromSeed(1);
        endless.Reset(key, state);
        var failures = 0;
        for (var step = 0; step < 300 && failures < 20; step++)
        {
            var action = Enumerable
                .Range(0, endless.Spec.Action.Width)
                .Select(i => (float)key.Fold(step).Normal((ulong)i));
            var result = endless.Step(state, [.. action], next, out var terms);
            var reference = ending.Step(state, [.. action], other, out var others);
            Assert.False(result.Terminated || result.Unstable);
            Assert.Equal(other, next);
            Assert.Equal(reference.Terminated ? 0 : others.Survival, terms.Survival);
            Assert.Equal(others with { Survival = terms.Survival }, terms);
            failures += reference.Terminated ? 1 : 0;
            (state, next) = (next, state);
        }
        Assert.True(failures > 0, "The robot never failed, so nothing was shown.");
    }
}
