namespace Gail.Data;

/// <summary>A run directory or policy file could not be made, read or continued; the message is for people.</summary>
public sealed class RunException : DataFileException
{
    internal RunException(string path, string problem, Exception? cause = null)
        : base(path, "", problem, cause) { }
}
