using Gail.Data.Views;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>Rows of a table whose values are read and whose episodes are not numbered yet.</summary>
/// <remarks>Rows can be read in any order; episodes can only be numbered one row after the other.</remarks>
/// <param name="Values">The columns but for episodes and steps.</param>
/// <param name="Keys">What tells the rows' episodes and steps.</param>
/// <param name="Names">The names of episodes that follow each other.</param>
/// <param name="Start">Where in the file the offsets of the keys begin.</param>
internal sealed record CsvBatch(BatchBuilder Values, List<CsvKey> Keys, List<byte[]> Names, long Start)
{
    /// <summary>What is wrong with the values of the last row, or with one that comes behind it; null if nothing is.</summary>
    public Exception? Failure { get; init; }

    /// <summary>The rows that cannot be read, with what is wrong with them; their values mean nothing. Null if none is.</summary>
    public Dictionary<int, CsvRowException>? Bad { get; private set; }

    /// <summary>The agents of the rows, in the same places as keys; empty where no column tells them.</summary>
    public List<string> Agents { get; } = [];

    /// <summary>Says that a row cannot be read.</summary>
    public void AddBad(int row, CsvRowException problem) => (Bad ??= []).Add(row, problem);
}

/// <summary>What a row says of its episode.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Name">The place of the episode's name; -1 if there is none.</param>
/// <param name="Step">Its t, if there is one.</param>
/// <param name="Ends">Whether it ends the episode.</param>
internal readonly record struct CsvKey(int Offset, int Name, long Step, bool Ends)
{
    /// <summary>The step of a row that cannot be read so far.</summary>
    public const long Unknown = long.MinValue;
}
