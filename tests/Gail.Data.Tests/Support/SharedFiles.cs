namespace Gail.Tests;

/// <summary>Finds the real demonstration files and expert policies, which are no part of the repository.</summary>
internal static class SharedFiles
{
    /// <summary>The folder GAIL_DEMOS names, or shared/demos beside the repository.</summary>
    public static string Demonstration(string name) => Find("GAIL_DEMOS", "demos", name);

    /// <summary>The folder GAIL_PAPER names, or shared/paper beside the repository.</summary>
    public static string Expert(string name) => Find("GAIL_PAPER", "paper", Path.Combine("experts", name));

    private static string Find(string variable, string folder, string name)
    {
        var path = Path.Combine(
            Environment.GetEnvironmentVariable(variable) ?? Path.Combine(Root(), "..", "shared", folder),
            name
        );
        Assert.SkipUnless(File.Exists(path), $"{name} is not here; set {variable} to its folder.");
        return path;
    }

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Gail.slnx")))
            {
                return at.FullName;
            }
        }
        return AppContext.BaseDirectory;
    }
}
