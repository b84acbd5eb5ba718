using Gail.Data.Files;

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
        : base(file, field, problem, innerException) { }
}
