using System.Collections.Immutable;
using System.Globalization;

namespace Gail.Experiments.Robots;

/// <summary>A kind of run of the page, in the order of the page.</summary>
public enum RobotMethod
{
    /// <summary>GAIL with preset fast.</summary>
    Fast,

    /// <summary>The same on demonstrations of a random policy.</summary>
    Control,

    /// <summary>Behaviour cloning with preset paper.</summary>
    Bc,

    /// <summary>GAIL with preset paper.</summary>
    Paper,
}

/// <summary>A run of the page.</summary>
/// <param name="Robot">The robot, as in Hopper.</param>
/// <param name="Method">The method.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Curve">Its evaluations, at least one.</param>
public sealed record RobotRun(string Robot, RobotMethod Method, int Seed, ImmutableArray<RobotEvaluation> Curve)
{
    /// <summary>Its title on the page.</summary>
    public string Label => LabelOf(Method);

    /// <summary>The page's name of a method.</summary>
    /// <param name="method">The method.</param>
    public static string LabelOf(RobotMethod method) =>
        method switch
        {
            RobotMethod.Fast => "GAIL, preset fast",
            RobotMethod.Control => "control: GAIL, preset fast, a random policy's episodes",
            RobotMethod.Bc => "behaviour cloning, preset paper",
            _ => "GAIL, preset paper",
        };

    /// <summary>The name of its directory, and what its tables beside the page begin with: "Hopper-fast-s23".</summary>
    /// <param name="robot">The robot.</param>
    /// <param name="method">The method.</param>
    /// <param name="seed">The seed.</param>
    public static string NameOf(string robot, RobotMethod method, int seed) =>
        $"{robot}-{method.ToString().ToLowerInvariant()}-s{seed.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The runs whose tables lie in a folder, as the page orders them.</summary>
    /// <param name="folder">Holds NAME-evaluations.csv and NAME-timing.csv of each run.</param>
    public static ImmutableArray<RobotRun> ReadAll(string folder)
    {
        const string Ending = "-evaluations.csv";
        return
        [
            .. from file in Directory.GetFiles(folder, "*" + Ending)
            let parts = Path.GetFileName(file)[..^Ending.Length].Split('-')
            let method = Enum.Parse<RobotMethod>(parts[1], ignoreCase: true)
            let seed = int.Parse(parts[2].AsSpan(1), CultureInfo.InvariantCulture)
            orderby parts[0], method, seed
            select new RobotRun(
                parts[0],
                method,
                seed,
                RobotCurve.Read(file, file.Replace(Ending, "-timing.csv", StringComparison.Ordinal))
            ),
        ];
    }
}
