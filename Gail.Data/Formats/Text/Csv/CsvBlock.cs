namespace Gail.Data.Formats.Text.Csv;

/// <summary>Some whole lines of a table; see <see cref="CsvBlocks"/>.</summary>
/// <param name="Buffer">From the shared pool; whoever reads the block gives it back.</param>
/// <param name="Length">The bytes of it that count.</param>
/// <param name="Start">Where in the file the first of them lies.</param>
internal sealed record CsvBlock(byte[] Buffer, int Length, long Start);
