using System.Collections.Immutable;

namespace Gail.Data.Formats.Arrays;

/// <summary>
/// A file of named arrays: an .npz archive, an HDF5 file. Layouts say which arrays are which columns, and hold for
/// either. For one thread at a time.
/// </summary>
internal interface IArrayFile : IDisposable
{
    /// <summary>The file as the caller named it.</summary>
    string Path { get; }

    /// <summary>
    /// The arrays in the order of the file, those that cannot be read included; names of groups are joined by '/'.
    /// </summary>
    ImmutableArray<ArrayInfo> Arrays { get; }

    /// <summary>
    /// Attributes as text: the key is "group@name", that of the file itself "@name"; numbers in the shortest form.
    /// Empty where the format has none.
    /// </summary>
    ImmutableDictionary<string, string> Attributes { get; }

    /// <summary>Whether there is an array of a name.</summary>
    bool Contains(string name);

    /// <summary>All of a short list of texts, such as names.</summary>
    /// <exception cref="DemonstrationException">There is none of that name, or it holds no text.</exception>
    ImmutableArray<string> Texts(string name) =>
        throw new DemonstrationException(Path, name, "is to hold text, which is read from HDF5 files only.");

    /// <summary>Opens an array for reading.</summary>
    /// <exception cref="DemonstrationException">There is no such array, or its elements are no numbers.</exception>
    ArrayReader Open(string name);
}
