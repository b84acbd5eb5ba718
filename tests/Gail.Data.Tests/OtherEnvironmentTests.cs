using Gail.Data.Columns;
using Gail.Data.Inspection;
using Gail.Data.Tests.Support;
using Gail.Data.Views.Transforms;
using Gail.Environments;
using Gail.Numerics;

namespace Gail.Data.Tests;

/// <summary>Demonstrations that name their environment serve no other, unless that is asked for.</summary>
public sealed class OtherEnvironmentTests
{
    private static Demonstrations Of(string environment) =>
        Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(2, 1, [0, 1]),
                Actions = NdArray.Matrix<float>(2, 1, [0, 1]),
                EpisodeStarts = [0],
                Source = new DemonstrationSource { EnvironmentId = environment },
            }
        );

    private static EnvironmentSpec Spec(string id) =>
        new()
        {
            Id = id,
            Observation = ObservationSpace.Unbounded(1),
            Action = BoxSpace.Uniform(1, -1, 1),
            StateWidth = 1,
            StepLimit = 100,
        };

    [Theory]
    [InlineData("Cart-v0", "Cart-v0")]
    [InlineData("Cart-v0", "Cart-v3")]
    [InlineData("seals/Cart-v0", "Cart-v3")]
    [InlineData("", "Cart-v0")]
    public void The_same_environment_in_any_version_is_served(string recorded, string environment) =>
        Of(recorded).CheckAgainst(Spec(environment));

    [Fact]
    public void Another_environment_is_refused_though_its_widths_agree()
    {
        var refused = Assert.Throws<DemonstrationException>(() => Of("Pole-v1").CheckAgainst(Spec("Cart-v0")));

        Assert.Contains("holds demonstrations of Pole-v1, not of Cart-v0", refused.Message);
        Assert.Contains("--any-environment", refused.Message);
    }

    [Fact]
    public void Unless_any_will_do()
    {
        var any = Of("Pole-v1").ForAnyEnvironment();

        Assert.Same(any, any.CheckAgainst(Spec("Cart-v0")));
        Assert.True(any.SameBits(Of("Pole-v1")));
    }

    [Fact]
    public void Those_of_different_environments_do_not_go_together()
    {
        AssertRefused(() => Of("Cart-v0").Concat(Of("Pole-v1")));
        AssertRefused(() => Of("Cart-v0").AsView().Concat(Of("Cart-v0").AsView(), Of("Pole-v1").AsView()));
    }

    [Fact]
    public void Those_of_one_environment_or_of_any_do()
    {
        Assert.Equal("Cart-v0", Of("Cart-v0").Concat(Of("Cart-v0")).Source.EnvironmentId);
        Assert.Equal("", Of("Cart-v0").Concat(Of("Cart-v1")).Source.EnvironmentId);
        Assert.Equal(4, Of("Cart-v0").Concat(Of("Pole-v1").ForAnyEnvironment()).StepCount);
        Assert.Equal(4, Of("Cart-v0").Concat(Of("")).StepCount);
    }

    [Theory]
    [InlineData("npz")]
    [InlineData("jsonl")]
    public void So_for_files(string extension)
    {
        using var folder = new TemporaryFolder();
        var (cart, pole) = (folder[$"a.{extension}"], folder[$"b.{extension}"]);
        var whole = Path.GetDirectoryName(cart)!;
        DemonstrationWriter.Write(cart, Of("Cart-v0"));
        DemonstrationWriter.Write(pole, Of("Pole-v1"));
        var any = DemonstrationFileOptions.Default with { AnyEnvironment = true };

        AssertRefused(() => DemonstrationReader.OpenAll([cart, pole], DemonstrationFileOptions.Default));
        AssertRefused(() => DemonstrationReader.Open(whole));
        Assert.Equal(4, Demonstrations.Collect(DemonstrationReader.OpenAll([cart, pole], any)).StepCount);
        Assert.Equal(4, DemonstrationReader.Read(whole, any).StepCount);
        Assert.Equal("", DemonstrationReader.Read(pole, any).Source.EnvironmentId);
    }

    [Fact]
    public void An_inspection_says_it_as_a_problem_and_of_another_version_as_a_note()
    {
        using var folder = new TemporaryFolder();
        var file = folder["a.npz"];
        DemonstrationWriter.Write(file, Of("Cart-v0"));

        var other = DemonstrationInspector.Inspect(file, Spec("Pole-v1"));
        Assert.Contains(other.Problems, problem => problem.Contains("demonstrations of Cart-v0, not of Pole-v1"));
        Assert.DoesNotContain(other.Notes, note => note.Contains("Cart-v0"));

        var version = DemonstrationInspector.Inspect(file, Spec("Cart-v3"));
        Assert.DoesNotContain(version.Problems, problem => problem.Contains("Cart-v0"));
        Assert.Contains("The file was recorded in Cart-v0, not in Cart-v3.", version.Notes);
    }

    private static void AssertRefused(Action join) =>
        Assert.Contains(
            "only demonstrations of one environment go together",
            Assert.Throws<DemonstrationException>(join).Message
        );
}
