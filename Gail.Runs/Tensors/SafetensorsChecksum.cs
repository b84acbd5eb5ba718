using System.IO.Hashing;
using System.Text;

namespace Gail.Runs.Tensors;

/// <summary>
/// The checksum that a file carries in its metadata: XxHash128 of all its bytes, of which its own 32 digits count as
/// zeros. A bit that turns anywhere is found by it; it protects from damage, not from forgery.
/// </summary>
internal static class SafetensorsChecksum
{
    /// <summary>Its name among the metadata.</summary>
    public const string Key = "checksum";

    /// <summary>What stands in its place while it is computed.</summary>
    public static readonly string Blank = new('0', 32);

    private static readonly byte[] Zeros = Encoding.ASCII.GetBytes(Blank);
    private static readonly byte[] Name = Encoding.ASCII.GetBytes($"\"{Key}\":\"");

    /// <summary>Writes the digits over the blank ones of a header.</summary>
    /// <param name="header">The header, whose metadata hold <see cref="Blank"/>.</param>
    /// <param name="data">The data in the order in which they are written.</param>
    public static void Fill(byte[] header, IEnumerable<PlacedTensor> data)
    {
        var hash = new XxHash128();
        hash.Append(header);
        foreach (var tensor in data)
        {
            hash.Append(tensor.Array.Bytes);
        }
        Encoding.ASCII.GetBytes(Digits(hash)).CopyTo(header, Place(header));
    }

    /// <summary>Whether the digits are those of a file.</summary>
    /// <param name="digits">The digits that its metadata hold.</param>
    /// <param name="header">Its length and header; the digits in it are overwritten.</param>
    /// <param name="data">What follows the header.</param>
    public static bool Matches(string digits, byte[] header, Stream data)
    {
        var place = Place(header);
        if (place < 0 || place + Zeros.Length > header.Length)
        {
            return false;
        }
        Zeros.CopyTo(header, place);
        var hash = new XxHash128();
        hash.Append(header);
        hash.Append(data);
        return string.Equals(Digits(hash), digits, StringComparison.Ordinal);
    }

    // Quotation marks within texts are escaped, so this can be nothing but the name.
    private static int Place(ReadOnlySpan<byte> header) =>
        header.IndexOf(Name) is >= 0 and var at ? at + Name.Length : -1;

    private static string Digits(XxHash128 hash) => Convert.ToHexStringLower(hash.GetCurrentHash());
}
