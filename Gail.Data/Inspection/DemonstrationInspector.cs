using System.Collections.Immutable;
using Gail.Data.Checks;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Views;
using Gail.Environments;

namespace Gail.Data.Inspection;

/// <summary>Looks a file of demonstrations over without demanding that it is fit for use.</summary>
public static class DemonstrationInspector
{
    private const int MostNamed = 20;

    /// <summary>Reports on a file. NaN, invalid actions and oddities are problems in the report, not exceptions.</summary>
    /// <param name="path">A file that <see cref="DemonstrationReader"/> knows.</param>
    /// <exception cref="DemonstrationException">The file cannot be read, or its columns do not belong together.</exception>
    public static DemonstrationReport Inspect(string path) =>
        Inspect(path, environment: null, DemonstrationFileOptions.Default);

    /// <summary>Reports on a file and on whether it suits an environment.</summary>
    /// <param name="path">A file that <see cref="DemonstrationReader"/> knows.</param>
    /// <param name="environment">The environment it should be of.</param>
    /// <exception cref="DemonstrationException">The file cannot be read, or its columns do not belong together.</exception>
    public static DemonstrationReport Inspect(string path, EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Inspect(path, environment, DemonstrationFileOptions.Default);
    }

    /// <summary>Reports on a file and on whether it suits an environment.</summary>
    /// <param name="path">A file that <see cref="DemonstrationReader"/> knows.</param>
    /// <param name="environment">The environment it should be of; null where that is not known.</param>
    /// <param name="options">What the content alone does not say.</param>
    /// <exception cref="DemonstrationException">The file cannot be read, or its columns do not belong together.</exception>
    public static DemonstrationReport Inspect(
        string path,
        EnvironmentSpec? environment,
        DemonstrationFileOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        return Inspect(DemonstrationReader.OpenOne(path, options), path, environment, options);
    }

    /// <summary>Reports on several files, one after the other, and on whether they suit an environment.</summary>
    /// <param name="paths">At least one file or folder.</param>
    /// <param name="environment">The environment they should be of; null where that is not known.</param>
    /// <param name="options">What the content alone does not say.</param>
    /// <exception cref="DemonstrationException">A file cannot be read, or columns do not belong together.</exception>
    public static DemonstrationReport InspectAll(
        ImmutableArray<string> paths,
        EnvironmentSpec? environment,
        DemonstrationFileOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var view = DemonstrationView.Of(DemonstrationReader.OpenAll(paths, options));
        return Inspect(view, string.Join(" + ", paths), environment, options);
    }

