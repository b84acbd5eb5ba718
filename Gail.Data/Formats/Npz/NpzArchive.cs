using System.Collections.Immutable;
using System.IO.Compression;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Pickle;
using Gail.Numerics;

namespace Gail.Data.Formats.Npz;

/// <summary>Reads the arrays of an .npz archive: a zip of .npy files, stored or deflated.</summary>
/// <remarks>
/// Versions 1 to 3 of .npy, both orders of dimensions and bytes; booleans, integers of 8 to 64 bits and floats of 16
/// to 64. Of arrays of Python objects those are read that hold arrays of numbers, under names such as "obs/0", as a pickle
/// of them would be; other objects and types are listed but not read. Every size is checked against the file
/// before memory is taken for it, and every array against its checksum.
/// </remarks>
public sealed class NpzArchive : IArrayFile, IDisposable
{
    /// <summary>The greatest number of bytes a compressed array may unfold to: 1 GiB.</summary>
    public const int MaximumArrayBytes = 1 << 30;

    private const int MaximumArrays = 10_000;
    private const int MostNamed = 3;

    private readonly ZipArchive _zip;
    private readonly ImmutableDictionary<string, ZipArchiveEntry> _entries;
    private readonly ImmutableDictionary<string, PickledArrays> _objects;

    private NpzArchive(
        string path,
        ZipArchive zip,
        ImmutableArray<ArrayInfo> arrays,
        ImmutableDictionary<string, ZipArchiveEntry> entries,
        ImmutableDictionary<string, PickledArrays> objects
    )
    {
        Path = path;
        _zip = zip;
        Arrays = arrays;
        _entries = entries;
        _objects = objects;
    }

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>The arrays in the order of the archive, those that cannot be read included.</summary>
    public ImmutableArray<ArrayInfo> Arrays { get; }

