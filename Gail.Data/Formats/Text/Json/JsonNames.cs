using Gail.Data.Columns;

namespace Gail.Data.Formats.Text.Json;

/// <summary>Which members of JSON objects are which columns.</summary>
internal sealed class JsonNames
{
    /// <summary>The member of the first object that holds what is known besides columns.</summary>
    public const string Metadata = "metadata";

    private readonly Dictionary<string, (string Name, bool Plural)> _names = new(StringComparer.Ordinal);

    /// <summary>The names known, and those that options give.</summary>
    public JsonNames(string path, DemonstrationFileOptions options)
    {
        TextNames.Check(path, options);
        foreach (var column in StandardColumn.OfRows)
        {
            if (column.Plural.Length > 0)
            {
                _names[column.Plural] = (column.Name, true);
            }
            foreach (var other in TextNames.Of(column.Name, options))
            {
                _names[other] = (column.Name, false);
            }
        }
    }

    /// <summary>Our name of a member, or null.</summary>
    /// <param name="key">The file's.</param>
    /// <param name="plural">Whether it holds an entry for each step of an episode.</param>
    public string? Find(string key, out bool plural)
    {
        var found = _names.TryGetValue(key, out var name);
        plural = found && name.Plural;
        return found ? name.Name : null;
    }
}
