using System.Collections.Immutable;
using System.IO.Compression;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Pickle;

/// <summary>
/// Reads the arrays of a Python pickle (protocols 0 to 5) or of a PyTorch file (.pt, .pth, both forms of
/// <c>torch.save</c>): NumPy arrays, tensors and numbers in dictionaries and lists, by their paths, as in "3/obs".
/// </summary>
/// <remarks>
/// Nothing of a file is executed: names in it are looked up in a list, none is imported, and one that is not on the list
/// is refused by name. Every size is checked against the file before memory is taken for it.
/// </remarks>
public sealed class PickledArrays : IArrayFile, IDisposable
{
    private readonly PickledContents _contents;
    private readonly PickleStore _store;

    private PickledArrays(string path, PickledContents contents, PickleStore store)
    {
        Path = path;
        _contents = contents;
        _store = store;
    }

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The arrays in the order of the file, those that cannot be read included.</summary>
    public ImmutableArray<ArrayInfo> Arrays => _contents.Infos;

    /// <summary>Opens a file.</summary>
    /// <param name="path">A pickle or a PyTorch file.</param>
    /// <exception cref="DemonstrationException">There is no such file, it is damaged, or it wants what is not read.</exception>
    public static PickledArrays Open(string path) => Open(path, InputFile.Open(path));

    /// <summary>Opens the content of a file.</summary>
    /// <param name="path">What messages call it.</param>
    /// <param name="stream">A seekable stream; closed with what is returned.</param>
    /// <exception cref="DemonstrationException">It is damaged, or wants what is not read.</exception>
    public static PickledArrays Open(string path, Stream stream) => Open(path, stream, null);

    /// <summary>Opens the pickle within an array of objects.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="name">What the array is called.</param>
    /// <param name="pickle">The pickle.</param>
    internal static PickledArrays OpenObjects(string path, string name, Stream pickle) =>
        new(path, PickledContents.Read(path, pickle, zip: null, name), new PickleStore(pickle, zip: null));

    /// <summary>Opens a file again and again; what is in it is found once, as long as the file stays as it is.</summary>
    internal static Func<IArrayFile> Opener(string path)
    {
        Known? known = null;
        return () =>
        {
            var stream = InputFile.Open(path);
            var (length, written) = (stream.Length, File.GetLastWriteTimeUtc(stream.SafeFileHandle));
            var earlier = known is { } last && last.Length == length && last.Written == written ? last.Contents : null;
            var file = Open(path, stream, earlier);
            // Several threads may do so at once, and each is right.
            known = new Known(file._contents, length, written);
            return file;
        };
    }

    /// <summary>Whether there is an array of a name.</summary>
    /// <param name="name">Its path.</param>
    public bool Contains(string name) => _contents.Arrays.ContainsKey(name);

    /// <summary>Reads numbers of any type as single precision.</summary>
    /// <param name="name">The path of the array.</param>
    /// <exception cref="DemonstrationException">The array is missing, damaged or holds no numbers.</exception>
    public NdArray<float> Floats(string name) => ReadAll<float>(name);

    /// <summary>Reads numbers of any type as double precision.</summary>
    /// <param name="name">The path of the array.</param>
    /// <exception cref="DemonstrationException">The array is missing, damaged or holds no numbers.</exception>
    public NdArray<double> Doubles(string name) => ReadAll<double>(name);

    /// <summary>Reads integers of any width.</summary>
    /// <param name="name">The path of the array.</param>
    /// <exception cref="DemonstrationException">The array is missing, damaged or holds no integers.</exception>
    public NdArray<long> Integers(string name) => ReadAll<long>(name);

    /// <summary>Reads booleans, or numbers that are all 0 or 1.</summary>
    /// <param name="name">The path of the array.</param>
    /// <exception cref="DemonstrationException">The array is missing, damaged or holds neither.</exception>
    public NdArray<bool> Booleans(string name) => ReadAll<bool>(name);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _store.Dispose();

    ImmutableDictionary<string, string> IArrayFile.Attributes => ImmutableDictionary<string, string>.Empty;

    ArrayReader IArrayFile.Open(string name) =>
        _contents.Arrays.TryGetValue(name, out var array)
            ? array.Open(Path, name, _store)
            : throw new DemonstrationException(
                Path,
                name,
                $"there is no such array; the file holds {string.Join(", ", Arrays.Take(20).Select(info => info.Name))}."
            );

    private static PickledArrays Open(string path, Stream stream, PickledContents? known)
    {
        ZipArchive? zip = null;
        try
        {
            zip = PickledContents.Archive(path, stream);
            return new PickledArrays(
                path,
                known ?? PickledContents.Read(path, stream, zip),
                new PickleStore(stream, zip)
            );
        }
        catch
        {
            zip?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    private NdArray<T> ReadAll<T>(string name)
        where T : unmanaged
    {
        using var reader = ((IArrayFile)this).Open(name);
        return reader.ReadAll<T>();
    }

    private sealed record Known(PickledContents Contents, long Length, DateTime Written);
}
