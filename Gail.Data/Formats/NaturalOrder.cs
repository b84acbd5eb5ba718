namespace Gail.Data.Formats;

/// <summary>Names in the order in which people count: ep2 before ep10.</summary>
/// <remarks>
/// Runs of digits compare by their value, all else by its UTF-16 code units, so that the order is the same on every
/// machine. Names that differ only in leading zeros are in ordinal order.
/// </remarks>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    private NaturalOrder() { }

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var (one, other) = (Digits(left), Digits(right));
            var order = one > 0 && other > 0 ? OfNumbers(left[..one], right[..other]) : left[0].CompareTo(right[0]);
            if (order != 0)
            {
                return order;
            }
            // Both begin with digits, or with the same character.
            left = left[Math.Max(1, one)..];
            right = right[Math.Max(1, other)..];
        }
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(x, y);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    /// <summary>However long they are.</summary>
    private static int OfNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }
}
