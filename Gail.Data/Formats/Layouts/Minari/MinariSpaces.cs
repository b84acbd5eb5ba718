using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Views;
using Gail.Environments;

namespace Gail.Data.Formats.Layouts.Minari;

/// <summary>The spaces of observations and actions as Minari describes them, in Python's JSON.</summary>
internal static class MinariSpaces
{
    /// <summary>Numbers within bounds, which may be infinite.</summary>
    public static string Box(ObservationSpace bounds) =>
        $$"""{"type": "Box", "dtype": "float32", "shape": [{{Text(bounds.Width)}}], "low": [{{Texts(bounds.Low)}}], "high": [{{Texts(bounds.High)}}]}""";

    /// <summary>A choice.</summary>
    public static string Discrete(int count) =>
        $$"""{"type": "Discrete", "dtype": "int64", "start": 0, "n": {{Text(count)}}}""";

    /// <summary>Several choices.</summary>
    public static string MultiDiscrete(IReadOnlyCollection<int> counts) =>
        $$"""{"type": "MultiDiscrete", "dtype": "int64", "nvec": [{{string.Join(", ", counts.Select(Text))}}], "start": [{{Repeated("0", counts.Count)}}]}""";

    /// <summary>A dictionary of boxes, nested where names are paths.</summary>
    /// <param name="parts">The members side by side.</param>
    /// <param name="bounds">Those of all members.</param>
    public static string Dictionary(ImmutableArray<ColumnPart> parts, ObservationSpace bounds)
    {
        var boxes = ImmutableArray.CreateBuilder<(string Name, string Box)>();
        var place = 0;
        foreach (var part in parts)
        {
            var range = place..(place + part.Width);
            boxes.Add((part.Name, Box(new ObservationSpace(bounds.Low[range], bounds.High[range]))));
            place += part.Width;
        }
        return Dictionary(boxes.ToImmutable());
    }

    private static string Dictionary(ImmutableArray<(string Name, string Box)> boxes)
    {
        var members = boxes
            .GroupBy(member => member.Name.Split('/')[0])
            .Select(group =>
                group.First().Name == group.Key
                    ? $"{JsonText.Quoted(group.Key)}: {group.First().Box}"
                    : $"{JsonText.Quoted(group.Key)}: {Dictionary([.. group.Select(member => member with { Name = member.Name[(group.Key.Length + 1)..] })])}"
            );
        return $$"""{"type": "Dict", "subspaces": { {{string.Join(", ", members)}} } }""";
    }

    /// <summary>Python's words, with every number as short as can be without another one being meant.</summary>
    private static string Texts(ImmutableArray<float> bounds) =>
        string.Join(
            ", ",
            bounds.Select(bound =>
                float.IsPositiveInfinity(bound) ? "Infinity"
                : float.IsNegativeInfinity(bound) ? "-Infinity"
                : bound.ToString(CultureInfo.InvariantCulture)
            )
        );

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Repeated(string text, int count) => string.Join(", ", Enumerable.Repeat(text, count));
}