    private static DemonstrationReport Inspect(
        DemonstrationView view,
        string name,
        EnvironmentSpec? environment,
        DemonstrationFileOptions options
    )
    {
        var loaded = view.Load();
        loaded = loaded with { Columns = StructureRules.Complete(loaded.Columns) };
        var columns = loaded.Columns;
        var missingRewards = MissingRewards.Problem(columns);
        columns = MissingRewards.Dropped(columns);
        loaded = loaded with { Columns = columns };
        var returns = ReturnProblems.Returns(columns);
        double[] lengths = [.. columns.Lengths()];
        var (lengthSummary, returnSummary) = (ValueSummary.Of(lengths)!, ValueSummary.Of(returns ?? []));
        var observations = ColumnScan.Of(columns.Observations);
        var actions = columns.Actions is { } known ? ColumnScan.Of(known) : [];
        var choices = columns.ActionCount ?? CountSeen(columns, actions);
        var limits = ActionLimits.Of(columns, actions, environment);
        var shares = EpisodeShare.Of(columns, actions);
        var repeated = EpisodeProblems.Repeated(columns);
        var again = RowRepeats.Share(columns, repeated.Keys.ToHashSet());
        var gaps = StepGaps.Of(columns);
        return new DemonstrationReport
        {
            File = name,
            Format = columns.Source.Format,
            EnvironmentId = columns.Source.EnvironmentId,
            Episodes = columns.EpisodeStarts.Length,
            Transitions = columns.Observations.Rows,
            ObservationWidth = columns.Observations.Columns,
            ActionWidth = columns.Actions?.Columns ?? 0,
            ActionsAreDiscrete = columns.ActionsAreDiscrete,
            ActionCount = choices,
            ActionSpace = columns.Actions is null ? "" : columns.ActionSpace.ToString(),
            ObservationSpace = columns.ObservationSpace.ToString(),
            IsSubsampled = columns.IsSubsampled,
            Lengths = lengthSummary,
            Returns = returnSummary,
            ObservationColumns = observations,
            ActionColumns = actions,
            Columns = view.Description.Columns,
            LengthHistogram = ColumnHistogram.Of(lengths, lengthSummary),
            ReturnHistogram = returnSummary is null ? null : ColumnHistogram.Of(returns!, returnSummary),
            ObservationHistograms = ColumnHistogram.OfColumns(columns.Observations, observations),
            ActionHistograms = columns.Actions is null
                ? []
                : ColumnHistogram.OfColumns(columns.Actions, actions, choices),
            ActionLimits = limits,
            ActionEpisodeShares = shares,
            RepeatedEpisodes = repeated.Count,
            RepeatedStepShare = again,
            Gaps = gaps,
            Arrays = loaded.Arrays,
            Problems =
            [
                .. view.Description.LeftOut,
                .. loaded.Problems,
                .. missingRewards is null ? [] : (ReadOnlySpan<string>)[missingRewards],
                .. ColumnProblems.Find(loaded, observations, actions),
                .. StepGaps.Problems(columns, gaps),
                .. EpisodeProblems.Find(repeated),
                .. ReturnProblems.Find(loaded, returns),
                .. EpisodeShare.Problems(columns, shares),
                .. ScaleProblems.Find(columns, observations),
                .. ActionLimits.Problems(columns, limits, environment),
                .. LateActions.Find(columns, options),
                .. environment is null ? [] : EnvironmentProblems.Find(columns, observations, environment),
            ],
            Notes =
            [
                .. loaded.Notes,
                .. Notes(loaded, actions, missingRewards is not null),
                .. StepGaps.Notes(gaps),
                .. RowRepeats.Notes(columns, again),
                .. ActionLimits.Notes(columns, limits, environment),
                .. OtherEnvironment(columns, environment),
                .. StoredChoices(columns, environment),
            ],
        };
    }

    private static IEnumerable<string> StoredChoices(DemonstrationColumns columns, EnvironmentSpec? environment)
    {
        if (
            environment is { Action.ChoiceCounts: var chosen }
            && chosen.Any(count => count > 0)
            && columns is { ActionSpace.HasChoices: false, Actions: not null }
        )
        {
            yield return $"The actions are stored as floating-point numbers. {environment.Id} has choices: gail takes whole numbers from 0 as such, in code Demonstrations.AsChoicesOf does.";
        }
    }

    private static int? CountSeen(DemonstrationColumns columns, ImmutableArray<ValueSummary?> actions) =>
        columns.ActionsAreDiscrete && actions is [{ Maximum: >= 0 and < int.MaxValue } choices]
            ? (int)choices.Maximum + 1
            : null;

    private static IEnumerable<string> OtherEnvironment(DemonstrationColumns columns, EnvironmentSpec? environment)
    {
        // Another family is a problem.
        if (
            columns.Source.EnvironmentId is { Length: > 0 } id
            && environment is not null
            && environment.Id != id
            && EnvironmentFamily.Same(environment.Id, id)
        )
        {
            yield return $"The file was recorded in {id}, not in {environment.Id}.";
        }
    }

    private static IEnumerable<string> Notes(
        LoadedDemonstrations loaded,
        ImmutableArray<ValueSummary?> actions,
        bool rewardsAreBad
    )
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
        if (columns.Rewards is null && !rewardsAreBad)
        {
            yield return "The file holds no rewards; imitation needs none.";
        }
        if (columns.Actions is null)
        {
            yield return "The file holds no actions; only methods that learn from observations alone can use it.";
        }
        if (CountSeen(columns, actions) is { } count)
        {
            var taken = new HashSet<float>();
            foreach (var action in columns.Actions!.Span)
            {
                if (action >= 0)
                {
                    taken.Add(action);
                }
            }
            var seen = taken.Count;
            if (seen < (columns.ActionCount ?? count))
            {
                yield return $"Only {seen} of {columns.ActionCount ?? count} actions are ever taken.";
            }
        }
    }
}
