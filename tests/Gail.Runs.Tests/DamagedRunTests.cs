using Gail.Configuration;
using Gail.Data.Files;
using Gail.Execution;
using Gail.Numerics;
using Gail.Runs.PolicyFiles;
using Gail.Runs.Tensors;

namespace Gail.Runs.Tests;

/// <summary>Damaged checkpoints and policies are refused with a message that names the file.</summary>
public sealed class DamagedRunTests
{
    private const string Format = "gail-policy-2";

    private static readonly Dictionary<string, string> Checkpoint = new() { ["gail.format"] = "gail-checkpoint-1" };

    public static TheoryData<string> Damages => ["empty", "cut short", "text", "header", "missing"];

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_only_checkpoint(string damage)
    {
        using var folder = new TemporaryFolder();
        SmallRun.Start(folder["run"], SmallRun.Options(Method.Gail, iterations: 2), new Executor(1));
        var file = Path.Combine(folder["run"], "checkpoints", "000002", "state.safetensors");
        Damage(file, damage);
        var table = File.ReadAllBytes(Path.Combine(folder["run"], "metrics.csv"));

        AssertNamed(file, () => RunDirectory.Open(folder["run"]).Resume());

        Assert.Equal(table, File.ReadAllBytes(Path.Combine(folder["run"], "metrics.csv")));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void Damaged_policy(string damage)
    {
        using var folder = new TemporaryFolder();
        SmallRun.Start(folder["run"], SmallRun.Options(Method.Gail, iterations: 1), new Executor(1));
        var file = Path.Combine(folder["run"], "policy.safetensors");
        Damage(file, damage);

        AssertNamed(damage == "missing" ? folder["run"] : file, () => PolicyFile.Read(folder["run"]));
        AssertNamed(file, () => PolicyFile.Read(file));
    }

    [Theory]
    [InlineData("iteration")]
    [InlineData("environment_steps")]
    [InlineData("key")]
    public void A_checkpoint_that_lacks_a_part_is_refused(string part)
    {
        using var folder = new TemporaryFolder();
        SmallRun.Start(folder["run"], SmallRun.Options(Method.Gail, iterations: 2), new Executor(1));
        var file = Path.Combine(folder["run"], "checkpoints", "000002", "state.safetensors");
        var tree = Safetensors.Read(file).Tree;

        foreach (var spoiled in (NdArray?[])[null, NdArray.Scalar(1f), NdArray.Zeros<long>(new Shape(0))])
        {
            var leaves = tree.Leaves.Where(leaf => leaf.Path != part).ToList();
            Safetensors.Write(
                file,
                StateTree.FromLeaves(spoiled is null ? leaves : [.. leaves, new StateLeaf(part, spoiled)]),
                Checkpoint
            );
            AssertNamed(file, () => RunDirectory.Open(folder["run"]).Resume());
        }
    }

    [Fact]
    public void A_checkpoint_of_an_earlier_version_is_told_as_such()
    {
        using var folder = new TemporaryFolder();
        SmallRun.Start(folder["run"], SmallRun.Options(Method.Gail, iterations: 2), new Executor(1));
        var file = Path.Combine(folder["run"], "checkpoints", "000002", "state.safetensors");
        var tree = Safetensors.Read(file).Tree;
        var earlier = StateTree
            .Empty.With("iteration", tree.Get<long>("iteration"))
            .With("environment_steps", tree.Get<long>("environment_steps"))
            .With("key", tree.Get<ulong>("key"))
            .With("policy", tree.Child("state").Child("policy"));
        Safetensors.Write(file, earlier);

        var refused = Assert.Throws<RunException>(() => RunDirectory.Open(folder["run"]).Resume());

        Assert.Contains("earlier version of gail", refused.Message);
        Assert.Contains("--options", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"environment":"x","observationWidth":4,"action":null,"options":{"hidden":[6]}}""")]
    [InlineData("""{"environment":"x","observationWidth":4,"action":{"kind":"discrete","count":2},"options":null}""")]
    [InlineData(
        """{"environment":"x","observationWidth":4,"action":{"kind":"discrete","count":-2},"options":{"hidden":[6]}}"""
    )]
    [InlineData(
        """{"environment":"x","observationWidth":-4,"action":{"kind":"discrete","count":2},"options":{"hidden":[6]}}"""
    )]
    [InlineData(
        """{"environment":"x","observationWidth":2000000000,"action":{"kind":"discrete","count":2},"options":{"hidden":[6]}}"""
    )]
    [InlineData(
        """{"environment":"x","observationWidth":4,"action":{"kind":"discrete","count":2},"options":{"hidden":null}}"""
    )]
    [InlineData(
        """{"environment":"x","observationWidth":4,"action":{"kind":"discrete","count":2},"options":{"hidden":[-6]}}"""
    )]
    [InlineData(
        """{"environment":"x","observationWidth":4,"action":{"kind":"discrete","count":2},"options":{"hidden":[2000000000]}}"""
    )]
    [InlineData(
        """{"environment":"x","observationWidth":4,"action":{"kind":"discrete","count":2},"options":{"hidden":[7]}}"""
    )]
    [InlineData(
        """{"environment":"x","observationWidth":4,"action":{"kind":"discrete","count":3},"options":{"hidden":[6]}}"""
    )]
    [InlineData("""{"environment":"x","observationWidth":4,"action":{"kind":"box"},"options":{"hidden":[6]}}""")]
    [InlineData("""{"environment":"x","observationWidth":4,"action":{"kind":"product"},"options":{"hidden":[6]}}""")]
    [InlineData(
        """{"environment":"x","observationWidth":4,"action":{"kind":"product","parts":[null]},"options":{"hidden":[6]}}"""
    )]
    [InlineData("""{"environment":"x","observationWidth":4,"action":{"kind":"magic"},"options":{"hidden":[6]}}""")]
    public void A_policy_whose_architecture_cannot_be_is_refused(string architecture)
    {
        using var folder = new TemporaryFolder();
        var (file, read) = Policy(folder);
        Rewrite(file, read.Tree, Format, architecture);

        AssertNamed(file, () => PolicyFile.Read(file));
    }

    [Theory]
    [InlineData("parameters/network/output/weight")]
    [InlineData("moments/count")]
    [InlineData("moments/mean")]
    public void A_policy_whose_tensors_do_not_fit_says_which(string tensor)
    {
        using var folder = new TemporaryFolder();
        var (file, read) = Policy(folder);
        var architecture = read.Metadata["gail.architecture"];
        foreach (var spoiled in (NdArray?[])[null, NdArray.Zeros<float>(new Shape(3, 3)), NdArray.Scalar(true)])
        {
            var leaves = read.Tree.Leaves.Where(leaf => leaf.Path != tensor).ToList();
            var tree = StateTree.FromLeaves(spoiled is null ? leaves : [.. leaves, new StateLeaf(tensor, spoiled)]);
            Rewrite(file, tree, Format, architecture);
            Assert.Contains(tensor, AssertNamed(file, () => PolicyFile.Read(file)));
        }
    }

    [Fact]
    public void Other_safetensors_files_are_no_policies()
    {
        using var folder = new TemporaryFolder();
        var (file, read) = Policy(folder);

        Rewrite(file, read.Tree, "gail-policy-99", read.Metadata["gail.architecture"]);
        Assert.Contains("gail-policy-99", AssertNamed(file, () => PolicyFile.Read(file)));
        Safetensors.Write(file, read.Tree);
        Assert.Contains("no policy", AssertNamed(file, () => PolicyFile.Read(file)));
    }

    private static (string File, SafetensorsFile Read) Policy(TemporaryFolder folder)
    {
        SmallRun.Start(folder["run"], SmallRun.Options(Method.Gail, iterations: 1), new Executor(1));
        var file = Path.Combine(folder["run"], "policy.safetensors");
        return (file, Safetensors.Read(file));
    }

    private static void Rewrite(string file, StateTree tree, string format, string architecture) =>
        Safetensors.Write(
            file,
            tree,
            new Dictionary<string, string> { ["gail.format"] = format, ["gail.architecture"] = architecture }
        );

    private static void Damage(string file, string damage)
    {
        var content = File.ReadAllBytes(file);
        switch (damage)
        {
            case "empty":
                File.WriteAllBytes(file, []);
                break;
            case "cut short":
                File.WriteAllBytes(file, content[..^5]);
                break;
            case "text":
                File.WriteAllText(file, "iteration,environment_steps\n1,400\n");
                break;
            case "header":
                content[20] ^= 0x55;
                File.WriteAllBytes(file, content);
                break;
            default:
                File.Delete(file);
                break;
        }
    }

    private static string AssertNamed(string path, Action read)
    {
        var failure = Assert.ThrowsAny<DataFileException>(read);
        Assert.Contains(path, failure.Message);
        return failure.Message;
    }
}
