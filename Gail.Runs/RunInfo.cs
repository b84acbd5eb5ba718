using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gail.Data;
using Gail.Data.Views;

namespace Gail.Runs;

/// <summary>The origin of a run: the part of options.json beside the options.</summary>
public sealed record RunInfo
{
    /// <summary>The version of gail.</summary>
    public string Gail { get; init; } = "";

    /// <summary>The runtime.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>Operating system, architecture and number of cores.</summary>
    public string Machine { get; init; } = "";

    /// <summary>The demonstration file as the user named it; empty where there was none, or several.</summary>
    public string DemonstrationFile { get; init; } = "";

    /// <summary>The demonstration files where there were several, in order.</summary>
    public ImmutableArray<string> DemonstrationFiles { get; init; } = [];

    /// <summary>The SHA-256 of the file in hexadecimal; of several that of their hashes.</summary>
    public string DemonstrationSha256 { get; init; } = "";

    /// <summary>The filter key whose demonstrations of the file were taken; null where all were.</summary>
    public string? FilterKey { get; init; }

    /// <summary>How the files were read; null in runs that did not keep it.</summary>
    public DemonstrationFileOptions? Reading { get; init; }

    /// <summary>The demonstration files, be it one or several.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Demonstrations =>
        !DemonstrationFiles.IsDefaultOrEmpty ? DemonstrationFiles
        : DemonstrationFile.Length > 0 ? [DemonstrationFile]
        : [];

    /// <summary>
    /// The members of the dictionaries that the demonstrations' observations were flattened from, in the order in which
    /// the policy expects them; empty where they were vectors.
    /// </summary>
    public ImmutableArray<ColumnPart> ObservationParts { get; init; } = [];

    /// <summary>The machine and versions of this process.</summary>
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

    /// <summary>This, with the files the demonstrations came from.</summary>
    /// <param name="paths">Each a file, or a folder of files.</param>
    /// <param name="reading">How they were read.</param>
    public RunInfo WithDemonstrations(ImmutableArray<string> paths, DemonstrationFileOptions reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return this with
        {
            DemonstrationFile = paths is [var only] ? only : "",
            DemonstrationFiles = paths.Length > 1 ? paths : [],
            DemonstrationSha256 = DemonstrationHash.Of(paths),
            FilterKey = reading.FilterKey,
            Reading = reading,
        };
    }

    /// <summary>This, with the file the demonstrations came from, read as it is.</summary>
    /// <param name="path">A file, or a folder of files.</param>
    public RunInfo WithDemonstrations(string path) => WithDemonstrations([path], DemonstrationFileOptions.Default);

    /// <summary>This, with the order of the demonstrations' observations.</summary>
    public RunInfo WithObservationsOf(Demonstrations demonstrations)
    {
        ArgumentNullException.ThrowIfNull(demonstrations);
        return this with { ObservationParts = demonstrations.ObservationParts };
    }

    internal string ToJson() => JsonSerializer.Serialize(this, RunInfoContext.Default.RunInfo);

    internal static RunInfo FromJson(string json) =>
        JsonSerializer.Deserialize(json, RunInfoContext.Default.RunInfo) ?? new RunInfo();
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunInfo))]
internal sealed partial class RunInfoContext : JsonSerializerContext;
