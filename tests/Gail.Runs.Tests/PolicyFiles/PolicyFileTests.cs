using Gail.Configuration;
using Gail.Data.Views;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Runs.PolicyFiles;
using Gail.Runs.Tensors;

namespace Gail.Runs.Tests.PolicyFiles;

public sealed class PolicyFileTests
{
    public static TheoryData<string> Spaces => ["discrete", "box", "hybrid"];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void A_policy_read_back_acts_the_same(string name)
    {
        using var folder = new TemporaryFolder();
        var policy = Policy(name);

        PolicyFile.Write(folder["p"], "Café-v1", policy);
        var read = PolicyFile.Read(folder["p"]);

        Assert.Equal("Café-v1", read.Architecture.Environment);
        Assert.Equal(policy.Action, read.Policy.Action);
        Assert.Equal(policy.State, read.Policy.State);
        for (var i = 0; i < 10; i++)
        {
            float[] observation = [i, -i, 0.1f * i];
            Assert.Equal(policy.Act(observation), read.Policy.Act(observation));
        }
    }

    [Fact]
    public void A_file_from_before_constants_kept_their_unit_acts_as_it_did()
    {
        using var folder = new TemporaryFolder();
        var still = NormalizationStatistics.None(1).Update(NdArray.Matrix<float>(2, 1, [5, 5]));
        var network = new PolicyNetwork(1, new BoxSpace([-1], [1]), new PolicyOptions { Hidden = [1] });
        var state = network
            .Init(RandomKey.FromSeed(1), still)
            .With("parameters/network/output/weight", NdArray.Matrix<float>(1, 1, [1]));
        PolicyFile.Write(folder["p"], "x", new NetworkPolicy(network, state));
        var now = PolicyFile.Read(folder["p"]).Policy;
        var written = Safetensors.Read(folder["p"]);
        const string Architecture = "gail.architecture";
        var clip = System.Text.RegularExpressions.Regex.Replace(
            written.Metadata[Architecture],
            @",?\s*""inputClip"":\s*[0-9.]+",
            ""
        );
        Assert.NotEqual(written.Metadata[Architecture], clip);
        Safetensors.Write(
            folder["p"],
            StateTree.FromLeaves(written.Tree.Leaves.Where(leaf => leaf.Path != "moments/scales_constants")),
            new Dictionary<string, string>(written.Metadata) { [Architecture] = clip }
        );

        var before = PolicyFile.Read(folder["p"]).Policy;

        Assert.Equal(0, before.Network.Options.InputClip);
        var weight = state.Get<float>("parameters/network/hidden0/weight")[0];
        Assert.Equal(Math.Tanh(0.001 * weight), now.Act([5.001f])[0], 1e-5);
        Assert.Equal(Math.Tanh(0.001 * weight * 1e6), before.Act([5.001f])[0], 1e-5);
    }

    [Fact]
    public void The_order_of_flattened_observations_is_kept()
    {
        using var folder = new TemporaryFolder();
        PolicyFile.Write(folder["p"], "x", Policy("box"), [new("velocity", 2), new("position", 1)]);
        Assert.Equal<ColumnPart>(
            [new("velocity", 2), new("position", 1)],
            PolicyFile.Read(folder["p"]).ObservationParts
        );
        PolicyFile.Write(folder["p"], "x", Policy("box"));
        Assert.Empty(PolicyFile.Read(folder["p"]).ObservationParts);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""[{"name":null,"width":2}]""")]
    [InlineData("""[{"name":"a","width":0}]""")]
    [InlineData("null")]
    public void A_damaged_order_is_refused(string parts)
    {
        using var folder = new TemporaryFolder();
        PolicyFile.Write(folder["p"], "x", Policy("box"), [new("a", 3)]);
        var read = Safetensors.Read(folder["p"]);
        Safetensors.Write(
            folder["p"],
            read.Tree,
            new Dictionary<string, string>(read.Metadata) { ["gail.observation_parts"] = parts }
        );
        var message = Assert.Throws<RunException>(() => PolicyFile.Read(folder["p"])).Message;
        Assert.Contains("does not hold a usable policy", message);
    }

    [Fact]
    public void Equal_policies_give_equal_bytes()
    {
        using var folder = new TemporaryFolder();
        PolicyFile.Write(folder["a"], "x", Policy("hybrid"));
        PolicyFile.Write(folder["b"], "x", Policy("hybrid"));
        Assert.Equal(File.ReadAllBytes(folder["a"]), File.ReadAllBytes(folder["b"]));
    }

    [Theory]
    [InlineData(Method.Gail)]
    [InlineData(Method.Expert)]
    [InlineData(Method.BehaviorCloning)]
    [InlineData(Method.Gtal)]
    public void A_run_s_policy_holds_what_acts_and_nothing_more(Method method)
    {
        using var folder = new TemporaryFolder();
        var result = SmallRun.Start(folder["run"], SmallRun.Options(method, iterations: 1), new Executor(1));

        var read = PolicyFile.Read(folder["run"]);

        Assert.Equal(["parameters", "moments"], read.Policy.State.Names);
        Assert.Equal("CartPole-v0", read.Architecture.Environment);
        Assert.Equal(((NetworkPolicy)result.Policy).State.Child("parameters"), read.Policy.State.Child("parameters"));
        Assert.Equal(result.Policy.Act([0.1f, 0, 0, 0]), read.Policy.Act([0.1f, 0, 0, 0]));
    }

    [Fact]
    public void A_directory_without_a_policy_says_so()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        var message = Assert.Throws<RunException>(() => PolicyFile.Read(folder["run"])).Message;
        Assert.Contains(folder["run"], message);
        Assert.Contains("policy.safetensors", message);
    }

    private static NetworkPolicy Policy(string name)
    {
        ActionSpace space = name switch
        {
            "discrete" => new DiscreteSpace(3),
            "box" => new BoxSpace([-1, float.NegativeInfinity], [1, float.PositiveInfinity]),
            _ => new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(2, -1, 1)]),
        };
        var network = new PolicyNetwork(3, space, new PolicyOptions { Hidden = [5] });
        var rows = NdArray.Matrix<float>(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 10]);
        return new NetworkPolicy(
            network,
            network.Init(RandomKey.FromSeed(1), NormalizationStatistics.None(3).Update(rows))
        );
    }
}
