using Gail.MuJoCo.Native;

namespace Gail.MuJoCo.Tests.Native;

public class StructLayoutTests
{
    [Fact]
    public void Every_known_version_has_its_table()
    {
        Assert.NotEmpty(StructLayout.KnownVersions);
        Assert.All(StructLayout.KnownVersions, version => Assert.Equal(version, StructLayout.Of(version)!.Version));
    }

    [Fact]
    public void An_unknown_version_is_refused_with_what_to_install()
    {
        var refusal = Assert.Throws<EngineException>(() => Engine.LayoutOf(323, "libmujoco.so"));
        Assert.Contains("MuJoCo 3.2.3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("2.2.2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Engine.PathVariable, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_read_line_by_line()
    {
        var layout = StructLayout.Parse(
            "version 7\nsize mjModel 80\nconstant mjWARN 3\nfield mjModel nq int32 1 4\n"
                + "array mjData xpos float64 nbody 3 64\n"
        );
        Assert.Equal(7, layout.Version);
        Assert.Equal(80, layout.Constant("sizeof mjModel"));
        Assert.Equal(3, layout.Constant("mjWARN"));
        Assert.Equal(new StructField(ElementKind.Int32, false, "1", "1", 4), layout.Field("mjModel.nq"));
        Assert.Equal(new StructField(ElementKind.Float64, true, "nbody", "3", 64), layout.Field("mjData.xpos"));
        Assert.Throws<ArgumentException>(() => layout.Field("mjData.nothing"));
    }

    [Theory]
    [InlineData("nonsense mjModel 1")]
    [InlineData("field mjModel nq complex128 1 4")]
    public void Anything_else_is_no_table(string line) =>
        Assert.Throws<FormatException>(() => StructLayout.Parse(line));
}
