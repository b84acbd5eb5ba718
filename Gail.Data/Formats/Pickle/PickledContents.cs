using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.Compression;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Torch;

namespace Gail.Data.Formats.Pickle;

/// <summary>The arrays of a pickle or of a PyTorch file, told by its content. None has been read yet.</summary>
/// <param name="Kind">What the file is, for messages.</param>
/// <param name="Infos">Names, types and shapes, in the order of the file.</param>
/// <param name="Arrays">Where they lie, by name.</param>
internal sealed record PickledContents(
    string Kind,
    ImmutableArray<ArrayInfo> Infos,
    FrozenDictionary<string, PickledArray> Arrays
)
{
    private const string PickleKind = "a Python pickle";
    private const string TorchKind = "a PyTorch file";

    private static ReadOnlySpan<byte> ZipHead => "PK\x03\x04"u8;

    /// <summary>Reads what there is.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="stream">Its content.</param>
    /// <param name="zip">The same as an archive, if it is one.</param>
    /// <param name="root">What the arrays' names begin with; empty for nothing.</param>
    /// <exception cref="DemonstrationException">It is damaged, or wants what is not on the allow-list.</exception>
    public static PickledContents Read(string path, Stream stream, ZipArchive? zip, string root = "")
    {
        var kind = zip is not null || Begins(stream, TorchLegacy.Head) ? TorchKind : PickleKind;
        try
        {
            stream.Position = zip is null ? 0 : stream.Position;
            var value =
                zip is not null ? TorchZip.Read(zip)
                : kind == TorchKind ? TorchLegacy.Read(stream)
                : Pickles(stream);
            var held = zip?.Entries.Sum(entry => (double)entry.Length) ?? stream.Length;
            var arrays = PickleTree.Arrays(value, (long)Math.Min(held, long.MaxValue / 64), root);
            return arrays.Count > 0
                ? new PickledContents(
                    kind,
                    [.. arrays.Select(array => new ArrayInfo(array.Key, array.Value.DataType, array.Value.Shape))],
                    arrays.ToFrozenDictionary()
                )
                : throw new PickleException(
                    "it holds no arrays: only an empty dictionary or list, or none of numbers. Was it saved before it was filled?"
                );
        }
        catch (Exception e) when (e is PickleException || ZipMembers.IsDamage(e))
        {
            throw new DemonstrationException(path, "", $"cannot be read as {kind}: {e.Message}", e);
        }
    }

    /// <summary>The file as an archive, if it is one.</summary>
    public static ZipArchive? Archive(string path, Stream stream)
    {
        if (!Begins(stream, ZipHead))
        {
            return null;
        }
        try
        {
            var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            // The directory at the end of the file is read on first use.
            _ = zip.Entries;
            return zip;
        }
        catch (Exception e) when (ZipMembers.IsDamage(e))
        {
            throw new DemonstrationException(path, "", $"the archive is damaged or was cut off: {e.Message}", e);
        }
    }

    private static bool Begins(Stream stream, ReadOnlySpan<byte> head)
    {
        Span<byte> bytes = stackalloc byte[16];
        stream.Position = 0;
        var read = stream.ReadAtLeast(bytes[..head.Length], head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return read == head.Length && bytes[..read].SequenceEqual(head);
    }

    /// <summary>One pickle, or the list of several that were written one after the other.</summary>
    private static object? Pickles(Stream stream)
    {
        var input = new PickleInput(stream);
        object? Next() => new PickleMachine(input, PickleNames.All).Read();
        var first = Next();
        if (input.IsAtEnd)
        {
            return first;
        }
        var all = new PickleList { Items = { first } };
        while (!input.IsAtEnd)
        {
            all.Items.Add(Next());
        }
        return all;
    }
}
