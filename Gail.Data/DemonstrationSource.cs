namespace Gail.Data;

/// <summary>Where demonstrations came from.</summary>
public sealed record DemonstrationSource
{
    /// <summary>The source of demonstrations that never were in a file.</summary>
    public static DemonstrationSource Memory { get; } = new();

    /// <summary>The file as the caller named it; empty for data in memory.</summary>
    public string File { get; init; } = "";

    /// <summary>The layout: as in <see cref="DemonstrationReader.Formats"/>, or "memory".</summary>
    public string Format { get; init; } = "memory";

    /// <summary>The id of the environment, as in "CartPole-v1"; empty where the file does not say.</summary>
    public string EnvironmentId { get; init; } = "";

    /// <summary>The source of what came from two.</summary>
    internal static DemonstrationSource Joined(DemonstrationSource first, DemonstrationSource second) =>
        new()
        {
            File =
                first.File == second.File
                    ? first.File
                    : string.Join(" + ", new[] { first.File, second.File }.Where(file => file.Length > 0)),
            Format = first.Format == second.Format ? first.Format : "memory",
            EnvironmentId = first.EnvironmentId == second.EnvironmentId ? first.EnvironmentId : "",
        };
}
