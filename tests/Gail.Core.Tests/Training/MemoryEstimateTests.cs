using Gail.Configuration;
using Gail.Environments;

namespace Gail.Core.Tests.Training;

/// <summary>What options make a run take of memory, before it does.</summary>
public sealed class MemoryEstimateTests
{
    private static readonly EnvironmentSpec CartPole = new CartPole().Spec;

    private static MemoryNeed Need(TrainingOptions options, string option) =>
        MemoryEstimate.Of(CartPole, options).Single(need => need.Option == option);

    [Fact]
    public void A_network_is_counted_by_its_parameters()
    {
        var options = Presets.Create("fast", CartPole, Method.Gail);
        options = options with { Policy = options.Policy with { Hidden = [100_000, 100_000] } };

        // 4 observation values, 2 choices, a bias each.
        var parameters = (5.0 * 100_000) + (100_001.0 * 100_000) + (100_001.0 * 2);
        Assert.Equal(parameters, Need(options, "policy.hidden").LongestArray);
        // 2 x 4 bytes of parameters and 4 x 8 of the natural gradient's vectors.
        Assert.Equal(40 * parameters, Need(options, "policy.hidden").Bytes);
    }

    [Fact]
    public void A_batch_is_counted_by_its_rows_and_its_environments()
    {
        var (steps, environments) = (2_000_000_000, 1_000_000);
        var options = Presets.Create("fast", CartPole, Method.Gail);
        options = options with { Rollout = options.Rollout with { Steps = steps, NumEnvs = environments } };

        // 4 observation values, an action, twice 2 numbers of it; 2 numbers of 8 bytes published, 4 beside, 1 of 4.
        Assert.Equal(steps * ((9.0 * 4) + (6 * 8) + 4), Need(options, "rollout.steps").Bytes);
        // Of an environment two states of 4 numbers, seen as 4.
        Assert.Equal(2.0 * environments * ((4 * 8) + (4 * 4)), Need(options, "rollout.numEnvs").Bytes);
        Assert.Equal("rollout.steps", MemoryEstimate.Of(CartPole, options).MaxBy(need => need.Bytes).Option);
    }

    [Fact]
    public void Only_what_a_method_has_counts()
    {
        static string[] Options(Method method) =>
            [.. MemoryEstimate.Of(CartPole, Presets.Create("fast", CartPole, method)).Select(need => need.Option)];

        Assert.Equal(["policy.hidden", "cloning.batchSize"], Options(Method.BehaviorCloning));
        Assert.DoesNotContain("discriminator.hidden", Options(Method.Expert));
        Assert.Contains("discriminator.hidden", Options(Method.Gail));
    }

    public static TheoryData<string> BuiltIn => [.. BuiltInEnvironments.All];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Presets_fit_into_any_machine(string id)
    {
        var environment = BuiltInEnvironments.Create(id).Spec;

        foreach (var preset in Presets.All)
        {
            foreach (var method in Enum.GetValues<Method>())
            {
                var needs = MemoryEstimate.Of(environment, Presets.Create(preset, environment, method));
                Assert.InRange(needs.Sum(need => need.Bytes), 1, 100e6);
            }
        }
    }
}
