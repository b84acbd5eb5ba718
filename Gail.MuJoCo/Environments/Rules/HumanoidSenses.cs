using System.Collections.Immutable;
using System.Numerics.Tensors;
using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Environments.Rules;

/// <summary>The observations of a humanoid beside positions and velocities, in this order; the state keeps them as they are.</summary>
internal sealed class HumanoidSenses
{
    /// <summary>The quantities there are to observe, by the engine's names.</summary>
    internal static readonly ImmutableArray<string> Quantities = ["cinert", "cvel", "qfrc_actuator", "cfrc_ext"];

    private const int ContactForces = 3;
    private const int Bodies = 14;
    private const int Velocities = 23;

    private readonly ImmutableArray<(int Quantity, int First)> _observed;

    /// <param name="version">Since version 5 rows of zeros are left out: the world's and the free joint's.</param>
    /// <param name="included">The quantities that are observed.</param>
    internal HumanoidSenses(int version, params ReadOnlySpan<bool> included)
    {
        // The number of values of each quantity, and of those of the world or the free joint, which come first.
        (int Count, int Zeros)[] sizes = [(10 * Bodies, 10), (6 * Bodies, 6), (Velocities, 6), (6 * Bodies, 6)];
        var observed = ImmutableArray.CreateBuilder<(int, int)>();
        for (var quantity = 0; quantity < sizes.Length; quantity++)
        {
            if (included[quantity])
            {
                var first = version < 5 ? 0 : sizes[quantity].Zeros;
                observed.Add((quantity, first));
                Width += sizes[quantity].Count - first;
            }
        }
        _observed = observed.ToImmutable();
        HaveContactForces = included[ContactForces];
    }

    /// <summary>The number of values.</summary>
    internal int Width { get; }

    /// <summary>Whether contact forces are among them.</summary>
    internal bool HaveContactForces { get; }

    /// <summary>Writes the values.</summary>
    /// <param name="now">The engine's quantities, those of <see cref="Quantities"/> first.</param>
    /// <param name="kept">Receives <see cref="Width"/> values.</param>
    internal void Keep(in Measured now, Span<double> kept)
    {
        foreach (var (quantity, first) in _observed)
        {
            var values = now[quantity][first..];
            values.CopyTo(kept);
            kept = kept[values.Length..];
        }
    }

    /// <summary>The cost of contact: weight x sum of the squares of cfrc_ext, clipped to a range.</summary>
    /// <param name="now">The engine's quantities, those of <see cref="Quantities"/> first.</param>
    /// <param name="weight">0 leaves the forces unread.</param>
    /// <param name="range">The range that the cost is clipped to.</param>
    internal static double ContactCost(in Measured now, double weight, Interval range)
    {
        var cost = weight == 0 ? 0 : weight * TensorPrimitives.SumOfSquares(now[ContactForces]);
        return Math.Clamp(cost, range.Low, range.High);
    }
}
