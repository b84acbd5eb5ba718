namespace Gail.Data.Formats.Parquet;

/// <summary>How the values of a column are stored, as Parquet numbers it.</summary>
internal enum ParquetType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Int96 = 3,
    Float = 4,
    Double = 5,
    ByteArray = 6,
    FixedBytes = 7,
}

/// <summary>A column of single values, or of the elements of lists.</summary>
/// <param name="Name">Its path; that of a list, for its elements.</param>
/// <param name="Type">How values are stored.</param>
/// <param name="DataType">The type of the elements in NumPy's words; another word for what are no numbers.</param>
/// <param name="Size">The bytes of an element once read; 0 for what are no numbers.</param>
/// <param name="Definition">The definition level of a value that is there.</param>
/// <param name="Repetition">How many lists are nested; 0 for single values.</param>
internal sealed record ParquetColumn(
    string Name,
    ParquetType Type,
    string DataType,
    int Size,
    int Definition,
    int Repetition
)
{
    public const string Text = "text";

    public bool IsNumber => Size > 0;

    public bool IsText => DataType == Text;

    public bool IsList => Repetition > 0;

    public bool IsReal => Type is ParquetType.Float or ParquetType.Double || DataType == "<f2";
}

/// <summary>The part of a column that one group of rows holds.</summary>
/// <param name="Offset">Where its first page begins.</param>
/// <param name="Length">The bytes of its pages.</param>
/// <param name="Codec">How they are compressed, as Parquet numbers it.</param>
/// <param name="Values">Its values, and gaps between them.</param>
internal sealed record ParquetChunk(long Offset, long Length, int Codec, long Values);

/// <summary>Neighbouring rows that are stored together.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Chunks">For each column.</param>
internal sealed record ParquetGroup(long Rows, ParquetChunk[] Chunks);
