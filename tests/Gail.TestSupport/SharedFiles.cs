namespace Gail.TestSupport;

/// <summary>
/// Real demonstrations, expert policies and data recorded from other implementations. They are no part of the
/// repository: each kind has a folder that an environment variable names, or one in ../shared beside the repository.
/// </summary>
public static class SharedFiles
{
    /// <summary>A file of the folder that GAIL_DEMOS names, or of shared/demos.</summary>
    /// <exception cref="AbsentException">It is not there.</exception>
    public static string Demonstration(string name) => Find("GAIL_DEMOS", "demos", name);

    /// <summary>An expert of the folder that GAIL_PAPER names, or of shared/paper.</summary>
    /// <exception cref="AbsentException">It is not there.</exception>
    public static string Expert(string name) => Find("GAIL_PAPER", "paper", Path.Combine("experts", name));

    /// <summary>Reference data, as in "classic-control": a folder in the one that GAIL_GOLDEN names, or in shared/golden.</summary>
    /// <exception cref="AbsentException">It is not there.</exception>
    public static string Golden(string name) => Find("GAIL_GOLDEN", "golden", name);

    private static string Find(string variable, string folder, string name)
    {
        var path = Path.GetFullPath(
            Path.Combine(
                Environment.GetEnvironmentVariable(variable) ?? Path.Combine(Repository.Root, "..", "shared", folder),
                name
            )
        );
        return Path.Exists(path)
            ? path
            : throw new AbsentException($"{name} is not here; set {variable} to its folder.");
    }
}
