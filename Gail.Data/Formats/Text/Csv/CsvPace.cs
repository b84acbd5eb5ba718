namespace Gail.Data.Formats.Text.Csv;

/// <summary>How a table is read: in blocks of some bytes, a few of them at once.</summary>
/// <param name="BlockBytes">The bytes of a block, unless a line is longer. Batches depend on this, and on nothing else.</param>
/// <param name="Ahead">The blocks in memory at most; fewer than two are read on the caller's thread alone.</param>
internal sealed record CsvPace(int BlockBytes, int Ahead)
{
    /// <summary>
    /// One block for each core and one that is handed out. Measured with two cores: half and twice these bytes, and more
    /// blocks, are slower by a few percent. More than eight cores would wait for the one that takes the file in.
    /// </summary>
    public static CsvPace Usual { get; } = For(Environment.ProcessorCount);

    /// <summary>The usual pace with a number of cores; a single one does better without handing over.</summary>
    public static CsvPace For(int cores) => new(1 << 19, cores == 1 ? 1 : 1 + Math.Min(8, cores));
}
