using System.Security.Cryptography;
using System.Text;
using Gail.Data.Formats;

namespace Gail.Runs;

/// <summary>A digest that tells whether demonstrations are still the same to the last bit.</summary>
internal static class DemonstrationHash
{
    /// <summary>The SHA-256 of a file in hexadecimal; of a folder, that of its files' names and hashes in order.</summary>
    public static string Of(string path) =>
        Convert.ToHexStringLower(Directory.Exists(path) ? OfFolder(path) : OfFile(path));

    /// <summary>Of several files or folders that of their hashes in order; of one its own.</summary>
    public static string Of(IReadOnlyCollection<string> paths)
    {
        if (paths.Count == 1)
        {
            return Of(paths.Single());
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Of(path)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] OfFolder(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in DemonstrationFolder.Files(path))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(path, file).Replace('\\', '/')));
            hash.AppendData([0]);
            hash.AppendData(OfFile(file));
        }
        return hash.GetHashAndReset();
    }

    private static byte[] OfFile(string path)
    {
        using var stream = InputFile.Open(path);
        return SHA256.HashData(stream);
    }
}
