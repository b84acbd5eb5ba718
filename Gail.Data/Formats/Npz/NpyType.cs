namespace Gail.Data.Formats.Npz;

/// <summary>The element types that are read.</summary>
internal enum NpyKind
{
    Boolean,
    Signed,
    Unsigned,
    Floating,
}

/// <summary>A NumPy element type of the supported kinds: bool, integers of 8 to 64 and floats of 16 to 64 bits.</summary>
/// <param name="Kind">Boolean, integer or floating.</param>
/// <param name="Size">The bytes of an element.</param>
/// <param name="BigEndian">Whether the highest byte comes first.</param>
internal sealed record NpyType(NpyKind Kind, int Size, bool BigEndian)
{
    public bool IsInteger => Kind is NpyKind.Signed or NpyKind.Unsigned;

    /// <summary>Reads a description such as "&lt;f4"; null when it is of another kind.</summary>
    public static NpyType? Parse(string description)
    {
        if (description.Length != 3 || description[0] is not ('<' or '>' or '|' or '='))
        {
            return null;
        }
        var size = description[2] - '0';
        NpyKind? kind = (description[1], size) switch
        {
            ('b', 1) => NpyKind.Boolean,
            ('i', 1 or 2 or 4 or 8) => NpyKind.Signed,
            ('u', 1 or 2 or 4 or 8) => NpyKind.Unsigned,
            ('f', 2 or 4 or 8) => NpyKind.Floating,
            _ => null,
        };
        // '|' says that byte order does not matter, which holds for single bytes only.
        return kind is { } known && (description[0] != '|' || size == 1)
            ? new NpyType(known, size, description[0] == '>')
            : null;
    }
}
