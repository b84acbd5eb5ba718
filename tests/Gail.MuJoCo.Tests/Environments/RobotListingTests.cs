using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gail.MuJoCo.Environments;
using Gail.MuJoCo.Environments.Options;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>Options as they are listed for people.</summary>
public class RobotListingTests
{
    // Written by the compiler beside the library.
    private static readonly Dictionary<string, string> Summaries = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "Gail.MuJoCo.xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(
            member => member.Attribute("name")!.Value,
            member => Regex.Replace(member.Element("summary")!.Value.Trim(), @"\s+", " ")
        );

    public static TheoryData<string> Ids => [.. MuJoCoEnvironments.All];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_option_has_its_default_and_the_property_s_summary(string id)
    {
        var options = MuJoCoEnvironments.Options(id);
        foreach (var option in options.Listing)
        {
            Assert.Equal(option.Default, option.Value);
            Assert.Equal(options, MuJoCoEnvironments.Options($"{id}:{option.Name}={option.Value}"));
            var property = char.ToUpperInvariant(option.Name[0]) + option.Name[1..];
            var owner = option.Name == "frameSkip" ? typeof(RobotOptions) : options.GetType();
            Assert.Equal(Summaries[$"P:{owner.FullName}.{property}"], option.Meaning);
        }
    }

    [Fact]
    public void Values_are_the_names_and_defaults_the_version_s()
    {
        var listing = MuJoCoEnvironments.Options("Hopper-v5:ctrlCostWeight=0.01").Listing;
        Assert.Equal(
            new RobotOptionInfo(
                "ctrlCostWeight",
                "0.01",
                "0.001",
                "a finite number",
                "The cost of a squared action of 1, before the engine clamps it."
            ),
            listing.Single(option => option.Value != option.Default)
        );
    }

    [Fact]
    public void A_fixed_horizon_is_not_offered_the_end_of_episodes()
    {
        Assert.Contains(MuJoCoEnvironments.Options("Ant-v5").Listing, option => option.Name.StartsWith("terminate"));
        Assert.DoesNotContain(
            MuJoCoEnvironments.Options("AntFixedHorizon-v5").Listing,
            option => option.Name.StartsWith("terminate")
        );
    }
}
