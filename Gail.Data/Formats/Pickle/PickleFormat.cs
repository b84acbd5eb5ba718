using Gail.Data.Formats.Arrays;
using Gail.Data.Views;

namespace Gail.Data.Formats.Pickle;

/// <summary>Python's pickles of NumPy arrays in dictionaries and lists, in any of the layouts.</summary>
internal sealed class PickleFormat : IDemonstrationFormat
{
    public string Name => "pickle";

    public string Description =>
        "Python pickles of NumPy arrays in dictionaries and lists, in any known layout (.pkl); nothing in them is run";

    public bool Recognizes(FileHead head) => IsPickle(head.Bytes);

    public DemonstrationView Open(string path, DemonstrationFileOptions options) =>
        ArrayLayouts.Open(PickledArrays.Opener(path), parallel: true, options, Name);

    /// <summary>Protocols 2 to 5 have a mark; of the older ones the usual beginnings: a dictionary, a list, a name.</summary>
    public static bool IsPickle(ReadOnlySpan<byte> head) =>
        (head.Length > 1 && head[0] == 0x80 && head[1] is >= 2 and <= 5)
        || head.StartsWith("(dp0\n"u8)
        || head.StartsWith("(lp0\n"u8)
        || head.StartsWith("(dp1\n"u8)
        || head.StartsWith("(lp1\n"u8)
        || head.StartsWith("}q\0"u8)
        || head.StartsWith("]q\0"u8)
        || BeginsWithName(head);

    /// <summary>c, a module, a line's end, a name, a line's end, and what comes after names.</summary>
    private static bool BeginsWithName(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("c"u8) && !head.StartsWith("(c"u8))
        {
            return false;
        }
        var text = head[(head.IndexOf((byte)'c') + 1)..];
        for (var line = 0; line < 2; line++)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 1 || text[..end].IndexOfAnyExcept(Letters) >= 0)
            {
                return false;
            }
            text = text[(end + 1)..];
        }
        return !text.IsEmpty && text[0] is (byte)'(' or (byte)')' or (byte)'p' or (byte)'q' or (byte)'.' or 0x94;
    }

    private static System.Buffers.SearchValues<byte> Letters { get; } =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."u8);
}
