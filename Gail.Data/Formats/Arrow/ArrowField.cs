using System.Collections.Immutable;

namespace Gail.Data.Formats.Arrow;

/// <summary>What a column is.</summary>
internal enum ArrowKind
{
    /// <summary>Numbers or flags.</summary>
    Number,

    /// <summary>Lists of any length.</summary>
    List,

    /// <summary>Lists of one length.</summary>
    FixedList,

    /// <summary>Columns with names.</summary>
    Struct,

    /// <summary>What has no numbers to read: texts, times, dictionaries, ...</summary>
    Other,
}

/// <summary>A column, or what is within one, as a file describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="DataType">The type of numbers in NumPy's words; of others what they are.</param>
/// <param name="Size">The bytes of a number, or of an offset of lists; 0 otherwise.</param>
/// <param name="Length">That of lists of one length.</param>
/// <param name="Buffers">How many pieces of a batch are its own.</param>
/// <param name="Children">What is within.</param>
internal sealed record ArrowField(
    string Name,
    ArrowKind Kind,
    string DataType,
    int Size,
    int Length,
    int Buffers,
    ImmutableArray<ArrowField> Children
)
{
    private const int GreatestDepth = 16;
    private const int MostFields = 10_000;

    /// <summary>Whether values are single bits.</summary>
    public bool IsBits => DataType == "|b1";

    /// <summary>The columns that a schema describes.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or has more than is read.</exception>
    public static ImmutableArray<ArrowField> Read(FlatTable schema)
    {
        if (schema.Short(0) != 0)
        {
            throw new InvalidDataException("holds numbers with their highest byte first, which is not read");
        }
        // Several fields can share one description, so that few bytes could describe very many.
        var left = MostFields;
        return Read(schema, field: 1, depth: 0, ref left);
    }

    private static ImmutableArray<ArrowField> Read(FlatTable parent, int field, int depth, ref int left)
    {
        var count = parent.Count(field, elementBytes: 4);
        left -= count;
        if (left < 0 || depth > GreatestDepth)
        {
            throw new InvalidDataException(
                $"describes more than {MostFields} columns, or such that are nested more than {GreatestDepth} deep"
            );
        }
        var fields = ImmutableArray.CreateBuilder<ArrowField>(count);
        for (var i = 0; i < count; i++)
        {
            var table = parent.Item(field, i);
            fields.Add(Of(table, Read(table, field: 5, depth + 1, ref left)));
        }
        return fields.MoveToImmutable();
    }

    private static ArrowField Of(FlatTable table, ImmutableArray<ArrowField> children)
    {
        var name = table.Text(0);
        ArrowField Field(ArrowKind kind, string type, int size, int buffers) =>
            new(name, kind, type, size, 0, buffers, children);
        if (table.Has(4))
        {
            // The values lie elsewhere; here are their places.
            return Field(ArrowKind.Other, "a dictionary", 0, 2) with { Children = [] };
        }
        switch (table.Byte(2))
        {
            case 1:
                return Field(ArrowKind.Other, "nothing", 0, 0);
            case 2:
                var integer = table.Table(3);
                var bits = integer.Int(0);
                return bits is 8 or 16 or 32 or 64
                    ? Field(
                        ArrowKind.Number,
                        $"{(bits == 8 ? '|' : '<')}{(integer.Bool(1) ? 'i' : 'u')}{bits / 8}",
                        bits / 8,
                        2
                    )
                    : throw new InvalidDataException($"has integers of {bits} bits");
            case 3:
                return table.Table(3).Short(0) switch
                {
                    0 => Field(ArrowKind.Number, "<f2", 2, 2),
                    1 => Field(ArrowKind.Number, "<f4", 4, 2),
                    2 => Field(ArrowKind.Number, "<f8", 8, 2),
                    var other => throw new InvalidDataException($"has floating-point numbers of the precision {other}"),
                };
            case 6:
                return Field(ArrowKind.Number, "|b1", 1, 2);
            case 4 or 5 or 19 or 20:
                return Field(ArrowKind.Other, "text or images", 0, 3);
            case 7 or 8 or 9 or 10 or 11 or 15 or 18:
                return Field(ArrowKind.Other, "times, decimals or bytes", 0, 2);
            case 12 when children is [_]:
                return Field(ArrowKind.List, "lists", 4, 2);
            case 21 when children is [_]:
                return Field(ArrowKind.List, "lists", 8, 2);
            case 13:
                return Field(ArrowKind.Struct, "a dictionary of columns", 0, 1);
            case 16 when children is [_]:
                return Field(ArrowKind.FixedList, "lists", 0, 1) with { Length = table.Table(3).Int(0) };
            case 17 when children is [_]:
                return Field(ArrowKind.Other, "maps", 0, 2);
            case var type:
                throw new InvalidDataException($"has the column '{name}' of a type that is not read (number {type})");
        }
    }
}
