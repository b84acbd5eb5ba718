using Gail.Numerics;

namespace Gail.Core.Tests.Numerics;

public sealed class NearestNamesTests
{
    private static readonly string[] Known =
    [
        "value.adam.learningRate",
        "discriminator.adam.learningRate",
        "cloning.adam.learningRate",
        "advantage.discount",
        "seed",
    ];

    [Theory]
    // All three end alike; the one that begins alike comes first.
    [InlineData("discriminator.adam.learnngRate", "discriminator.adam.learningRate")]
    [InlineData("cloning.adam.learningrates", "cloning.adam.learningRate")]
    [InlineData("discount", "advantage.discount")]
    [InlineData("sede", "seed")]
    public void The_nearest_comes_first(string name, string expected) =>
        Assert.Equal(expected, NearestNames.Of(name, Known)[0]);

    [Fact]
    public void What_is_like_nothing_has_no_neighbours() =>
        Assert.Empty(NearestNames.Of("completely-different", Known));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("Seed", "seed", 0)]
    [InlineData("sede", "seed", 1)] // Two neighbours exchanged.
    public void The_distance_counts_edits(string from, string to, int expected)
    {
        Assert.Equal(expected, NearestNames.EditDistance(from, to));
        Assert.Equal(expected, NearestNames.EditDistance(to, from));
    }
}
