namespace Gail.Data.Formats.Text.Csv;

/// <summary>What is wrong with a row; whoever knows the file adds it, and the line.</summary>
/// <param name="offset">Where the row begins in the bytes that are read.</param>
/// <param name="column">The name of the field meant; empty for the row as a whole.</param>
/// <param name="problem">What is wrong.</param>
internal sealed class CsvRowException(long offset, string column, string problem) : Exception(problem)
{
    public long Offset => offset;

    public string Column => column;
}
