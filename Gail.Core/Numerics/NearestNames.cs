using System.Collections.Immutable;

namespace Gail.Numerics;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
public static class NearestNames
{
    private const int MaxCount = 3;

    /// <summary>
    /// Up to three known names that a third of the longer one's letters turn into the given name, the nearest first;
    /// a difference in case counts for nothing. Of a known name with dots the last part alone is near too: "discount" is
    /// near "advantage.discount".
    /// </summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">The names there are.</param>
    public static ImmutableArray<string> Of(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        return
        [
            .. known
                .Select(candidate => (candidate, Distance: Distance(name, candidate)))
                .Where(pair => pair.Distance is not null)
                .OrderBy(pair => pair.Distance)
                // Of names that end alike, the one that begins alike.
                .ThenBy(pair => EditDistance(name, pair.candidate))
                .Take(MaxCount)
                .Select(pair => pair.candidate),
        ];
    }

    /// <summary>As in " (did you mean --seed or --set?)", or nothing.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">The names there are.</param>
    public static string Question(string name, IEnumerable<string> known) =>
        Of(name, known) is { IsEmpty: false } near ? $" (did you mean {string.Join(" or ", near)}?)" : "";

    /// <summary>
    /// The distance without regard to case: the fewest insertions, deletions and replacements of one letter and
    /// exchanges of two neighbours that turn one text into the other (optimal string alignment, Levenshtein's with
    /// exchanges).
    /// </summary>
    /// <param name="from">One text.</param>
    /// <param name="to">The other.</param>
    public static int EditDistance(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        // Row i has the distances of the first i letters of one to the first j of the other.
        var (before, above, row) = (
            new int[to.Length + 1],
            Enumerable.Range(0, to.Length + 1).ToArray(),
            new int[to.Length + 1]
        );
        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = above[j - 1] + (Same(from[i - 1], to[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(above[j], row[j - 1]));
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
            (before, above, row) = (above, row, before);
        }
        return above[to.Length];
    }

    /// <summary>The distance of a known name from the given one; null where it is not near.</summary>
    private static int? Distance(string name, string candidate)
    {
        var whole = Near(name, candidate);
        var last = candidate.Contains('.', StringComparison.Ordinal) ? Near(LastPart(name), LastPart(candidate)) : null;
        return whole is null || last < whole ? last : whole;
    }

    private static int? Near(string name, string candidate)
    {
        var distance = EditDistance(name, candidate);
        return 3 * distance <= Math.Max(name.Length, candidate.Length) ? distance : null;
    }

    private static string LastPart(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
