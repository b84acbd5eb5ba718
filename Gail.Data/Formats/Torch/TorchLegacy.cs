using Gail.Data.Formats.Pickle;

namespace Gail.Data.Formats.Torch;

/// <summary>
/// What <c>torch.save</c> wrote before version 1.6: pickles of a mark, a version, the machine, the object and the keys of
/// its storages, then the storages, each as its number of elements and its elements, the lowest bytes first.
/// </summary>
internal static class TorchLegacy
{
    private const long Version = 1001;
    private const int CountLength = 8;

    /// <summary>What such files begin with: the mark, as a pickle of protocol 2.</summary>
    public static ReadOnlySpan<byte> Head =>
        [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];

    /// <summary>Reads the pickles; tensors are left where they lie.</summary>
    /// <param name="stream">A seekable stream at the first byte.</param>
    /// <exception cref="PickleException">It is damaged, or wants what is not on the list.</exception>
    public static object? Read(Stream stream)
    {
        var input = new PickleInput(stream);
        var storages = new Dictionary<string, LegacyBytes>();
        object? Plain() => new PickleMachine(input, PickleNames.All).Read();
        Plain();
        if (Plain() is not Version)
        {
            throw new PickleException($"its version is not {Version}.");
        }
        Plain();
        var root = new PickleMachine(input, TorchNames.All, id => Storage(storages, TorchStorageId.Parse(id))).Read();
        if (Plain() is not PickleList { Items: var keys })
        {
            throw new PickleException("the list of its storages is missing; the file is damaged.");
        }
        foreach (var key in keys)
        {
            Place(input, storages, key);
        }
        return storages.Values.Any(storage => storage.Offset < 0)
            ? throw new PickleException("the storage of a tensor is missing; the file is damaged or was cut off.")
            : root;
    }

    private static TorchStorage Storage(Dictionary<string, LegacyBytes> storages, TorchStorageId id)
    {
        if (!storages.TryGetValue(id.Key, out var bytes))
        {
            bytes = storages[id.Key] = new LegacyBytes(id.Length) { ElementSize = id.Type.Size };
        }
        return bytes.Length == id.Length
            ? new TorchStorage(id.Type, bytes, BigEndian: false)
            : throw new PickleException($"the storage '{id.Key}' has two lengths; the file is damaged.");
    }

    private static void Place(PickleInput input, Dictionary<string, LegacyBytes> storages, object? key)
    {
        if (key is not string name || !storages.TryGetValue(name, out var storage))
        {
            throw new PickleException("it has a storage that no tensor lies in; the file is damaged.");
        }
        var count = input.Number(CountLength);
        if (count != (ulong)(storage.Length / storage.ElementSize))
        {
            throw new PickleException(
                $"the storage '{name}' has {count} elements, not as many as its tensors say; the file is damaged."
            );
        }
        storage.Offset = input.Position;
        input.Skip(storage.Length);
    }

    /// <summary>A storage whose place is known once the pickles have been read.</summary>
    private sealed record LegacyBytes(long Length) : PickleBytes(Length)
    {
        public int ElementSize { get; init; }

        public long Offset { get; set; } = -1;

        public override void Read(PickleStore store, long position, Span<byte> destination) =>
            store.Read(Offset + position, destination);
    }
}
