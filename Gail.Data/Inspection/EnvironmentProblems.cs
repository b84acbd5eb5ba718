using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Data.Columns;
using Gail.Environments;

namespace Gail.Data.Inspection;

/// <summary>Finds what does not go together with an environment.</summary>
internal static class EnvironmentProblems
{
    private const int Named = 4;

    // Of the range: observations are rounded to single precision, some recorders' to fewer digits.
    private const double Tolerance = 1e-4;

    /// <summary>What makes the file useless for the environment, or odd.</summary>
    public static IEnumerable<string> Find(
        DemonstrationColumns columns,
        ImmutableArray<ValueSummary?> observations,
        EnvironmentSpec environment
    )
    {
        // Columns that are not valid in themselves are reported already.
        if (ValueRules.NonFinite(columns).Any() || ChoiceRules.Problem(columns) is not null)
        {
            return [];
        }
        return Mismatch(columns, environment) is { } problem
            ? [problem]
            :
            [
                .. columns.ObservationSpace.HasChoices ? [] : Ranges(columns, observations, environment),
                .. Lengths(columns, environment),
            ];
    }

    private static string? Mismatch(DemonstrationColumns columns, EnvironmentSpec environment)
    {
        try
        {
            Demonstrations.Create(columns).AsChoicesOf(environment).CheckAgainst(environment);
            return null;
        }
        catch (DemonstrationException e)
        {
            return e.Message;
        }
    }

    private static IEnumerable<string> Ranges(
        DemonstrationColumns columns,
        ImmutableArray<ValueSummary?> observations,
        EnvironmentSpec environment
    )
    {
        var space = environment.Observation;
        var outside = new List<string>();
        for (var column = 0; column < space.Width; column++)
        {
            var (low, high) = (space.Low[column], space.High[column]);
            var slack = float.IsFinite(high - low) ? Tolerance * (high - low) : 0;
            if (observations[column] is { } seen && (seen.Minimum < low - slack || seen.Maximum > high + slack))
            {
                outside.Add(
                    $"column {column} runs from {seen.Minimum:G4} to {seen.Maximum:G4}, expected {low:G4} to {high:G4}"
                );
            }
        }
        if (outside.Count > 0)
        {
            var more = outside.Count > Named ? $" and {outside.Count - Named} more columns" : "";
            yield return $"{columns.Fields.Observations}: not what {environment.Id} can show: {string.Join("; ", outside.Take(Named))}{more}. Are they scaled, or of another environment?";
        }
    }

    private static IEnumerable<string> Lengths(DemonstrationColumns columns, EnvironmentSpec environment)
    {
        var steps = columns.Steps!;
        var longer = Enumerable
            .Range(0, columns.EpisodeStarts.Length)
            .Where(episode => steps[columns.EpisodeEnd(episode) - 1] >= environment.StepLimit)
            .ToList();
        if (longer.Count > 0)
        {
            var length = steps[columns.EpisodeEnd(longer[0]) - 1] + 1;
            yield return $"{longer.Count} of {columns.EpisodeStarts.Length} episodes are longer than the {environment.StepLimit} steps after which {environment.Id} ends; the first: episode {longer[0]} has {length}.";
        }
    }
}
