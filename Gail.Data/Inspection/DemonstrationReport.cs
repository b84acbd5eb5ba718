using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Views;

namespace Gail.Data.Inspection;

/// <summary>What a file of demonstrations holds, and what is wrong with it.</summary>
public sealed record DemonstrationReport
{
    /// <summary>The file as the caller named it.</summary>
    public required string File { get; init; }

    /// <summary>The format, by its name in <see cref="DemonstrationReader.Formats"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The id of the environment; empty where the file does not say.</summary>
    public required string EnvironmentId { get; init; }

    /// <summary>The number of episodes.</summary>
    public required int Episodes { get; init; }

    /// <summary>The number of steps of all episodes.</summary>
    public required int Transitions { get; init; }

    /// <summary>The number of values in an observation.</summary>
    public required int ObservationWidth { get; init; }

    /// <summary>The number of values in an action.</summary>
    public required int ActionWidth { get; init; }

    /// <summary>Whether actions are choices, stored as integers.</summary>
    public required bool ActionsAreDiscrete { get; init; }

    /// <summary>The number of choices: stated, or the greatest seen plus 1; null for continuous actions.</summary>
    public required int? ActionCount { get; init; }

    /// <summary>What an action is made of, as in "MultiDiscrete(3, 2)"; a number alone for so many continuous values.</summary>
    public required string ActionSpace { get; init; }

    /// <summary>What an observation is made of, likewise.</summary>
    public required string ObservationSpace { get; init; }

    /// <summary>Whether steps were left out.</summary>
    public required bool IsSubsampled { get; init; }

    /// <summary>The steps of an episode.</summary>
    public required ValueSummary Lengths { get; init; }

    /// <summary>The return of an episode; null without rewards and after sub-sampling.</summary>
    public required ValueSummary? Returns { get; init; }

    /// <summary>Each column of the observations; null where none of its values is finite.</summary>
    public required ImmutableArray<ValueSummary?> ObservationColumns { get; init; }

    /// <summary>Each column of the actions; null where none of its values is finite.</summary>
    public required ImmutableArray<ValueSummary?> ActionColumns { get; init; }

    /// <summary>The columns with their types, widths and the parts of a flattened dictionary.</summary>
    public required ImmutableArray<ViewColumn> Columns { get; init; }

    /// <summary>How the episodes' lengths are spread.</summary>
    public required ColumnHistogram LengthHistogram { get; init; }

    /// <summary>How the returns are spread; null where there are none.</summary>
    public required ColumnHistogram? ReturnHistogram { get; init; }

    /// <summary>How each column of the observations is spread; null where none of its values is finite.</summary>
    public required ImmutableArray<ColumnHistogram?> ObservationHistograms { get; init; }

    /// <summary>How each column of the actions is spread; null where none of its values is finite.</summary>
    public required ImmutableArray<ColumnHistogram?> ActionHistograms { get; init; }

    /// <summary>How often each column of continuous actions lies at its limits; null for choices and constants.</summary>
    public required ImmutableArray<ActionLimits?> ActionLimits { get; init; }

    /// <summary>
    /// How much of each action column's variance is between episodes, 0 to 1: whether actions alone tell episodes
    /// apart. Null where it never changes and where there are fewer than 4 episodes or 10 steps in each.
    /// </summary>
    public required ImmutableArray<double?> ActionEpisodeShares { get; init; }

    /// <summary>The number of episodes that repeat an earlier one exactly.</summary>
    public required int RepeatedEpisodes { get; init; }

    /// <summary>The share of the other episodes' steps that equal an earlier one, observation and action alike.</summary>
    public required double RepeatedStepShare { get; init; }

    /// <summary>Where steps are missing; null where none are.</summary>
    public required StepGaps? Gaps { get; init; }

    /// <summary>The arrays of the file with their types and shapes, those not read included.</summary>
    public required ImmutableArray<ArrayInfo> Arrays { get; init; }

    /// <summary>What is wrong or odd, a sentence each; empty when nothing was found.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>What is good to know, a sentence each.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The report as indented JSON; numbers that JSON cannot express are null.</summary>
    public string ToJson() => DemonstrationReportJson.Write(this);
}
