using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>Arrays of trajectories, [B, T, ...], of which each fills only so many steps as its length says.</summary>
internal static class Trajectories
{
    /// <summary>The lengths of trajectories, each 1 to <paramref name="most"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The array of lengths, [B].</param>
    /// <param name="count">B.</param>
    /// <param name="most">T.</param>
    public static ImmutableArray<int> Lengths(IArrayFile file, string name, int count, int most)
    {
        DemonstrationException Fail(string problem) => new(file.Path, name, problem);
        var lengths = file.Read<long>(name);
        if (lengths.Shape.Rank != 1 || lengths.Length != count)
        {
            throw Fail($"has the shape {lengths.Shape}, expected one length for each of the {count} trajectories.");
        }
        for (var b = 0; b < count; b++)
        {
            if (lengths[b] < 1 || lengths[b] > most)
            {
                throw Fail($"trajectory {b} has the length {lengths[b]}, expected 1 to {most}.");
            }
        }
        return [.. lengths.Values.Select(length => (int)length)];
    }

    /// <summary>The lengths of trajectories that lie one after the other.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The array of lengths, [B].</param>
    /// <param name="rows">All steps; what the lengths have to make.</param>
    public static ImmutableArray<int> LengthsOf(IArrayFile file, string name, int rows)
    {
        var count = file.Info(name).Shape is [var extent, ..] ? extent : 1;
        var lengths = Lengths(file, name, count, rows);
        var sum = lengths.Sum(length => (long)length);
        return sum == rows
            ? lengths
            : throw new DemonstrationException(
                file.Path,
                name,
                $"the lengths of the {count} episodes make {sum} steps but there are {rows}."
            );
    }

    /// <summary>The row at which each trajectory begins once the steps beyond its length are left out.</summary>
    public static ImmutableArray<int> Starts(ImmutableArray<int> lengths)
    {
        var starts = ImmutableArray.CreateBuilder<int>(lengths.Length);
        var rows = 0;
        foreach (var length in lengths)
        {
            starts.Add(rows);
            rows += length;
        }
        return starts.MoveToImmutable();
    }

    /// <summary>[rows, width] of an array [B, T, width], or of [B, T], whose width is 1.</summary>
    public static TableColumn Matrix(IArrayFile file, ArrayInfo array, ImmutableArray<int> lengths, int most)
    {
        CheckExtents(file, array, lengths.Length, most);
        // Further dimensions are left for the rules of structure to name.
        var width = array.Shape.Length > 2 ? array.Shape[2] : 1;
        return array.Shape.Length <= 3
            ? Column(array, new Shape(lengths.Sum(), width), width, lengths, most)
            : new TableColumn(new Shape([lengths.Sum(), .. array.Shape[2..]]), []);
    }

    /// <summary>[rows] of an array [B, T].</summary>
    public static TableColumn Vector(IArrayFile file, ArrayInfo array, ImmutableArray<int> lengths, int most)
    {
        CheckExtents(file, array, lengths.Length, most);
        return array.Shape is [_, _] or [_, _, 1]
            ? Column(array, new Shape(lengths.Sum()), 1, lengths, most)
            : new TableColumn(new Shape([lengths.Sum(), .. array.Shape[2..]]), []);
    }

    /// <summary>The extents B and T of an array of trajectories.</summary>
    public static (int Count, int Most) Extents(IArrayFile file, ArrayInfo array)
    {
        if (array.Shape.Length < 2)
        {
            throw Fail(file, array, "expected trajectories, [count, steps, width]");
        }
        if (array.Shape[0] == 0)
        {
            throw new DemonstrationException(file.Path, array.Name, "there are no episodes; at least one is needed.");
        }
        if ((long)array.Shape[0] * array.Shape[1] > int.MaxValue)
        {
            throw Fail(
                file,
                array,
                $"expected {int.MaxValue} steps at most, those beyond the ends of trajectories included"
            );
        }
        return (array.Shape[0], array.Shape[1]);
    }

    private static void CheckExtents(IArrayFile file, ArrayInfo array, int count, int most)
    {
        if (array.Shape.Length < 2 || array.Shape[0] != count || array.Shape[1] != most)
        {
            throw Fail(file, array, $"expected {count} trajectories of {most} steps");
        }
    }

    private static TableColumn Column(ArrayInfo array, Shape shape, int width, ImmutableArray<int> lengths, int most) =>
        new(
            shape,
            [
                new TablePart("", width, [.. lengths.Select((length, b) => new RowRange(array.Name, b * most, length))])
                {
                    IsFolded = true,
                },
            ]
        );

    private static DemonstrationException Fail(IArrayFile file, ArrayInfo array, string expected) =>
        new(file.Path, array.Name, $"{expected}, but the shape is {new Shape(array.Shape.AsSpan())}.");
}
