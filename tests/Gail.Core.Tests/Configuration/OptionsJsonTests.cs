using Gail.Configuration;

namespace Gail.Core.Tests.Configuration;

public sealed class OptionsJsonTests
{
    [Theory]
    [InlineData("""{"environment":"x","sede":1}""", "There is no option 'sede' (did you mean seed?).")]
    [InlineData(
        """{"environment":"x","trpo":{"maxkl":1}}""",
        "There is no option 'trpo.maxkl' (did you mean trpo.maxKl or value.trustRegion.maxKl?)."
    )]
    [InlineData(
        """{"environment":"x","rollout":{"lanes":8}}""",
        "There is no option 'rollout.lanes'; it is rollout.numEnvs now."
    )]
    public void An_unknown_name_is_refused_by_its_path(string json, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => OptionsJson.Read(json)).Message);

    [Fact]
    public void What_is_absent_keeps_its_default()
    {
        var options = OptionsJson.Read("""{"environment":"x","rollout":{"numEnvs":8}}""");
        Assert.Equal((8, new RolloutOptions().Steps), (options.Rollout.NumEnvs, options.Rollout.Steps));
    }
}
