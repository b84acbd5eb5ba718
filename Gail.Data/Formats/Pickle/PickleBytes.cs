using System.IO.Compression;

namespace Gail.Data.Formats.Pickle;

/// <summary>Bytes that arrays are made of: in memory where they are few, otherwise where they lie in the file.</summary>
/// <param name="Length">How many.</param>
internal abstract record PickleBytes(long Length)
{
    /// <summary>Reads a stretch.</summary>
    /// <param name="store">The open file.</param>
    /// <param name="position">The first byte; the stretch ends within the length.</param>
    /// <param name="destination">Receives the bytes.</param>
    public abstract void Read(PickleStore store, long position, Span<byte> destination);
}

/// <summary>Bytes in memory.</summary>
internal sealed record HeldBytes(byte[] Values) : PickleBytes(Values.Length)
{
    public override void Read(PickleStore store, long position, Span<byte> destination) =>
        Values.AsSpan((int)position, destination.Length).CopyTo(destination);
}

/// <summary>A stretch of the file.</summary>
internal sealed record FileBytes(long Offset, long Length) : PickleBytes(Length)
{
    public override void Read(PickleStore store, long position, Span<byte> destination) =>
        store.Read(Offset + position, destination);
}

/// <summary>Bytes written as a text in UTF-8, a character for each, as Python 3 does in protocols before 3.</summary>
internal sealed record LatinBytes(PickleLongText Text) : PickleBytes(Text.Characters)
{
    public override void Read(PickleStore store, long position, Span<byte> destination) =>
        store
            .Kept(this, () => PickleText.Latin(store.ReadAll(Text.Offset, Text.StoredLength)))
            .AsSpan((int)position, destination.Length)
            .CopyTo(destination);
}

/// <summary>A member of a zip archive, read as a whole when it is first needed.</summary>
internal sealed record ZipBytes(string Entry, long Length) : PickleBytes(Length)
{
    public override void Read(PickleStore store, long position, Span<byte> destination) =>
        store.Kept(this, () => store.ReadEntry(Entry)).AsSpan((int)position, destination.Length).CopyTo(destination);
}

/// <summary>An open file that the bytes of arrays are read from. For one thread at a time.</summary>
internal sealed class PickleStore(Stream stream, ZipArchive? zip) : IDisposable
{
    private readonly Dictionary<PickleBytes, byte[]> _kept = new(ReferenceEqualityComparer.Instance);

    public void Read(long position, Span<byte> destination)
    {
        if (stream.Position != position)
        {
            stream.Position = position;
        }
        stream.ReadExactly(destination);
    }

    public byte[] ReadAll(long position, long length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)length));
        Read(position, bytes);
        return bytes;
    }

    public byte[] ReadEntry(string name) =>
        ZipMembers.Read(
            zip?.GetEntry(name) ?? throw new PickleException($"the archive has no member {name} any more."),
            ZipMembers.MostBytes
        );

    /// <summary>What had to be decoded as a whole, once.</summary>
    public byte[] Kept(PickleBytes bytes, Func<byte[]> read) =>
        _kept.TryGetValue(bytes, out var kept) ? kept : _kept[bytes] = read();

    public void Dispose()
    {
        zip?.Dispose();
        stream.Dispose();
    }
}
