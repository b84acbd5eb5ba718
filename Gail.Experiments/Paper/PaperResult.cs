using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gail.Experiments.Paper;

/// <summary>The result of a run of the table: a line of the results file.</summary>
public sealed record PaperResult
{
    /// <summary>See <see cref="PaperCell.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The method's name, see <see cref="PaperMethods.Name"/>.</summary>
    public required string Method { get; init; }

    /// <summary>The number of trajectories shown.</summary>
    public required int Trajectories { get; init; }

    /// <summary>The number of pairs kept.</summary>
    public required int Pairs { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The iterations made.</summary>
    public required long Iterations { get; init; }

    /// <summary>The steps taken in the environment.</summary>
    public required long EnvironmentSteps { get; init; }

    /// <summary>The episodes of the evaluation.</summary>
    public required int Episodes { get; init; }

    /// <summary>The mean of their returns.</summary>
    public required double MeanReturn { get; init; }

    /// <summary>Their standard deviation.</summary>
    public required double StdReturn { get; init; }

    /// <summary>The least return.</summary>
    public required double MinReturn { get; init; }

    /// <summary>The greatest return.</summary>
    public required double MaxReturn { get; init; }

    /// <summary>The duration of training and evaluation.</summary>
    public required double Seconds { get; init; }

    /// <summary>The result on one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PaperResultContext.Default.PaperResult);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is no result.</exception>
    public static PaperResult FromJson(string line) =>
        JsonSerializer.Deserialize(line, PaperResultContext.Default.PaperResult)
        ?? throw new JsonException("null is no result.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PaperResult))]
internal sealed partial class PaperResultContext : JsonSerializerContext;
