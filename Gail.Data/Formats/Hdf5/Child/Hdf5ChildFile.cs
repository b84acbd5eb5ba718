using System.Buffers.Binary;
using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Hdf5.Child;

/// <summary>An HDF5 file that a child process reads.</summary>
internal sealed class Hdf5ChildFile : IArrayFile
{
    private readonly Hdf5ChildPool _pool;
    private readonly Hdf5ChildProcess _child;
    private readonly Hdf5FileStamp _stamp;

    /// <summary>Takes a child and asks it what the file holds, unless that is known.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="pool">Where children come from and go to.</param>
    /// <param name="known">What the file is known to hold, from an earlier opening.</param>
    public Hdf5ChildFile(string path, Hdf5ChildPool pool, Hdf5Contents? known = null)
    {
        // What is wrong before HDF5 comes into it has a better message here.
        using (var stream = InputFile.Open(path))
        {
            _stamp = Hdf5FileStamp.Of(stream.SafeFileHandle);
        }
        (Path, _pool, _child) = (path, pool, pool.Take(_stamp));
        try
        {
            Contents = known ?? List();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>What the file holds, for another opening of the same file.</summary>
    public Hdf5Contents Contents { get; }

    public ImmutableArray<ArrayInfo> Arrays => Contents.Arrays;

    public ImmutableDictionary<string, string> Attributes => Contents.Attributes;

    public bool Contains(string name) => Contents[name] is not null;

    public ArrayReader Open(string name)
    {
        var (info, type) = Contents.Readable(Path, name);
        var number = _child.NextNumber();
        var rowsAtOnce = 0;
        _child.Ask(
            Hdf5Request.Open,
            name,
            [.. Hdf5Wire.Body(number), .. Hdf5Wire.Bytes(info)],
            (answer, length) =>
            {
                Span<byte> bytes = stackalloc byte[sizeof(int)];
                answer.ReadExactly(bytes[..length]);
                rowsAtOnce = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            }
        );
        return new Hdf5ChildArrayReader(Path, _child, number, info, type, Math.Max(1, rowsAtOnce));
    }

    public ImmutableArray<string> Texts(string name)
    {
        var info = Contents.Found(Path, name);
        var texts = ImmutableArray<string>.Empty;
        _child.Ask(
            Hdf5Request.Texts,
            name,
            Hdf5Wire.Bytes(info),
            (answer, length) =>
            {
                var bytes = new byte[length];
                answer.ReadExactly(bytes);
                texts = Hdf5Wire.Texts(bytes);
            }
        );
        return texts;
    }

    public void Dispose() => _pool.Return(_child, _stamp);

    private Hdf5Contents List()
    {
        Hdf5Contents? contents = null;
        _child.Ask(
            Hdf5Request.List,
            "",
            [],
            (answer, length) =>
            {
                var bytes = new byte[length];
                answer.ReadExactly(bytes);
                contents = Hdf5Wire.Contents(bytes);
            }
        );
        return contents!;
    }
}
