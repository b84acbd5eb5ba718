using Gail.Data.Columns;

namespace Gail.Data.Formats.Text.Json;

/// <summary>Which members of JSON objects are which columns; letters may be large or small.</summary>
internal sealed class JsonNames
{
    /// <summary>The member of the first object that holds what is known besides columns.</summary>
    public const string Metadata = "metadata";

    /// <summary>Between the names that options give for the values of one vector.</summary>
    private const char And = '+';

    private readonly Dictionary<string, JsonName> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names known, and those that options give.</summary>
    public JsonNames(string path, DemonstrationFileOptions options)
    {
        TextNames.Check(path, options);
        foreach (var column in StandardColumn.OfRows)
        {
            if (column.Plural.Length > 0)
            {
                _names[column.Plural] = new JsonName(column.Name, IsPlural: true);
            }
            foreach (var other in TextNames.Of(column.Name, options))
            {
                _names[other] = new JsonName(column.Name);
                foreach (var part in column.IsVector && other.Contains(And) ? other.Split(And) : [])
                {
                    _names[part.Trim()] = new JsonName(column.Name) { Part = part.Trim() };
                }
            }
        }
        if (options.ColumnNames.TryGetValue(TextNames.Agent, out var agent))
        {
            _names[agent] = new JsonName(TextNames.Agent);
        }
    }

    /// <summary>The names of a vector's values where they are members of their own, in order; empty where they are not.</summary>
    public static string[] Parts(DemonstrationFileOptions options, string column) =>
        options.ColumnNames.TryGetValue(column, out var joined) && joined.Contains(And)
            ? joined.Split(And, StringSplitOptions.TrimEntries)
            : [];

    /// <summary>What a member is, or null.</summary>
    /// <param name="key">The file's name of it.</param>
    public JsonName? Find(string key) => _names.TryGetValue(key, out var name) ? name : null;
}

/// <summary>What a member of a JSON object is.</summary>
/// <param name="Column">Our name of the column.</param>
/// <param name="IsPlural">Whether it holds an entry for each step of an episode.</param>
internal readonly record struct JsonName(string Column, bool IsPlural = false)
{
    /// <summary>Which of the values of a vector it is; null where it is all of them.</summary>
    public string? Part { get; init; }
}
