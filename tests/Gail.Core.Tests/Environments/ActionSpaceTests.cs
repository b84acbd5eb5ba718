using System.Text.Json;
using Gail.Environments;

namespace Gail.Core.Tests.Environments;

/// <summary>Spaces as values: what they hold, their names, and JSON.</summary>
public sealed class ActionSpaceTests
{
    private static readonly ProductSpace Hybrid = new([BoxSpace.Uniform(2, -1, 1), new DiscreteSpace(3)]);

    [Fact]
    public void Several_choices_are_a_product_of_choices()
    {
        var space = ActionSpace.MultiDiscrete(3, 2);

        Assert.Equal(new ProductSpace([new DiscreteSpace(3), new DiscreteSpace(2)]), space);
        Assert.True(space.IsMultiDiscrete);
        Assert.Equal("MultiDiscrete(3, 2)", space.ToString());
        Assert.False(Hybrid.IsMultiDiscrete);
        Assert.Equal("Product(Box([-1, -1], [1, 1]), Discrete(3))", Hybrid.ToString());
    }

    [Fact]
    public void Counts_tell_choices_from_numbers_float_by_float()
    {
        Assert.Equal([3, 2], ActionSpace.MultiDiscrete(3, 2).ChoiceCounts);
        Assert.Equal([0, 0, 3], Hybrid.ChoiceCounts);
        Assert.Equal([4], new DiscreteSpace(4).ChoiceCounts);
    }

    [Fact]
    public void Choices_are_encoded_one_hot_between_the_numbers()
    {
        var encoded = new float[5];
        Hybrid.Encode([0.5f, -0.5f, 1], encoded);
        Assert.Equal([0.5f, -0.5f, 0, 1, 0], encoded);
    }

    [Fact]
    public void Json_keeps_every_space()
    {
        foreach (
            ActionSpace space in new ActionSpace[] { Hybrid, ActionSpace.MultiDiscrete(3, 2), new DiscreteSpace(4) }
        )
        {
            Assert.Equal(space, JsonSerializer.Deserialize<ActionSpace>(JsonSerializer.Serialize(space)));
        }
    }

    [Fact]
    public void Observations_that_are_choices_are_one_hot_and_images_keep_their_shape()
    {
        var choices = ObservationSpace.OneHot(3, 2);
        Assert.Equal((5, 0f, 1f), (choices.Width, choices.Low[0], choices.High[4]));
        Assert.Equal([5], choices.Shape);

        var image = ObservationSpace.Image(4, 3, 2);
        Assert.Equal((24, 255f), (image.Width, image.High[23]));
        Assert.Equal([4, 3, 2], image.Shape);
        Assert.NotEqual(image, ObservationSpace.Image(3, 4, 2));
    }
}
