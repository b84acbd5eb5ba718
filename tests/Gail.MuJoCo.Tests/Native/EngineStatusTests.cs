using Gail.MuJoCo.Native;

namespace Gail.Tests.Native;

public class EngineStatusTests
{
    [SkippableFact]
    public void AUsableLibraryIsNamedWithItsVersion()
    {
        MuJoCoLibrary.Require();
        var status = EngineStatus.OfThisProcess();
        Assert.True(status.IsUsable, status.Problem);
        Assert.Equal("2.2.2", status.Version);
        Assert.NotEmpty(status.Library);
    }
}
