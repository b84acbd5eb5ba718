using System.Collections.Immutable;
using System.Text.Json;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Layouts.Minari;

/// <summary>What the arrays of a column hold by the spaces that a Minari data set states, as Gymnasium describes them.</summary>
/// <remarks>
/// Discrete and MultiDiscrete are choices, counted from 0 here whatever number they start at there. MultiBinary are
/// choices of two in actions; in observations they stay numbers, 0 or 1, which are one-hot already. A Box holds quantities,
/// whole ones too. Where no space is stated, whole numbers of actions are choices.
/// </remarks>
internal static class MinariLeaves
{
    /// <summary>The column with what its parts are.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="column">Its arrays side by side, named by their paths in the dictionary.</param>
    /// <param name="space">The space of all of it, if stated.</param>
    /// <param name="isAction">Whether these are actions.</param>
    /// <param name="isWhole">Whether the array of a path holds whole numbers.</param>
    /// <exception cref="DemonstrationException">A space is of other widths than its array.</exception>
    public static TableColumn Described(
        string path,
        TableColumn column,
        JsonElement? space,
        bool isAction,
        Func<string, bool> isWhole
    )
    {
        TablePart Of(TablePart part)
        {
            var leaf = MinariMetadata.Within(space, part.Name);
            var type = leaf?.Text("type");
            var counts = type switch
            {
                "Discrete" when leaf?.Number("n") is { } n => [n],
                "MultiDiscrete" => Numbers(leaf?.Member("nvec")),
                "MultiBinary" when isAction => [.. Enumerable.Repeat(2, part.Width)],
                "Box" or "MultiBinary" => [],
                _ => isAction && isWhole(part.Name) ? [.. Enumerable.Repeat(0, part.Width)] : (ImmutableArray<int>)[],
            };
            if (!counts.IsEmpty && (counts.Length != part.Width || counts.Any(count => count < 0)))
            {
                throw new DemonstrationException(
                    path,
                    part.Ranges[0].Array,
                    $"has {part.Width} values per row but its space, {type}, is of {counts.Length} choices."
                );
            }
            var starts = leaf?.Number("start") is { } start ? [start] : Numbers(leaf?.Member("start"));
            return part with
            {
                Choices = counts,
                Starts = !counts.IsEmpty && starts.Length == counts.Length && starts.Any(one => one != 0) ? starts : [],
            };
        }
        return column with { Parts = [.. column.Parts.Select(Of)] };
    }

    /// <summary>Numbers of a list, those of nested lists one after the other.</summary>
    private static ImmutableArray<int> Numbers(JsonElement? list)
    {
        if (list is not { ValueKind: JsonValueKind.Array } items)
        {
            return [];
        }
        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number))
            {
                numbers.Add(number);
            }
            else
            {
                numbers.AddRange(Numbers(item));
            }
        }
        return numbers.ToImmutable();
    }
}
