using Gail.MuJoCo.Native;

namespace Gail.Tests.Native;

public class StructLayoutTests
{
    [Fact]
    public void EveryKnownVersionHasItsTable()
    {
        Assert.NotEmpty(StructLayout.KnownVersions);
        Assert.All(StructLayout.KnownVersions, version => Assert.Equal(version, StructLayout.Of(version)!.Version));
    }

    [Fact]
    public void AnUnknownVersionIsRefusedWithWhatToInstall()
    {
        var refusal = Assert.Throws<EngineException>(() => Engine.LayoutOf(323, "libmujoco.so"));
        Assert.Contains("MuJoCo 3.2.3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("2.2.2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Engine.PathVariable, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATableIsReadLineByLine()
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
    public void AnythingElseIsNoTable(string line) => Assert.Throws<FormatException>(() => StructLayout.Parse(line));
}