    /// <summary>Opens an archive and reads the headers of its arrays.</summary>
    /// <param name="path">An .npz file.</param>
    /// <exception cref="DemonstrationException">There is no such file, or it is no .npz archive.</exception>
    public static NpzArchive Open(string path)
    {
        var stream = InputFile.Open(path);
        try
        {
            var kind = InputFile.Kind(stream);
            return kind == InputFile.Zip
                ? Open(path, stream)
                : throw new DemonstrationException(path, "", $"expected an .npz archive but the file is {kind}.");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is an array of a name.</summary>
    /// <param name="name">The name without ".npy".</param>
    public bool Contains(string name) => _entries.ContainsKey(name) || _objects.ContainsKey(name);

    /// <summary>Reads numbers of any type as single precision.</summary>
    /// <param name="name">The name without ".npy".</param>
    /// <exception cref="DemonstrationException">The array is missing, damaged or holds no numbers.</exception>
    public NdArray<float> Floats(string name) => ReadAll<float>(name);

    /// <summary>Reads numbers of any type as double precision.</summary>
    /// <param name="name">The name without ".npy".</param>
    /// <exception cref="DemonstrationException">The array is missing, damaged or holds no numbers.</exception>
    public NdArray<double> Doubles(string name) => ReadAll<double>(name);

    /// <summary>Reads integers of any width.</summary>
    /// <param name="name">The name without ".npy".</param>
    /// <exception cref="DemonstrationException">The array is missing, damaged or holds no integers.</exception>
    public NdArray<long> Integers(string name) => ReadAll<long>(name);

    /// <summary>Reads booleans, or numbers that are all 0 or 1.</summary>
    /// <param name="name">The name without ".npy".</param>
    /// <exception cref="DemonstrationException">The array is missing, damaged or holds neither.</exception>
    public NdArray<bool> Booleans(string name) => ReadAll<bool>(name);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _zip.Dispose();

    ImmutableDictionary<string, string> IArrayFile.Attributes => ImmutableDictionary<string, string>.Empty;

    ArrayReader IArrayFile.Open(string name) =>
        _objects.TryGetValue(name, out var objects) ? ((IArrayFile)objects).Open(name)
        : _entries.TryGetValue(name, out var entry) ? new NpzArrayReader(Path, name, entry)
        : throw new DemonstrationException(
            Path,
            name,
            $"there is no such array; the file holds {string.Join(", ", Arrays.Select(array => array.Name))}."
        );

    private NdArray<T> ReadAll<T>(string name)
        where T : unmanaged
    {
        using var reader = ((IArrayFile)this).Open(name);
        return reader.ReadAll<T>();
    }

    private static NpzArchive Open(string path, FileStream stream)
    {
        var zip = Guarded(
            path,
            "",
            () =>
            {
                var archive = new ZipArchive(stream, ZipArchiveMode.Read);
                // The directory at the end of the file is read on first use.
                return archive.Entries.Count <= MaximumArrays
                    ? archive
                    : throw new DemonstrationException(
                        path,
                        "",
                        $"holds {archive.Entries.Count} files, expected {MaximumArrays} at most."
                    );
            }
        );
        var infos = ImmutableArray.CreateBuilder<ArrayInfo>();
        var entries = ImmutableDictionary.CreateBuilder<string, ZipArchiveEntry>();
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".npy")))
        {
            var name = entry.FullName[..^".npy".Length];
            if (!entries.TryAdd(name, entry))
            {
                throw new DemonstrationException(path, name, "comes twice in the archive.");
            }
            if (entry.IsEncrypted)
            {
                throw new DemonstrationException(path, name, "is encrypted; save it without.");
            }
            infos.Add(Guarded(path, name, () => ReadInfo(path, name, entry)));
        }
        if (infos.Count == 0 && zip.Entries.Count > 0)
        {
            throw Other(path, zip);
        }
        var objects = ImmutableDictionary.CreateBuilder<string, PickledArrays>();
        foreach (var info in infos.Where(info => info.IsObject).ToList())
        {
            var others = infos.Where(other => other.Name != info.Name).Select(other => other.Name).ToHashSet();
            if (
                NpzObjects.Read(path, info.Name, entries[info.Name]) is not { } read
                || read.Arrays.Any(array => others.Contains(array.Name))
            )
            {
                continue;
            }
            var at = infos.IndexOf(info);
            infos.RemoveAt(at);
            infos.InsertRange(at, read.Arrays);
            entries.Remove(info.Name);
            objects.AddRange(read.Arrays.Select(array => KeyValuePair.Create(array.Name, read)));
        }
        return new NpzArchive(path, zip, infos.ToImmutable(), entries.ToImmutable(), objects.ToImmutable());
    }

    /// <summary>What to say of an archive of other files.</summary>
    private static DemonstrationException Other(string path, ZipArchive zip)
    {
        var isWorkbook = zip.Entries.Any(entry => entry.FullName == "xl/workbook.xml");
        var names = string.Join(", ", zip.Entries.Take(MostNamed).Select(entry => entry.FullName));
        return new DemonstrationException(
            path,
            "",
            isWorkbook
                ? "is an Excel workbook; save its table as CSV."
                : $"is a zip archive of other files than arrays ({names}{(zip.Entries.Count > MostNamed ? ", ..." : "")}); unpack it, and name a file or the folder."
        );
    }

    private static ArrayInfo ReadInfo(string path, string name, ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return NpyHeader.Read(stream, name, problem => new DemonstrationException(path, name, problem)).Info;
    }

    /// <summary>Turns what the zip reader throws on damaged archives into a message for people.</summary>
    internal static T Guarded<T>(string path, string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(path, name, e);
        }
    }

    internal static bool IsDamage(Exception e) =>
        e is IOException or InvalidDataException or ArgumentException or NotSupportedException or OverflowException;

    internal static DemonstrationException Damaged(string path, string name, Exception cause) =>
        new(path, name, $"the archive is damaged or was cut off: {cause.Message}", cause);
}
