using System.Collections.Immutable;
using Gail.Data.Views;

namespace Gail.Data.Formats.Layouts.Minari;

/// <summary>An array that a part of observations or actions is written as.</summary>
/// <param name="Path">Its path below the column's group; empty where the column is one array.</param>
/// <param name="Part">What it holds.</param>
/// <param name="Start">The place of its first value in a row.</param>
internal sealed record MinariMember(string Path, ColumnPart Part, int Start);

/// <summary>The arrays that a column is written as.</summary>
internal static class MinariMembers
{
    /// <summary>
    /// A group of arrays for a dictionary where it gives the same columns when read; a tuple for other parts of several
    /// kinds; otherwise one array.
    /// </summary>
    /// <param name="space">What the column is made of.</param>
    public static ImmutableArray<MinariMember> Of(ColumnSpace space)
    {
        if (space.Parts is [{ Name: "" } only])
        {
            return [new MinariMember("", only, 0)];
        }
        var isDictionary = IsDictionary(space);
        if (!isDictionary && !space.HasChoices)
        {
            return [new MinariMember("", new ColumnPart("", space.Width), 0)];
        }
        var members = ImmutableArray.CreateBuilder<MinariMember>(space.Parts.Length);
        var start = 0;
        foreach (var part in space.Parts)
        {
            var path = isDictionary ? part.Name : $"{DictionaryMembers.TupleItem}{members.Count}";
            members.Add(new MinariMember(path, part, start));
            start += part.Width;
        }
        return members.MoveToImmutable();
    }

    private static bool IsDictionary(ColumnSpace space)
    {
        ImmutableArray<string> names = [.. space.Parts.Select(part => part.Name)];
        return space.IsDictionary
            && names.All(MinariNames.IsPath)
            && DictionaryMembers.Sorted(names).SequenceEqual(names)
            && names.Distinct().Count() == names.Length
            // One name cannot be an array and a group at once.
            && !names.Any(name => names.Any(other => other.StartsWith(name + "/", StringComparison.Ordinal)));
    }
}
