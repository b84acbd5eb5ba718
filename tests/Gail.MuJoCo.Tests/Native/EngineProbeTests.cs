using System.Runtime.InteropServices;
using Gail.MuJoCo.Native;

namespace Gail.MuJoCo.Tests.Native;

/// <summary>A library that is not laid out as the table says is found out. The shifts stay inside the structs.</summary>
public class EngineProbeTests
{
    [Theory]
    [InlineData("field mjModel nu int32 1", 8, 12, "the sizes")]
    [InlineData("field mjModel opt.timestep float64 1", 232, 240, "opt.timestep")]
    [InlineData("array mjModel qpos0 float64 nq 1", 1096, 1104, "qpos0")]
    [InlineData("array mjModel body_mass float64 nbody 1", 1240, 1248, "body_mass")]
    [InlineData("array mjModel dof_damping float64 nv 1", 1464, 1472, "dof_damping")]
    [InlineData("array mjData site_xpos float64 nsite 3", 40552, 40560, "site_xpos")]
    [InlineData("field mjData time float64 1", 40336, 40344, "ctrl, time and warnings")]
    [InlineData("field mjData warning other 8", 24, 16, "the warnings")]
    public void A_field_that_lies_elsewhere_is_named(string line, int offset, int shifted, string field)
    {
        MuJoCoLibrary.Require();
        var table = Table(Engine.Instance.Layout.Version);
        Assert.Contains($"{line} {offset}\n", table, StringComparison.Ordinal);
        var layout = StructLayout.Parse(
            table.Replace($"{line} {offset}\n", $"{line} {shifted}\n", StringComparison.Ordinal)
        );
        var refusal = Assert.Throws<EngineException>(() =>
            EngineProbe.Check(Engine.Instance.With(layout), "libodd.so")
        );
        Assert.Contains($"libodd.so reports a known version, but {field} of a test model", refusal.Message);
    }

    [Fact]
    public void The_table_of_the_version_passes()
    {
        MuJoCoLibrary.Require();
        var layout = StructLayout.Parse(Table(Engine.Instance.Layout.Version));
        EngineProbe.Check(Engine.Instance.With(layout), "libmujoco.so");
    }

    [Fact]
    public void A_function_that_is_missing_is_named()
    {
        var program = NativeLibrary.GetMainProgramHandle();
        var refusal = Assert.Throws<EngineException>(() => Engine.Export(program, "libodd.so", "mj_nothing"));
        Assert.Contains("has no 'mj_nothing'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Engine.PathVariable, refusal.Message, StringComparison.Ordinal);
    }

    private static string Table(int version)
    {
        using var stream = typeof(StructLayout).Assembly.GetManifestResourceStream($"mujoco-{version}-lp64.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
