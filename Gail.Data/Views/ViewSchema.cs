using System.Collections.Immutable;

namespace Gail.Data.Views;

/// <summary>The columns of a view and what else is known of its rows.</summary>
public sealed record ViewSchema
{
    /// <summary>The columns, each of another name.</summary>
    public required ImmutableArray<ViewColumn> Columns { get; init; }

    /// <summary>Where the rows came from.</summary>
    public DemonstrationSource Source { get; init; } = DemonstrationSource.Memory;

    /// <summary>
    /// Whether steps were left out, so that neighbouring rows need not be neighbours in time. Text says so only by
    /// gaps in its column t, which collecting sees and the schema does not.
    /// </summary>
    public bool IsSubsampled { get; init; }

    /// <summary>What is good to know about the source, a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>
    /// What of the source was left out since it cannot be read or used, a sentence each; empty unless that was asked
    /// for (<see cref="DemonstrationFileOptions.SkipBad"/>).
    /// </summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>The names of the columns.</summary>
    public ImmutableArray<string> Names => [.. Columns.Select(column => column.Name)];

    /// <summary>The column of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="DemonstrationException">There is no such column.</exception>
    public ViewColumn this[string name] =>
        Find(name)
        ?? throw new DemonstrationException(
            Source.File,
            name,
            $"there is no such column; there are {string.Join(", ", Names)}."
        );

    /// <summary>The column of a name, or null.</summary>
    /// <param name="name">The name.</param>
    public ViewColumn? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>Throws where there is no column of one of the names.</summary>
    /// <param name="names">The names.</param>
    /// <exception cref="DemonstrationException">There is no such column.</exception>
    public void Require(ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            _ = this[name];
        }
    }

    /// <summary>Whether there is a column of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>The schema with a column in place of the one of its name, or at the end.</summary>
    /// <param name="column">The column.</param>
    public ViewSchema With(ViewColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return this with
        {
            Columns = Has(column.Name)
                ? [.. Columns.Select(old => old.Name == column.Name ? column : old)]
                : Columns.Add(column),
        };
    }

    /// <summary>The schema without a column.</summary>
    /// <param name="name">The name.</param>
    public ViewSchema Without(string name) => this with { Columns = [.. Columns.Where(column => column.Name != name)] };
}
