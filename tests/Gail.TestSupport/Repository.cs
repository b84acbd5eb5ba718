namespace Gail.TestSupport;

/// <summary>The repository that is tested.</summary>
public static class Repository
{
    /// <summary>The folder of Gail.slnx, above the tests.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Gail.slnx")))
            {
                return at.FullName;
            }
        }
        throw new DirectoryNotFoundException("Gail.slnx was not found in any folder above the tests.");
    }
}
