using System.Collections.Immutable;

namespace Gail.Data.Columns;

/// <summary>What a layout calls the columns; where it says nothing, they have this project's own names.</summary>
internal sealed record FieldNames
{
    private ColumnSet<string> _names = ColumnSet<string>.Empty;

    public static FieldNames Own { get; } = new();

    public string this[StandardColumn column]
    {
        get => _names[column] ?? column.Array;
        init => _names = _names.With(column, value);
    }

    /// <summary>The names with another one of a column.</summary>
    public FieldNames With(StandardColumn column, string name) => this with { _names = _names.With(column, name) };

    public string Observations => this[StandardColumn.Observation];

    public string Actions => this[StandardColumn.Action];

    public string EpisodeStarts { get; init; } = "episode_starts";

    /// <summary>
    /// Whether the file keeps each episode's final observation behind its other ones, so that its rows of
    /// observations run ahead of ours by one for each earlier episode.
    /// </summary>
    public bool FinalObservationsAreInterleaved { get; init; }

    /// <summary>What the file calls each episode, where it keeps them apart; empty otherwise.</summary>
    public ImmutableArray<string> Episodes { get; init; } = [];
}
