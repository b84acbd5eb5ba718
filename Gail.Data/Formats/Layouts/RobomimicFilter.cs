using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>robomimic's filter keys: lists of the names of some demonstrations, such as those to train on.</summary>
internal static class RobomimicFilter
{
    private const string Group = "mask/";
    private const int MostNamed = 20;

    /// <summary>The arrays that are filter keys.</summary>
    public static ImmutableArray<string> Arrays(IArrayFile file) =>
        [.. file.Arrays.Select(array => array.Name).Where(name => name.StartsWith(Group, StringComparison.Ordinal))];

    /// <summary>What a file calls its filter keys.</summary>
    public static ImmutableArray<string> Keys(IArrayFile file) =>
        [.. Arrays(file).Select(name => name[Group.Length..])];

    /// <summary>The names that a filter key lists.</summary>
    /// <param name="file">The file.</param>
    /// <param name="key">The filter key.</param>
    /// <param name="present">The names of the demonstrations that the file holds.</param>
    /// <exception cref="DemonstrationException">There is no such key, or it lists none or others than are there.</exception>
    public static ImmutableHashSet<string> Chosen(IArrayFile file, string key, ImmutableHashSet<string> present)
    {
        var keys = Keys(file);
        if (!keys.Contains(key))
        {
            var there = keys.IsEmpty
                ? "the file has none; robomimic's split_train_val.py makes some"
                : $"there are {string.Join(", ", keys)}";
            throw new DemonstrationException(file.Path, "", $"there is no filter key '{key}'; {there}.");
        }
        var names = file.Texts(Group + key).ToImmutableHashSet();
        if (names.IsEmpty)
        {
            throw new DemonstrationException(file.Path, Group + key, "names no demonstrations; choose another key.");
        }
        var missing = names.Except(present).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            var more = missing.Count > MostNamed ? $" and {missing.Count - MostNamed} more" : "";
            throw new DemonstrationException(
                file.Path,
                Group + key,
                $"names demonstrations that the file does not hold: {string.Join(", ", missing.Take(MostNamed))}{more}; "
                    + "make the filter key anew, or choose another."
            );
        }
        return names;
    }
}
