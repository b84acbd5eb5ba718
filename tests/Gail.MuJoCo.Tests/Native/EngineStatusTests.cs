using Gail.MuJoCo.Native;

namespace Gail.MuJoCo.Tests.Native;

public class EngineStatusTests
{
    [Fact]
    public void A_usable_library_is_named_with_its_version()
    {
        MuJoCoLibrary.Require();
        var status = EngineStatus.OfThisProcess();
        Assert.True(status.IsUsable, status.Problem);
        Assert.Equal("2.2.2", status.Version);
        Assert.NotEmpty(status.Library);
    }
}
