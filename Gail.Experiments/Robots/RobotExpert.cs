using System.Collections.Immutable;
using System.Globalization;

namespace Gail.Experiments.Robots;

/// <summary>The return of an expert here: over 50 episodes, of Reacher's stochastic ones the 18 recorded.</summary>
/// <param name="Robot">The robot, as in Hopper.</param>
/// <param name="Deterministic">The mean return with the most probable actions.</param>
/// <param name="DeterministicDeviation">The standard deviation over the episodes.</param>
/// <param name="Stochastic">The mean return with actions drawn.</param>
/// <param name="StochasticDeviation">The standard deviation over the episodes.</param>
public sealed record RobotExpert(
    string Robot,
    double Deterministic,
    double DeterministicDeviation,
    double Stochastic,
    double StochasticDeviation
)
{
    private const string Header = "robot,deterministic_mean,deterministic_std,stochastic_mean,stochastic_std";

    /// <summary>Experts as a table.</summary>
    /// <param name="experts">The experts, in the order of the page.</param>
    public static string ToCsv(ImmutableArray<RobotExpert> experts) =>
        string.Concat(
            experts
                .Select(expert =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{expert.Robot},{expert.Deterministic},{expert.DeterministicDeviation},{expert.Stochastic},{expert.StochasticDeviation}"
                    )
                )
                .Prepend(Header)
                .Select(line => line + "\n")
        );

    /// <summary>Reads what <see cref="ToCsv"/> wrote.</summary>
    public static ImmutableArray<RobotExpert> Read(string path) =>
        [
            .. from line in File.ReadLines(path).Skip(1)
            let words = line.Split(',')
            let numbers = words.Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray()
            select new RobotExpert(words[0], numbers[0], numbers[1], numbers[2], numbers[3]),
        ];
}
