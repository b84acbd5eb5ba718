using Gail.Data.Files;

namespace Gail.Runs;

/// <summary>A run directory or policy file could not be made, read or continued; the message is for people.</summary>
public sealed class RunException : DataFileException
{
    /// <summary>What is wrong with a run, where, and what to do.</summary>
    public RunException(string path, string problem, Exception? cause = null)
        : base(path, "", problem, cause) { }
}
