using System.Collections.Immutable;

namespace Gail.Data;

/// <summary>What a file of demonstrations holds, and what is wrong with it.</summary>
public sealed record DemonstrationReport
{
    /// <summary>The file as the caller named it.</summary>
    public required string File { get; init; }

    /// <summary>The layout: "gail", "stable-baselines" or "imitation".</summary>
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

    /// <summary>The arrays of the file with their types and shapes, those not read included.</summary>
    public required ImmutableArray<ArrayInfo> Arrays { get; init; }

    /// <summary>What is wrong or odd, a sentence each; empty when nothing was found.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>What is good to know, a sentence each.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The report as indented JSON; numbers that JSON cannot express are null.</summary>
    public string ToJson() => DemonstrationReportJson.Write(this);
}
