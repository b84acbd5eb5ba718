using System.Diagnostics;
using System.Numerics.Tensors;

namespace Gail.MuJoCo.Environments;

/// <summary>Fills an observation from left to right, rounding to single precision.</summary>
/// <param name="observation">Receives the values.</param>
internal ref struct ObservationWriter(Span<float> observation)
{
    private Span<float> _rest = observation;

    /// <summary>Writes values as they are.</summary>
    internal void Add(ReadOnlySpan<double> values)
    {
        TensorPrimitives.ConvertTruncating(values, _rest);
        _rest = _rest[values.Length..];
    }

    /// <summary>Writes values clipped to [low, high].</summary>
    internal void AddClipped(ReadOnlySpan<double> values, double low, double high)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _rest[i] = (float)Math.Clamp(values[i], low, high);
        }
        _rest = _rest[values.Length..];
    }

    /// <summary>Writes sines of angles (rad).</summary>
    internal void AddSines(ReadOnlySpan<double> angles)
    {
        for (var i = 0; i < angles.Length; i++)
        {
            _rest[i] = (float)Math.Sin(angles[i]);
        }
        _rest = _rest[angles.Length..];
    }

    /// <summary>Writes cosines of angles (rad).</summary>
    internal void AddCosines(ReadOnlySpan<double> angles)
    {
        for (var i = 0; i < angles.Length; i++)
        {
            _rest[i] = (float)Math.Cos(angles[i]);
        }
        _rest = _rest[angles.Length..];
    }

    /// <summary>Asserts that nothing is missing.</summary>
    [Conditional("DEBUG")]
    internal readonly void AssertFull() => Debug.Assert(_rest.IsEmpty, "The observation has its width.");
}
