using Gail.Data.Files;
using Gail.Data.Formats;

namespace Gail.Data;

/// <summary>Demonstrations, or the expert weights that made them, could not be read, written or used.</summary>
public sealed class DemonstrationException : DataFileException
{
    /// <summary>States what is wrong.</summary>
    /// <param name="file">The file as the caller named it; empty for data in memory.</param>
    /// <param name="field">The array meant; empty when it is the whole file.</param>
    /// <param name="problem">What was expected, what came and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public DemonstrationException(string file, string field, string problem, Exception? innerException = null)
        : base(file, field, problem, innerException) => Problem = problem;

    /// <summary>What is wrong, without file and field.</summary>
    internal string Problem { get; }

    /// <summary>Whether the file is sound and holds nothing.</summary>
    internal bool IsEmpty { get; init; }

    /// <summary>The episode that is bad, as the file calls it, where others can be read without it.</summary>
    internal string? Episode { get; init; }

    /// <summary>This, with what to do about it where there is something else to read.</summary>
    internal DemonstrationException WithRemedy() =>
        Problem.EndsWith(BadParts.Remedy, StringComparison.Ordinal)
            ? this
            : new(File, Field, $"{Problem.TrimEnd('.')}. {BadParts.Remedy}", this)
            {
                IsEmpty = IsEmpty,
                Episode = Episode,
            };
}
