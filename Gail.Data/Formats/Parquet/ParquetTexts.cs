using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Gail.Data.Formats.Parquet;

/// <summary>Numbers the texts of a column: the same number for the same text, from 0, in the order in which they come.</summary>
internal sealed class ParquetTexts
{
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);

    /// <summary>The texts so far.</summary>
    public IEnumerable<string> All => _numbers.Keys;

    /// <summary>The numbers of the texts in a part of a column; -1 where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Read(SafeFileHandle file, ParquetColumn column, ParquetChunk chunk, Span<long> numbers)
    {
        using var pages = new ParquetPages(file, column, chunk);
        long[] dictionary = [];
        while (numbers.Length > 0)
        {
            var page = pages.Next() ?? throw new InvalidDataException("has fewer values than it claims");
            if (page.Values > (page.IsDictionary ? page.Content.Length / 4 : numbers.Length))
            {
                throw new InvalidDataException($"claims a page of {page.Values} values");
            }
            if (page.IsDictionary)
            {
                dictionary = new long[page.Values];
                Plain(page.Content.Span, dictionary);
                continue;
            }
            var levels = new int[page.Values];
            levels.AsSpan().Fill(column.Definition);
            if (column.Definition > 0)
            {
                new RunLengths(page.Definition.Span, 32 - int.LeadingZeroCount(column.Definition)).Read(levels);
            }
            var present = new long[levels.AsSpan().Count(column.Definition)];
            switch (page.Encoding)
            {
                case ParquetEncoding.Plain:
                    Plain(page.Content.Span, present);
                    break;
                case ParquetEncoding.PlainDictionary or ParquetEncoding.RunLengthDictionary:
                    ParquetValues.FromDictionary<long>(page.Content.Span, dictionary, present);
                    break;
                default:
                    throw new InvalidDataException(
                        $"is text encoded in a way that is not read (number {(int)page.Encoding})"
                    );
            }
            var taken = 0;
            for (var i = 0; i < levels.Length; i++)
            {
                numbers[i] = levels[i] == column.Definition ? present[taken++] : -1;
            }
            numbers = numbers[levels.Length..];
        }
    }

    private void Plain(ReadOnlySpan<byte> content, Span<long> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var text = Encoding.UTF8.GetString(BinaryNumbers.Prefixed(ref content));
            if (!_numbers.TryGetValue(text, out var number))
            {
                number = _numbers.Count;
                _numbers.Add(text, number);
            }
            numbers[i] = number;
        }
    }
}
