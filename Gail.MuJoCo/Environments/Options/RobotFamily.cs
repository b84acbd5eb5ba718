using System.Collections.Immutable;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>The environments of one robot.</summary>
/// <param name="Name">As in "Hopper".</param>
/// <param name="Versions">The versions there are, in the order they are listed.</param>
/// <param name="Make">The default options of a version.</param>
/// <param name="Options">The options, in the order they are written.</param>
internal sealed record RobotFamily(
    string Name,
    ImmutableArray<int> Versions,
    Func<int, RobotOptions> Make,
    ImmutableArray<RobotOption> Options
)
{
    /// <summary>Gymnasium's versions.</summary>
    internal static readonly ImmutableArray<int> Gymnasium = [4, 5];

    /// <summary>Gymnasium's versions and the one of the paper's experiments.</summary>
    internal static readonly ImmutableArray<int> GymnasiumAndPaper = [1, 4, 5];

    /// <summary>The option whose value false makes a fixed horizon; null where episodes never end early anyway.</summary>
    internal RobotOption? Termination { get; } =
        Options.FirstOrDefault(option => option.Name == "terminateWhenUnhealthy");
}
