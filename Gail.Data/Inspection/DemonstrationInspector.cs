using System.Collections.Immutable;
using Gail.Environments;
using Gail.Numerics;

namespace Gail.Data;

/// <summary>Looks a file of demonstrations over without demanding that it is fit for use.</summary>
public static class DemonstrationInspector
{
    private const int MostNamed = 20;

    /// <summary>Reports on a file. NaN, invalid actions and oddities are problems in the report, not exceptions.</summary>
    /// <param name="path">A file that <see cref="DemonstrationReader"/> knows.</param>
    /// <exception cref="DemonstrationException">The file cannot be read, or its columns do not belong together.</exception>
    public static DemonstrationReport Inspect(string path) =>
        Report(path, environment: null, DemonstrationFileOptions.Default);

    /// <summary>Reports on a file and on whether it suits an environment.</summary>
    /// <param name="path">A file that <see cref="DemonstrationReader"/> knows.</param>
    /// <param name="environment">The environment it should be of.</param>
    /// <exception cref="DemonstrationException">The file cannot be read, or its columns do not belong together.</exception>
    public static DemonstrationReport Inspect(string path, EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Report(path, environment, DemonstrationFileOptions.Default);
    }

    /// <summary>Reports on a file, read as the options say.</summary>
    /// <param name="path">A file that <see cref="DemonstrationReader"/> knows.</param>
    /// <param name="options">What the content alone does not say.</param>
    /// <exception cref="DemonstrationException">The file cannot be read, or its columns do not belong together.</exception>
    public static DemonstrationReport Inspect(string path, DemonstrationFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Report(path, environment: null, options);
    }

    /// <summary>Reports on a file, read as the options say, and on whether it suits an environment.</summary>
    /// <param name="path">A file that <see cref="DemonstrationReader"/> knows.</param>
    /// <param name="environment">The environment it should be of.</param>
    /// <param name="options">What the content alone does not say.</param>
    /// <exception cref="DemonstrationException">The file cannot be read, or its columns do not belong together.</exception>
    public static DemonstrationReport Inspect(
        string path,
        EnvironmentSpec environment,
        DemonstrationFileOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        return Report(path, environment, options);
    }

    private static DemonstrationReport Report(
        string path,
        EnvironmentSpec? environment,
        DemonstrationFileOptions options
    )
    {
        var loaded = ViewCollector.Load(DemonstrationReader.Open(path, options));
        loaded = loaded with { Columns = StructureRules.Complete(loaded.Columns) };
        var columns = loaded.Columns;
        var returns = ReturnProblems.Returns(columns);
        var observations = Columns(columns.Observations);
        var actions = columns.Actions is { } known ? Columns(known) : [];
        return new DemonstrationReport
        {
            File = path,
            Format = columns.Source.Format,
            EnvironmentId = columns.Source.EnvironmentId,
            Episodes = columns.EpisodeStarts.Length,
            Transitions = columns.Observations.Rows,
            ObservationWidth = columns.Observations.Columns,
            ActionWidth = columns.Actions?.Columns ?? 0,
            ActionsAreDiscrete = columns.ActionsAreDiscrete,
            ActionCount = columns.ActionCount ?? CountSeen(columns, actions),
            IsSubsampled = columns.IsSubsampled,
            Lengths = ValueSummary.Of(columns.Lengths().Select(length => (double)length))!,
            Returns = returns is null ? null : ValueSummary.Of(returns),
            ObservationColumns = observations,
            ActionColumns = actions,
            Arrays = loaded.Arrays,
            Problems =
            [
                .. ColumnProblems.Find(loaded, observations, actions),
                .. EpisodeProblems.Find(columns),
                .. ReturnProblems.Find(loaded, returns),
                .. environment is null ? [] : EnvironmentProblems(columns, environment),
            ],
            Notes = [.. loaded.Notes, .. Notes(loaded, actions)],
        };
    }

    private static ImmutableArray<ValueSummary?> Columns(NdArray<float> matrix)
    {
        var width = matrix.Columns;
        return
        [
            .. Enumerable
                .Range(0, width)
                .Select(column =>
                    ValueSummary.Of(
                        Enumerable.Range(0, matrix.Rows).Select(row => (double)matrix[(row * width) + column])
                    )
                ),
        ];
    }

    private static int? CountSeen(DemonstrationColumns columns, ImmutableArray<ValueSummary?> actions) =>
        columns.ActionsAreDiscrete && actions is [{ Maximum: >= 0 and < int.MaxValue } choices]
            ? (int)choices.Maximum + 1
            : null;

    private static IEnumerable<string> EnvironmentProblems(DemonstrationColumns columns, EnvironmentSpec environment)
    {
        // Columns that are not valid in themselves are reported already.
        if (ValueRules.NonFinite(columns).Any() || ValueRules.ActionProblem(columns) is not null)
        {
            yield break;
        }
        string? problem = null;
        try
        {
            Demonstrations.Create(columns).CheckAgainst(environment);
        }
        catch (DemonstrationException e)
        {
            problem = e.Message;
        }
        if (problem is not null)
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Notes(LoadedDemonstrations loaded, ImmutableArray<ValueSummary?> actions)
    {
        var objects = loaded.Arrays.Where(array => array.IsObject).Select(array => array.Name);
        var ignored = loaded.Unknown.Except(objects).ToList();
        if (ignored.Count > 0)
        {
            // A file with a group for each episode may have thousands.
            var more = ignored.Count > MostNamed ? $" and {ignored.Count - MostNamed} more" : "";
            yield return $"Arrays that the layout does not know were ignored: {string.Join(", ", ignored.Take(MostNamed))}{more}.";
        }
        var columns = loaded.Columns;
        if (columns.Rewards is null)
        {
            yield return "The file holds no rewards; imitation needs none.";
        }
        if (columns.Actions is null)
        {
            yield return "The file holds no actions; only methods that learn from observations alone can use it.";
        }
        if (CountSeen(columns, actions) is { } count)
        {
            var seen = columns.Actions!.Span.ToArray().Where(action => action >= 0).Distinct().Count();
            if (seen < (columns.ActionCount ?? count))
            {
                yield return $"Only {seen} of {columns.ActionCount ?? count} actions are ever taken.";
            }
        }
    }
}
