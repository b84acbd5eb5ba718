using System.Collections.Immutable;
using System.Globalization;

namespace Gail.Data;

/// <summary>The spaces of observations and actions as Minari describes them, in Python's JSON.</summary>
internal static class MinariSpaces
{
    /// <summary>Any numbers: demonstrations do not say what bounds there are.</summary>
    public static string Box(int width) =>
        $$"""{"type": "Box", "dtype": "float32", "shape": [{{Text(width)}}], "low": [{{Repeated("-Infinity", width)}}], "high": [{{Repeated("Infinity", width)}}]}""";

    /// <summary>A choice.</summary>
    public static string Discrete(int count) =>
        $$"""{"type": "Discrete", "dtype": "int64", "start": 0, "n": {{Text(count)}}}""";

    /// <summary>Several choices.</summary>
    public static string MultiDiscrete(IReadOnlyCollection<int> counts) =>
        $$"""{"type": "MultiDiscrete", "dtype": "int64", "nvec": [{{string.Join(", ", counts.Select(Text))}}], "start": [{{Repeated("0", counts.Count)}}]}""";

    /// <summary>A dictionary of boxes, nested where names are paths.</summary>
    public static string Dictionary(ImmutableArray<ColumnPart> parts)
    {
        var members = parts
            .GroupBy(part => part.Name.Split('/')[0])
            .Select(group =>
                group.First().Name == group.Key
                    ? $"{JsonText.Quoted(group.Key)}: {Box(group.First().Width)}"
                    : $"{JsonText.Quoted(group.Key)}: {Dictionary([.. group.Select(part => part with { Name = part.Name[(group.Key.Length + 1)..] })])}"
            );
        return $$"""{"type": "Dict", "subspaces": { {{string.Join(", ", members)}} } }""";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Repeated(string text, int count) => string.Join(", ", Enumerable.Repeat(text, count));
}
