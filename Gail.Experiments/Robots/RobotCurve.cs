using System.Collections.Immutable;
using System.Globalization;

namespace Gail.Experiments.Robots;

/// <summary>An evaluation of a run: a row of evaluations.csv, and when it was.</summary>
/// <param name="Steps">Environment steps until then.</param>
/// <param name="Mean">The mean return.</param>
/// <param name="Deviation">The standard deviation over its episodes.</param>
/// <param name="Seconds">Seconds of training until then.</param>
public sealed record RobotEvaluation(double Steps, double Mean, double Deviation, double Seconds);

/// <summary>The evaluations of a run.</summary>
public static class RobotCurve
{
    private const int InARow = 3;

    /// <summary>Reads the tables that a run leaves in its directory.</summary>
    /// <param name="evaluations">The path of evaluations.csv.</param>
    /// <param name="timing">The path of timing.csv.</param>
    public static ImmutableArray<RobotEvaluation> Read(string evaluations, string timing)
    {
        var seconds = Rows(timing).ToDictionary(row => row[0], row => row[1]);
        return [.. Rows(evaluations).Select(row => new RobotEvaluation(row[1], row[2], row[3], seconds[row[0]]))];
    }

    /// <summary>The first of three evaluations in a row that reach a return; null where there is none.</summary>
    /// <param name="curve">The evaluations.</param>
    /// <param name="goal">The return.</param>
    public static RobotEvaluation? FirstAt(ImmutableArray<RobotEvaluation> curve, double goal) =>
        Enumerable
            .Range(0, Math.Max(0, curve.Length - InARow + 1))
            .Where(i => curve.Skip(i).Take(InARow).All(evaluation => evaluation.Mean >= goal))
            .Select(i => curve[i])
            .FirstOrDefault();

    private static IEnumerable<double[]> Rows(string path) =>
        File.ReadLines(path)
            .Skip(1)
            .Select(line => line.Split(',').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray());
}
