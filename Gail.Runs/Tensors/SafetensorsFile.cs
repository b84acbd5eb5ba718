using Gail.Numerics;

namespace Gail.Runs.Tensors;

/// <summary>The content of a safetensors file.</summary>
/// <param name="Tree">The tensors; names are paths, split at '/'.</param>
/// <param name="Metadata">The texts of its <c>__metadata__</c> but the checksum; empty when it has none.</param>
public sealed record SafetensorsFile(StateTree Tree, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Whether it had a checksum, which then was that of its content.</summary>
    public bool HasChecksum { get; init; }
}
