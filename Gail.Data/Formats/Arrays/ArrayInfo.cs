using System.Collections.Immutable;

namespace Gail.Data.Formats.Arrays;

/// <summary>An array of a file, as the file describes it.</summary>
/// <param name="Name">The name: in an .npz archive without ".npy", in HDF5 the path.</param>
/// <param name="DataType">The type of the elements in NumPy's words, as in "&lt;f4" or "|O".</param>
/// <param name="Shape">The extents, outermost first.</param>
public sealed record ArrayInfo(string Name, string DataType, ImmutableArray<int> Shape)
{
    /// <summary>Whether the elements are pickled Python objects, which are never read.</summary>
    public bool IsObject => DataType.TrimStart('|', '<', '>', '=') is "O" or "O8" or "O4";

    /// <summary>
    /// The dimensions of a row that is an image: three of them, or two of bytes; otherwise empty. Rows of two dimensions of
    /// other numbers may be several environments side by side, which are no observation.
    /// </summary>
    internal ImmutableArray<int> ImageShape =>
        (Shape.Length == 4 || (Shape.Length == 3 && DataType is "|u1" or "u1"))
        && Shape.Skip(1).Aggregate(1L, (product, extent) => product * extent) is > 0 and <= int.MaxValue
            ? Shape[1..]
            : [];

    /// <summary>What is said of an array that has become another one.</summary>
    internal const string Changed = "is not what it was when the file was opened.";

    /// <summary>Whether name, type and shape are the same.</summary>
    internal bool IsSameAs(ArrayInfo other) =>
        Name == other.Name && DataType == other.DataType && Shape.SequenceEqual(other.Shape);

    /// <summary>As in "obs &lt;f4 (200, 4)".</summary>
    public override string ToString() =>
        $"{Name} {DataType} ({string.Join(", ", Shape)}{(Shape.Length == 1 ? "," : "")})";
}
