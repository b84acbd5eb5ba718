using System.Collections.Immutable;
using Gail.Data.Files;
using Gail.Runs.Tensors;
using Gail.Training;

namespace Gail.Runs.Checkpoints;

/// <summary>
/// A checkpoint's file: the whole state as a safetensors file with a checksum, and as metadata the version of the format
/// and fingerprints of the run's other files. Version 1 is read by every later version of gail.
/// </summary>
/// <param name="State">The state.</param>
/// <param name="Fingerprints">Of the run's other files when it was written, by their names.</param>
internal sealed record CheckpointFile(TrainState State, ImmutableSortedDictionary<string, Fingerprint> Fingerprints)
{
    private const string FormatKey = "gail.format";
    private const string Format = "gail-checkpoint-1";
    private const string FingerprintPrefix = "gail.file.";

    /// <summary>Writes it whole or not at all.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    public void Write(string path)
    {
        var metadata = Fingerprints.ToDictionary(pair => FingerprintPrefix + pair.Key, pair => pair.Value.ToText());
        metadata.Add(FormatKey, Format);
        Safetensors.Write(path, State.ToTree(), metadata);
    }

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFileException">It is missing, damaged, or none of this format.</exception>
    public static CheckpointFile Read(string path)
    {
        var file = Safetensors.Read(path);
        var format = file.Metadata.GetValueOrDefault(FormatKey);
        if (format != Format || !file.HasChecksum)
        {
            throw new RunException(path, Refusal(file, format));
        }
        try
        {
            return new CheckpointFile(TrainState.FromTree(file.Tree), FingerprintsOf(file.Metadata));
        }
        catch (Exception e) when (e is KeyNotFoundException or FormatException)
        {
            throw new RunException(path, $"is no checkpoint of gail: {e.Message}", e);
        }
    }

    private static ImmutableSortedDictionary<string, Fingerprint> FingerprintsOf(
        IReadOnlyDictionary<string, string> metadata
    ) =>
        metadata
            .Where(pair => pair.Key.StartsWith(FingerprintPrefix, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(
                pair => pair.Key[FingerprintPrefix.Length..],
                pair => Fingerprint.Parse(pair.Value),
                StringComparer.Ordinal
            );

    private static string Refusal(SafetensorsFile file, string? format) =>
        format is null && file.Tree.Contains("iteration")
            ? "was written by an earlier version of gail, whose runs cannot be continued; the policy beside it can "
                + "be used as before, and the run be made anew with its options.json (--options)."
        : format is null || format == Format ? "is no checkpoint of gail, or damaged: it says no version and checksum."
        : $"is a checkpoint of another version of gail ({format}; this one reads {Format}); continue it with that version.";
}
