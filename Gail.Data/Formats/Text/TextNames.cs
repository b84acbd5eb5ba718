using System.Collections.Immutable;
using Gail.Data.Columns;

namespace Gail.Data.Formats.Text;

/// <summary>What text files call the columns, unless <see cref="DemonstrationFileOptions.ColumnNames"/> says otherwise.</summary>
internal static class TextNames
{
    /// <summary>What tells agents apart whose rows alternate. It has no place in views.</summary>
    public const string Agent = "agent";

    /// <summary>What to do where names are not known.</summary>
    public const string HowToName =
        "Say which are which, as in observation=position+speed,action=torque: with --columns, or DemonstrationFileOptions.ColumnNames.";

    /// <summary>What to do where the rows of agents alternate.</summary>
    public const string HowToGroup =
        "If the rows of several agents alternate, name the column that tells them apart: --columns agent=NAME, or DemonstrationFileOptions.ColumnNames.";

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Known =
        StandardColumn.OfRows.ToImmutableDictionary(column => column.Name, column => column.TextNames);

    /// <summary>All names known without options.</summary>
    public static ImmutableHashSet<string> All { get; } =
        Known.Values.SelectMany(names => names).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names under which a file may have a column.</summary>
    /// <param name="name">Our name.</param>
    /// <param name="options">May name another one, which then is the only one.</param>
    public static ImmutableArray<string> Of(string name, DemonstrationFileOptions options) =>
        options.ColumnNames.TryGetValue(name, out var other) ? [other] : Known[name];

    /// <summary>Checks that options rename columns that there are.</summary>
    /// <exception cref="DemonstrationException">There is no such column.</exception>
    public static void Check(string path, DemonstrationFileOptions options)
    {
        foreach (var name in options.ColumnNames.Keys.Order(StringComparer.Ordinal))
        {
            if (!Known.ContainsKey(name) && name != Agent)
            {
                throw new DemonstrationException(
                    path,
                    name,
                    $"no column is called that; names can be given for {string.Join(", ", Known.Keys.Append(Agent).Order(StringComparer.Ordinal))}."
                );
            }
        }
    }
}
