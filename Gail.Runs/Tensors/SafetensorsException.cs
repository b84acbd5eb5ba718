using Gail.Data.Files;

namespace Gail.Runs.Tensors;

/// <summary>A safetensors file could not be read or written.</summary>
public sealed class SafetensorsException : DataFileException
{
    /// <summary>States what is wrong.</summary>
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="field">The tensor meant; empty when it is the whole file.</param>
    /// <param name="problem">The expectation, the finding and the remedy.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public SafetensorsException(string file, string field, string problem, Exception? innerException = null)
        : base(file, field, problem, innerException) { }
}
