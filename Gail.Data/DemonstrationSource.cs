using Gail.Environments;

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

    /// <summary>What to do where demonstrations of another environment are meant.</summary>
    internal const string Remedy =
        "If they are meant all the same, say so: --any-environment, in code ForAnyEnvironment or the option AnyEnvironment of the file.";

    /// <summary>What messages call it.</summary>
    internal string Name => File.Length > 0 ? File : "demonstrations";

    /// <summary>
    /// Whether these can be demonstrations of an environment by its name: one of the same family
    /// (<see cref="EnvironmentFamily"/>), or nobody says.
    /// </summary>
    /// <param name="environmentId">The environment's id; empty where it is not known.</param>
    internal bool MayBeOf(string environmentId) =>
        EnvironmentId.Length == 0 || environmentId.Length == 0 || EnvironmentFamily.Same(EnvironmentId, environmentId);

    /// <summary>The source of what came from two.</summary>
    /// <exception cref="DemonstrationException">Both name their environment, and of another family.</exception>
    internal static DemonstrationSource Joined(DemonstrationSource first, DemonstrationSource second)
    {
        if (!first.MayBeOf(second.EnvironmentId))
        {
            throw new DemonstrationException(
                second.Name,
                "",
                $"holds demonstrations of {second.EnvironmentId}, {first.Name} of {first.EnvironmentId}; only demonstrations of one environment go together. {Remedy}"
            );
        }
        return new DemonstrationSource
        {
            File =
                first.File == second.File
                    ? first.File
                    : string.Join(" + ", new[] { first.File, second.File }.Where(file => file.Length > 0)),
            Format = first.Format == second.Format ? first.Format : "memory",
            EnvironmentId = first.EnvironmentId == second.EnvironmentId ? first.EnvironmentId : "",
        };
    }
}
