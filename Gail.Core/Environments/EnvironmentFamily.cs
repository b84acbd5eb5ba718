using System.Text.RegularExpressions;

namespace Gail.Environments;

/// <summary>
/// The task behind an environment's name, whatever its version, options and collection: Hopper-v2, Hopper-v5 with
/// options, HopperFixedHorizon-v4, seals/Hopper-v1 and D4RL's hopper-medium-v2 are one family.
/// </summary>
public static partial class EnvironmentFamily
{
    private const int MatchMilliseconds = 1000;

    /// <summary>The family's name, as in "Hopper".</summary>
    /// <param name="id">An environment's id, as in "seals/Hopper-v1" or "Hopper-v5:ctrlCostWeight=0.01".</param>
    public static string Of(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var name = VersionAndOptions().Replace(id, "");
        // Before it stand Gymnasium's module and collection.
        name = name[(name.LastIndexOfAny(['/', ':']) + 1)..];
        return Variant().Replace(name, "");
    }

    /// <summary>Whether two ids name one family; capitals do not matter.</summary>
    /// <param name="id">An environment's id.</param>
    /// <param name="other">Another's.</param>
    public static bool Same(string id, string other) =>
        string.Equals(Of(id), Of(other), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("-v[0-9]+(:.*)?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex VersionAndOptions();

    /// <summary>Gail's and what D4RL says of a data set.</summary>
    [GeneratedRegex(
        "(FixedHorizon|-(random|medium|expert|medium-replay|medium-expert|full-replay|human|cloned))$",
        RegexOptions.ExplicitCapture,
        MatchMilliseconds
    )]
    private static partial Regex Variant();
}
