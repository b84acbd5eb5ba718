using Gail.Data.Formats;

namespace Gail.Runs;

/// <summary>Text that a run consists of, such as its options.</summary>
public static class RunText
{
    /// <summary>Reads a whole file as text.</summary>
    /// <exception cref="IOException">It is no file, or cannot be read.</exception>
    public static string Read(string path)
    {
        using var reader = new StreamReader(
            InputFile.Open(path, (problem, cause) => new RunException(path, problem, cause))
        );
        return reader.ReadToEnd();
    }
}
