using System.Collections.Immutable;

namespace Gail.Environments;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class NearestNames
{
    private const int MaxCount = 3;

    /// <summary>
    /// Up to three known names that a third of the longer one's letters turn into the given name, the nearest first;
    /// names that differ in case only come before all others, and a difference in case counts for nothing otherwise.
    /// </summary>
    public static ImmutableArray<string> Of(string name, IEnumerable<string> known) =>
        [
            .. known
                .Select(candidate => (candidate, Distance: EditDistance(name, candidate)))
                .Where(pair => 3 * pair.Distance <= Math.Max(name.Length, pair.candidate.Length))
                .OrderBy(pair => pair.Distance)
                .Take(MaxCount)
                .Select(pair => pair.candidate),
        ];

    /// <summary>
    /// Levenshtein's distance without regard to case: the fewest insertions, deletions and replacements of one letter
    /// that turn one text into the other.
    /// </summary>
    public static int EditDistance(string from, string to)
    {
        // distances[j] is the distance of the first i letters of one to the first j of the other.
        var distances = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = distances[0];
            distances[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var same = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]);
                var replaced = diagonal + (same ? 0 : 1);
                diagonal = distances[j];
                distances[j] = Math.Min(replaced, 1 + Math.Min(distances[j], distances[j - 1]));
            }
        }
        return distances[to.Length];
    }
}
