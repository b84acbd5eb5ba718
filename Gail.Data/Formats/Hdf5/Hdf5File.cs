using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Hdf5;

/// <summary>Reads the datasets of an HDF5 file with the HDF5 library, in this process.</summary>
internal sealed class Hdf5File : IArrayFile
{
    private readonly Hdf5Contents _contents;
    private readonly Hdf5Claims _claims;
    private readonly long _file;
    private bool _closed;

    private Hdf5File(string path, long file, long length, Hdf5Contents? known)
    {
        Path = path;
        _file = file;
        _claims = new Hdf5Claims(length);
        _contents = known ?? Hdf5Listing.Of(file, length);
    }

    public string Path { get; }

    public ImmutableArray<ArrayInfo> Arrays => _contents.Arrays;

    public ImmutableDictionary<string, string> Attributes => _contents.Attributes;

    /// <summary>What the file holds, for another opening of the same file.</summary>
    public Hdf5Contents Contents => _contents;

    /// <summary>Opens a file for reading and lists what it holds.</summary>
    /// <param name="path">An HDF5 file.</param>
    /// <param name="known">What it is known to hold, from an earlier opening; null to find out.</param>
    /// <exception cref="DemonstrationException">
    /// The file cannot be opened or is damaged, or the library is missing.
    /// </exception>
    public static Hdf5File Open(string path, Hdf5Contents? known = null)
    {
        long length;
        using (var stream = InputFile.Open(path))
        {
            length = stream.Length;
        }
        return Hdf5Library.Guarded(
            path,
            "",
            () =>
            {
                using var access = Hdf5Library.FileAccess("cannot be opened");
                var file = Hdf5Check.Id(
                    Hdf5Native.H5Fopen(InputFile.PlaceOf(path), 0, access.Id),
                    "cannot be opened: it is no HDF5 file, damaged, cut off or being written"
                );
                try
                {
                    return new Hdf5File(path, file, length, known);
                }
                catch
                {
                    _ = Hdf5Native.H5Fclose(file);
                    throw;
                }
            }
        );
    }

    public bool Contains(string name) => _contents[name] is not null;

    public ArrayReader Open(string name)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var (info, type) = _contents.Readable(Path, name);
        return Hdf5Library.Guarded(Path, name, () => new Hdf5ArrayReader(Path, _file, info, type, _claims));
    }

    public ImmutableArray<string> Texts(string name)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var info = _contents.Found(Path, name);
        return Hdf5Library.Guarded(Path, name, () => Hdf5Texts.Read(_file, info, _claims));
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            Hdf5Library.Guarded(Path, "", () => Hdf5Native.H5Fclose(_file));
        }
    }
}
