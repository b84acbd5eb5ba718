using System.Collections.Immutable;
using System.Text.Json;
using Gail.Evaluation;
using Gail.Execution;
using Gail.MuJoCo.Environments;
using Gail.Numerics;
using Gail.Policies;
using Gail.Runs.Experts;
using Gail.Runs.PolicyFiles;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>
/// The paper's experts reach here what they reach in the reference implementation: the means by Welch's test, the
/// standard deviations by their ratio. The reference has 50 episodes each.
/// </summary>
[Trait("Tier", "Slow")]
public class PaperExpertTests(ITestOutputHelper output)
{
    // The 99.5 % quantile of the normal distribution: |t| beyond its like is p < 0.01.
    private const double Quantile = 2.5758;

    // Some of these experts fall or tumble once in 10 to 50 episodes: four times the reference's, for less luck.
    private const int Episodes = 200;

    // Two percent of the return and below: all episodes alike, and one fall more or less decides the deviation.
    private const double TinyDeviation = 0.02;

    public static TheoryData<string, ActionMode> Experts
    {
        get
        {
            var rows = new TheoryData<string, ActionMode>();
            foreach (var robot in (string[])["Hopper", "Walker2d", "HalfCheetah", "Ant", "Reacher"])
            {
                rows.Add(robot, ActionMode.Stochastic);
                rows.Add(robot, ActionMode.Deterministic);
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Experts))]
    public void Returns_are_the_reference_s(string robot, ActionMode choice)
    {
        MuJoCoLibrary.Require();
        var env = MuJoCoEnvironments.Create($"{robot}-v1");
        var path = SharedFiles.Expert($"{robot}-v1.npz");
        var policy = new WeightsPolicy(ExpertWeights.Read(path), env.Spec, path);
        var reference = Reference(path, $"{robot}/{choice.ToString().ToLowerInvariant()}");

        var here = PolicyEvaluation.Run(new Executor(), env, policy, Episodes, RandomKey.FromSeed(0), choice).Returns;

        var (mean, expected) = (Statistics.Mean(here), Statistics.Mean(reference));
        var (deviation, usual) = (Statistics.StandardDeviation(here), Statistics.StandardDeviation(reference));
        output.WriteLine($"{robot}, {choice}: {mean:F2} ± {deviation:F2}; reference {expected:F2} ± {usual:F2}");
        Assert.True(MeansAgree(here, reference), "Welch's test: p < 0.01");
        if (usual > TinyDeviation * Math.Abs(expected))
        {
            Assert.InRange(deviation / usual, 0.5, 2);
        }
    }

    private static ImmutableArray<double> Reference(string expert, string name)
    {
        var file = Path.Combine(Path.GetDirectoryName(expert)!, "..", "expert_returns.json");
        using var all = JsonDocument.Parse(File.ReadAllText(file));
        var returns = all.RootElement.GetProperty(name).GetProperty("returns");
        return [.. returns.EnumerateArray().Select(value => value.GetDouble())];
    }

    /// <summary>Whether Welch's two-sided test has p above 0.01.</summary>
    private static bool MeansAgree(ImmutableArray<double> left, ImmutableArray<double> right)
    {
        var (a, b) = (SquaredError(left), SquaredError(right));
        var t = Math.Abs(Statistics.Mean(left) - Statistics.Mean(right)) / Math.Sqrt(a + b);
        var freedom = (a + b) * (a + b) / ((a * a / (left.Length - 1)) + (b * b / (right.Length - 1)));
        // Student's quantile from the normal one, to the second order in 1 / freedom.
        var (z, z3, z5) = (Quantile, Math.Pow(Quantile, 3), Math.Pow(Quantile, 5));
        var limit = z + ((z3 + z) / (4 * freedom)) + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * freedom * freedom));
        return t <= limit;
    }

    /// <summary>The squared standard error of the mean, s^2 / n.</summary>
    private static double SquaredError(ImmutableArray<double> values)
    {
        var deviation = Statistics.StandardDeviation(values);
        return deviation * deviation / (values.Length - 1);
    }
}
