using Gail.Data;
using Gail.Runs.Experts;

namespace Gail.Runs.Tests.Experts;

public class ExpertWeightsTests
{
    /// <summary>Outputs computed with NumPy for the observation mean_i + 0.1 sin(i + 1).</summary>
    [Theory]
    [InlineData("Acrobot-v0", 4, 3, false, 0.08307176076789258, 0.08303149425425116)]
    [InlineData("Ant-v1", 111, 8, true, -0.09344464327836659, 0.5306997538284297)]
    [InlineData("CartPole-v0", 4, 2, false, -2.3943666716704275, 2.394366671670415)]
    [InlineData("HalfCheetah-v1", 17, 6, true, 0.1255792242421754, 0.09520707219231864)]
    [InlineData("Hopper-v1", 11, 3, true, -5.043118473291289, -0.6900431748694537)]
    [InlineData("InvertedPendulum-v1", 4, 1, true, 0.9833981267474063, 0.9833981267474063)]
    [InlineData("MountainCar-v0", 2, 3, false, -20.5866793952574, 18.0375906231872)]
    [InlineData("Reacher-v1", 11, 2, true, -0.8462153740951762, -1.1526150336395897)]
    [InlineData("Walker2d-v1", 17, 6, true, -0.2590421972604606, 0.1775030483909388)]
    public void Gives_the_outputs_of_the_authors_policy(
        string name,
        int observations,
        int outputs,
        bool gaussian,
        double first,
        double last
    )
    {
        var expert = ExpertWeights.Read(SharedFiles.Expert(name + ".npz"));
        Assert.Equal(observations, expert.ObservationWidth);
        Assert.Equal(outputs, expert.OutputWidth);
        Assert.Equal(!gaussian, expert.IsDiscrete);
        Assert.Equal(expert.Hidden.Length == 1 ? ExpertActivation.LeakyRelu : ExpertActivation.Tanh, expert.Activation);
        var output = expert.Forward([
            .. expert.ObservationMean.Values.Select((mean, i) => mean + (0.1 * Math.Sin(i + 1))),
        ]);
        Assert.Equal(first, output[0], 10);
        Assert.Equal(last, output[^1], 10);
        Assert.Throws<ArgumentException>(() => expert.Forward([]));
    }

    private static Dictionary<string, byte[]> Small() =>
        new()
        {
            ["obsnorm.mean_1_D"] = Npy.Doubles([1, 2], 1, 2),
            ["obsnorm.meansq_1_D"] = Npy.Doubles([1, 2], 5, 4),
            ["hidden.layer_0.W"] = Npy.Doubles([2, 1], 1, 1),
            ["hidden.layer_0.b"] = Npy.Doubles([1, 1], -0.5),
            ["out.W"] = Npy.Doubles([1, 2], 2, 3),
            ["out.b"] = Npy.Doubles([1, 2], 10, 20),
        };

    private static ExpertWeights Read(Dictionary<string, byte[]> arrays)
    {
        using var folder = new TemporaryFolder();
        return ExpertWeights.Read(folder.Put("e.npz", Npy.Zip(arrays)));
    }

    [Fact]
    public void Agrees_with_a_policy_worked_by_hand()
    {
        // sd = (2, 0); (3 - 1) / 2.000001 + 0 - 0.5 = 0.4999995; the second input is on its mean.
        var positive = Read(Small()).Forward([3, 2]);
        Assert.Equal(10.999999, positive[0], 1e-8);
        Assert.Equal(21.4999985, positive[1], 1e-8);
        // (-3) / 2.000001 - 0.5 = -1.99999925; times 0.01.
        Assert.Equal(9.96, Read(Small()).Forward([-2, 2])[0], 1e-7);
    }

    [Theory]
    [InlineData("obsnorm.mean_1_D", "there is no such array")]
    [InlineData("out.b", "there is no such array")]
    public void Names_what_is_missing(string array, string expected)
    {
        var arrays = Small();
        arrays.Remove(array);
        var message = Assert.Throws<DemonstrationException>(() => Read(arrays)).Message;
        Assert.Contains($"e.npz: {array}: {expected}", message);
    }

    public static TheoryData<string, byte[], string> Spoilt =>
        new()
        {
            { "out.W", Npy.Doubles([2, 1], 2, 3), "has the shape [2, 1], expected [1, outputs]" },
            { "out.b", Npy.Doubles([1], 2), "has the shape [1], expected 2 values" },
            { "obsnorm.meansq_1_D", Npy.Doubles([2, 2], 1, 2, 3, 4), "expected 2 values" },
            { "hidden.layer_0.b", Npy.Doubles([1], double.NaN), "value 0 is NaN" },
            { "logstdevs_1_Da", Npy.Doubles([1], 1), "expected 2 values" },
            { "hidden.layer_2.W", Npy.Doubles([3, 1], 1, 2, 3), "expected [1, outputs]" },
        };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void Names_what_does_not_fit(string array, byte[] content, string expected)
    {
        var arrays = Small();
        arrays[array] = content;
        var message = Assert.Throws<DemonstrationException>(() => Read(arrays)).Message;
        Assert.Contains($"e.npz: {array}: ", message);
        Assert.Contains(expected, message);
    }
}
