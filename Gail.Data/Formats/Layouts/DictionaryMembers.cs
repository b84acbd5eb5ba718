using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts;

/// <summary>Which members of a dictionary lie side by side in a column, and in which order.</summary>
internal static class DictionaryMembers
{
    /// <summary>What Minari puts before the number of an item of a tuple.</summary>
    public const string TupleItem = "_index_";

    /// <summary>By name; the items of a tuple by their numbers.</summary>
    public static ImmutableArray<string> Sorted(ImmutableArray<string> members) =>
        [.. members.OrderBy(SortKey, StringComparer.Ordinal)];

    /// <summary>
    /// The members asked for, in the order in which they are; if none is, all of them, sorted, but for images where there is
    /// anything else.
    /// </summary>
    /// <param name="file">For messages.</param>
    /// <param name="field">What the dictionary is called.</param>
    /// <param name="members">Its members; of nested dictionaries the paths. One empty name if it is a plain array.</param>
    /// <param name="wanted">Members, or nested dictionaries with all that is in them.</param>
    /// <param name="isImage">Whether a member holds images.</param>
    public static ImmutableArray<string> Choose(
        IArrayFile file,
        string field,
        ImmutableArray<string> members,
        ImmutableArray<string> wanted,
        Func<string, bool> isImage
    )
    {
        DemonstrationException Fail(string problem) => new(file.Path, field, problem);
        if (members.IsEmpty)
        {
            throw Fail("there is no such array or group.");
        }
        if (wanted.IsEmpty)
        {
            ImmutableArray<string> others = [.. members.Where(member => !isImage(member))];
            return Sorted(others.IsEmpty ? members : others);
        }
        if (members is [""])
        {
            throw Fail($"is no dictionary, so that {string.Join(", ", wanted)} cannot be taken from it.");
        }
        var chosen = ImmutableArray.CreateBuilder<string>();
        foreach (var name in wanted)
        {
            var found = Sorted([
                .. members.Where(member => member == name || member.StartsWith(name + "/", StringComparison.Ordinal)),
            ]);
            if (found.IsEmpty)
            {
                throw Fail($"has no member '{name}'; there are {string.Join(", ", Sorted(members))}.");
            }
            if (found.FirstOrDefault(chosen.Contains) is { } twice)
            {
                throw Fail($"the member '{twice}' is asked for twice.");
            }
            chosen.AddRange(found);
        }
        return chosen.ToImmutable();
    }

    /// <summary>A sentence on images that were left out, if there are any.</summary>
    /// <param name="members">All members.</param>
    /// <param name="chosen">Those taken.</param>
    /// <param name="isImage">Whether a member holds images.</param>
    public static IEnumerable<string> ImageNotes(
        ImmutableArray<string> members,
        ImmutableArray<string> chosen,
        Func<string, bool> isImage
    )
    {
        ImmutableArray<string> left = [.. Sorted(members).Where(member => isImage(member) && !chosen.Contains(member))];
        if (!left.IsEmpty)
        {
            yield return $"Images were left out: {string.Join(", ", left)}. Who wants to learn from them names them, with all others to be taken, in --observation-parts or DemonstrationFileOptions.ObservationParts.";
        }
    }

    /// <summary>Numbers of tuples' items in a width at which the order of texts is that of numbers.</summary>
    private static string SortKey(string path) =>
        string.Join(
            '/',
            path.Split('/')
                .Select(name =>
                    name.StartsWith(TupleItem, StringComparison.Ordinal)
                    && int.TryParse(
                        name.AsSpan(TupleItem.Length),
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var number
                    )
                        ? TupleItem + number.ToString("D10", CultureInfo.InvariantCulture)
                        : name
                )
        );
}
