using System.Buffers.Binary;
using System.IO.Compression;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Pickle;
using Gail.Data.Views;

namespace Gail.Data.Formats.Torch;

/// <summary>PyTorch's files of tensors in dictionaries and lists, in any of the layouts.</summary>
internal sealed class TorchFormat : IDemonstrationFormat
{
    private const int NameLengthAt = 26;
    private const int NameAt = 30;

    public string Name => "torch";

    public string Description =>
        "PyTorch's files of tensors in dictionaries and lists, in any known layout (.pt, .pth); nothing in them is run";

    public bool Recognizes(FileHead head) =>
        head.Bytes.StartsWith(TorchLegacy.Head) || (MayBeTorch(head.Bytes) && HasPickle(head.Path));

    public DemonstrationView Open(string path, DemonstrationFileOptions options) =>
        ArrayLayouts.Open(PickledArrays.Opener(path), parallel: true, options, Name);

    /// <summary>An archive whose first file is no array of NumPy's: the directory of those need not be read.</summary>
    private static bool MayBeTorch(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("PK\x03\x04"u8) || head.Length < NameAt)
        {
            return false;
        }
        var length = BinaryPrimitives.ReadUInt16LittleEndian(head[NameLengthAt..]);
        return length > 0 && NameAt + length <= head.Length && !head.Slice(NameAt, length).EndsWith(".npy"u8);
    }

    private static bool HasPickle(string path)
    {
        try
        {
            using var stream = InputFile.Open(path);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            return TorchZip.Folder(zip) is not null || TorchZip.IsModel(zip);
        }
        catch (Exception e) when (ZipMembers.IsDamage(e))
        {
            return false;
        }
    }
}
