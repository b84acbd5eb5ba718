using Gail.Data.Files;

namespace Gail.Runs;

/// <summary>A run directory or policy file could not be made, read or continued; the message is for people.</summary>
public sealed class RunException : DataFileException
{
    /// <summary>An error of a run: the fault, the place and the remedy.</summary>
    public RunException(string path, string problem, Exception? cause = null)
        : base(path, "", problem, cause) { }
}
