using System.Collections.Immutable;
using System.Globalization;
using Gail.Environments;

namespace Gail.Data.Formats.Layouts.Minari;

/// <summary>The spaces of observations and actions as Minari describes them, in Python's JSON.</summary>
internal static class MinariSpaces
{
    /// <summary>The space of a column: of one array its own, otherwise a dictionary or a tuple, nested where names are paths.</summary>
    /// <param name="members">The arrays that it is written as.</param>
    /// <param name="bounds">Those of all values.</param>
    public static string Of(ImmutableArray<MinariMember> members, ObservationSpace bounds)
    {
        if (members is [{ Path: "" } only])
        {
            return Leaf(only, bounds);
        }
        ImmutableArray<(string Name, string Space)> leaves =
        [
            .. members.Select(member => (member.Path, Leaf(member, bounds))),
        ];
        return members[0].Path == $"{DictionaryMembers.TupleItem}0"
            ? $$"""{"type": "Tuple", "subspaces": [{{string.Join(", ", leaves.Select(leaf => leaf.Space))}}]}"""
            : Dictionary(leaves);
    }

    private static string Leaf(MinariMember member, ObservationSpace bounds)
    {
        var range = member.Start..(member.Start + member.Part.Width);
        return member.Part switch
        {
            { Choices: [var count] } => Discrete(count),
            { IsDiscrete: true } => MultiDiscrete(member.Part.Choices),
            { Shape.IsEmpty: false } => Box(member.Part.Shape, bounds.Low[range], bounds.High[range]),
            _ => Box([member.Part.Width], bounds.Low[range], bounds.High[range]),
        };
    }

    /// <summary>Numbers within bounds, which may be infinite.</summary>
    private static string Box(ImmutableArray<int> shape, ImmutableArray<float> low, ImmutableArray<float> high) =>
        $$"""{"type": "Box", "dtype": "float32", "shape": [{{string.Join(", ", shape.Select(Text))}}], "low": {{Nested(shape, low)}}, "high": {{Nested(shape, high)}}}""";

    /// <summary>A choice.</summary>
    private static string Discrete(int count) =>
        $$"""{"type": "Discrete", "dtype": "int64", "start": 0, "n": {{Text(count)}}}""";

    /// <summary>Several choices.</summary>
    private static string MultiDiscrete(ImmutableArray<int> counts) =>
        $$"""{"type": "MultiDiscrete", "dtype": "int64", "nvec": [{{string.Join(", ", counts.Select(Text))}}], "start": [{{string.Join(", ", counts.Select(_ => "0"))}}]}""";

    private static string Dictionary(ImmutableArray<(string Name, string Space)> leaves)
    {
        var members = leaves
            .GroupBy(member => member.Name.Split('/')[0])
            .Select(group =>
                group.First().Name == group.Key
                    ? $"{JsonText.Quoted(group.Key)}: {group.First().Space}"
                    : $"{JsonText.Quoted(group.Key)}: {Dictionary([.. group.Select(member => member with { Name = member.Name[(group.Key.Length + 1)..] })])}"
            );
        return $$"""{"type": "Dict", "subspaces": { {{string.Join(", ", members)}} } }""";
    }

    /// <summary>Lists within lists, as NumPy writes arrays of several dimensions.</summary>
    private static string Nested(ImmutableArray<int> shape, ImmutableArray<float> values)
    {
        if (shape.Length == 1)
        {
            return $"[{Texts(values)}]";
        }
        var size = values.Length / shape[0];
        var rows = Enumerable.Range(0, shape[0]).Select(i => Nested(shape[1..], values.Slice(i * size, size)));
        return $"[{string.Join(", ", rows)}]";
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
}
