namespace Gail.Data.Files;

/// <summary>A file could not be read, written or used; the message is written for people.</summary>
/// <remarks>
/// <see cref="Exception.Message"/> says the file, the field or offset, what was expected, what came and, where there
/// is one, the way out. It is complete without a stack trace: a command line prints it and nothing else.
/// </remarks>
public abstract class DataFileException : Exception
{
    /// <summary>An error about a file.</summary>
    /// <param name="file">The file as the caller named it; empty for data that never was in a file.</param>
    /// <param name="field">The array, tensor or place in the file; empty when the file as a whole is meant.</param>
    /// <param name="problem">What was expected, what came and, where there is one, the way out.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    protected DataFileException(string file, string field, string problem, Exception? innerException)
        : base(Compose(file, field, problem), innerException)
    {
        File = file;
        Field = field;
    }

    /// <summary>The file as the caller named it; empty for data that never was in a file.</summary>
    public string File { get; }

    /// <summary>The array, tensor or place in the file; empty when the file as a whole is meant.</summary>
    public string Field { get; }

    private static string Compose(params ReadOnlySpan<string> parts)
    {
        var given = new List<string>(parts.Length);
        foreach (var part in parts)
        {
            if (part.Length > 0)
            {
                given.Add(part);
            }
        }
        // Fields and much of what is said about them come out of files.
        return Printable.Of(string.Join(": ", given));
    }
}
