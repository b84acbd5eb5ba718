using System.Text.Json;
using Gail.Data;
using Gail.Execution;
using Gail.MuJoCo.Environments;
using Gail.Numerics;
using Gail.Policies;
using Gail.Training;

namespace Gail.Tests.Experts;

/// <summary>
/// The paper's expert policies act here as they do in Gymnasium's own environments on the same engine: whatever is
/// wrong in physics, observations or rewards shows in what they achieve.
/// </summary>
[Trait("Tier", "Slow")]
public class PaperExpertTests
{
    // The reference has 50. Some of these experts fall or tumble once in a while: more episodes here, less luck.
    private const int Episodes = 200;

    // Below this share of the mean a deviation is tiny, and one fall more or less decides it.
    private const double Tiny = 0.02;

    [SkippableTheory]
    [InlineData("Hopper", ActionChoice.Stochastic)]
    [InlineData("Hopper", ActionChoice.Deterministic)]
    [InlineData("Walker2d", ActionChoice.Stochastic)]
    [InlineData("Walker2d", ActionChoice.Deterministic)]
    [InlineData("HalfCheetah", ActionChoice.Stochastic)]
    [InlineData("HalfCheetah", ActionChoice.Deterministic)]
    [InlineData("Ant", ActionChoice.Stochastic)]
    [InlineData("Ant", ActionChoice.Deterministic)]
    [InlineData("Reacher", ActionChoice.Stochastic)]
    [InlineData("Reacher", ActionChoice.Deterministic)]
    public void ReturnsAreTheReferences(string robot, ActionChoice choice)
    {
        MuJoCoLibrary.Require();
        var paper = Golden.Folder(Path.Combine("..", "paper"));
        var weights = ExpertWeights.Read(Path.Combine(paper, "experts", $"{robot}-v1.npz"));
        var environment = MuJoCoEnvironments.Create($"{robot}-v1");
        var policy = new WeightsPolicy(weights, environment.Spec, robot);
        var key = RandomKey.FromSeed(0);

        var here = Evaluation.Run(new Executor(), environment, policy, Episodes, key, choice).Returns.ToArray();

        var there = Reference(Path.Combine(paper, "expert_returns.json"), $"{robot}/{choice}".ToLowerInvariant());
        var t = Welch.T(here, there);
        var deviation = Statistics.StandardDeviation([.. there]);
        // |t| below the normal distribution's 2.576 is p > 0.01; Student's bound, with some 50 degrees, is a little wider.
        Assert.True(Math.Abs(t) < 2.576, $"means {here.Average():F1} and {there.Average():F1}, t = {t:F2}");
        if (deviation > Tiny * Math.Abs(there.Average()))
        {
            Assert.InRange(Statistics.StandardDeviation([.. here]) / deviation, 0.5, 2);
        }
    }

    private static double[] Reference(string file, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var found = document.RootElement.EnumerateObject().Single(entry => entry.Name.ToLowerInvariant() == name);
        return [.. found.Value.GetProperty("returns").EnumerateArray().Select(value => value.GetDouble())];
    }

    private static class Welch
    {
        /// <summary>Welch's statistic of two samples, (mean a - mean b) / sqrt(var a / n + var b / m).</summary>
        internal static double T(double[] a, double[] b) =>
            (a.Average() - b.Average()) / Math.Sqrt((Variance(a) / a.Length) + (Variance(b) / b.Length));

        private static double Variance(double[] x) => x.Sum(value => Math.Pow(value - x.Average(), 2)) / (x.Length - 1);
    }
}
