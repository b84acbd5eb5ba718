using Gail.Numerics;

namespace Gail.Runs.Tensors;

/// <summary>The content of a safetensors file.</summary>
/// <param name="Tree">The tensors; names are paths, split at '/'.</param>
/// <param name="Metadata">The texts of its <c>__metadata__</c>; empty when it has none.</param>
public sealed record SafetensorsFile(StateTree Tree, IReadOnlyDictionary<string, string> Metadata);
