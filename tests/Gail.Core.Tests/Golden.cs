namespace Gail.Tests;

/// <summary>
/// Reference data recorded from other implementations, which is too large for the repository: the folder named by the
/// environment variable GAIL_GOLDEN, else ../shared/golden beside the repository. Tests without it skip.
/// </summary>
public static class Golden
{
    /// <summary>A folder of reference data; skips the test when there is none.</summary>
    /// <param name="name">As in "classic-control".</param>
    public static string Folder(string name)
    {
        var all = Environment.GetEnvironmentVariable("GAIL_GOLDEN") ?? BesideRepository();
        var folder = all is null ? null : Path.Combine(all, name);
        Assert.SkipUnless(
            Directory.Exists(folder),
            $"No reference data '{name}': set GAIL_GOLDEN to the folder that holds it."
        );
        return folder!;
    }

    private static string? BesideRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gail.slnx")))
            {
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "golden"));
            }
        }
        return null;
    }
}
