using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>An environment was asked for by a name that none has.</summary>
public sealed class UnknownEnvironmentException : ArgumentException
{
    /// <summary>The exception for a name.</summary>
    /// <param name="id">The name that was asked for.</param>
    /// <param name="known">The names there are, in the order they are listed.</param>
    public UnknownEnvironmentException(string id, IEnumerable<string> known)
        : this(id, NearestNames.Of(id, known)) { }

    private UnknownEnvironmentException(string id, ImmutableArray<string> nearest)
        : base(
            $"Unknown environment '{id}'. "
                + (nearest.IsEmpty ? "" : $"Did you mean {string.Join(", ", nearest)}? ")
                + "`gail envs` lists all."
        )
    {
        Id = id;
        Nearest = nearest;
    }

    /// <summary>The name that was asked for.</summary>
    public string Id { get; }

    /// <summary>Up to three similar names, the most similar first; empty when none is similar.</summary>
    public ImmutableArray<string> Nearest { get; }
}
