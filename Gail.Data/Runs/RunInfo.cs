using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gail.Data;

/// <summary>Where a run came from: what options.json holds beside the options.</summary>
public sealed record RunInfo
{
    /// <summary>The version of gail.</summary>
    public string Gail { get; init; } = "";

    /// <summary>The runtime.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Operating system, architecture and number of cores.</summary>
    public string Machine { get; init; } = "";

    /// <summary>The demonstration file as the user named it; empty where there was none.</summary>
    public string DemonstrationFile { get; init; } = "";

    /// <summary>Its SHA-256 in hexadecimal.</summary>
    public string DemonstrationSha256 { get; init; } = "";

    /// <summary>What this process runs on.</summary>
    public static RunInfo OfThisProcess() =>
        new()
        {
            Gail = typeof(RunInfo).Assembly.GetName().Version?.ToString(3) ?? "",
            Runtime = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            Machine =
                $"{System.Runtime.InteropServices.RuntimeInformation.OSDescription}, "
                + $"{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}, "
                + $"{Environment.ProcessorCount} cores",
        };

    /// <summary>This, with the file the demonstrations came from.</summary>
    /// <param name="path">The file.</param>
    public RunInfo WithDemonstrations(string path)
    {
        using var stream = File.OpenRead(path);
        var hash = System.Security.Cryptography.SHA256.HashData(stream);
        return this with { DemonstrationFile = path, DemonstrationSha256 = Convert.ToHexStringLower(hash) };
    }

    internal string ToJson() => JsonSerializer.Serialize(this, RunInfoContext.Default.RunInfo);

    internal static RunInfo FromJson(string json) =>
        JsonSerializer.Deserialize(json, RunInfoContext.Default.RunInfo) ?? new RunInfo();
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunInfo))]
internal sealed partial class RunInfoContext : JsonSerializerContext;
