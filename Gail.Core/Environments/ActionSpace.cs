using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Gail.Numerics;

namespace Gail.Environments;

/// <summary>
/// The set of actions: a <see cref="BoxSpace"/> of numbers, a <see cref="DiscreteSpace"/> of choices, or a
/// <see cref="ProductSpace"/> of several side by side (<see cref="MultiDiscrete"/> where all are choices, hybrid where
/// some are). An action is a row of <see cref="Width"/> floats: one number per continuous dimension, the choice itself
/// (0, 1, ...) for a discrete space, the parts side by side for a product. Networks see choices one-hot
/// (<see cref="Encode"/>).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DiscreteSpace), "discrete")]
[JsonDerivedType(typeof(BoxSpace), "box")]
[JsonDerivedType(typeof(ProductSpace), "product")]
public abstract record ActionSpace
{
    private protected ActionSpace() { }

    /// <summary>The number of floats in an action.</summary>
    [JsonIgnore]
    public abstract int Width { get; }

    /// <summary>
    /// The number of floats in an action as networks see it: a discrete choice becomes one-hot, a continuous
    /// dimension stays one number.
    /// </summary>
    [JsonIgnore]
    public abstract int EncodedWidth { get; }

    /// <summary>Whether any part of the action is continuous.</summary>
    [JsonIgnore]
    public abstract bool IsContinuous { get; }

    /// <summary>
    /// Of each of the <see cref="Width"/> floats the number of alternatives it chooses among; 0 where it is a number.
    /// Two spaces of equal counts differ in bounds alone.
    /// </summary>
    [JsonIgnore]
    public abstract ImmutableArray<int> ChoiceCounts { get; }

    /// <summary>Several choices side by side, as Gymnasium's MultiDiscrete: a product of discrete spaces.</summary>
    /// <param name="counts">The number of alternatives of each, at least 2.</param>
    public static ProductSpace MultiDiscrete(params ReadOnlySpan<int> counts)
    {
        var parts = ImmutableArray.CreateBuilder<ActionSpace>(counts.Length);
        foreach (var count in counts)
        {
            parts.Add(new DiscreteSpace(count));
        }
        return new ProductSpace(parts.MoveToImmutable());
    }

    /// <summary>Writes the one-hot form of an action.</summary>
    /// <param name="action">An action of <see cref="Width"/>.</param>
    /// <param name="encoded">Receives <see cref="EncodedWidth"/> numbers.</param>
    public abstract void Encode(ReadOnlySpan<float> action, Span<float> encoded);

    /// <summary>Writes the one-hot form of many actions.</summary>
    /// <param name="actions">[N, <see cref="Width"/>].</param>
    /// <param name="encoded">Receives [N, <see cref="EncodedWidth"/>].</param>
    public void EncodeRows(NdArray<float> actions, Span<float> encoded)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var width = EncodedWidth;
        for (var row = 0; row < actions.Rows; row++)
        {
            Encode(actions.Row(row), encoded.Slice(row * width, width));
        }
    }

    /// <summary>The one-hot form of many actions.</summary>
    /// <param name="actions">[N, <see cref="Width"/>].</param>
    /// <returns>[N, <see cref="EncodedWidth"/>].</returns>
    public NdArray<float> EncodeRows(NdArray<float> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var encoded = new float[actions.Rows * EncodedWidth];
        EncodeRows(actions, encoded);
        return NdArray<float>.Own(new Shape(actions.Rows, EncodedWidth), encoded);
    }

    /// <summary>The problem of an action in this space; null when there is none.</summary>
    /// <param name="action">An action of <see cref="Width"/>.</param>
    public abstract string? Problem(ReadOnlySpan<float> action);

    /// <summary>The first of many actions that has a <see cref="Problem"/>, or -1 when none has.</summary>
    /// <param name="actions">Actions of <see cref="Width"/>, one after the other.</param>
    internal virtual int FirstProblem(ReadOnlySpan<float> actions)
    {
        var width = Width;
        for (var at = 0; at < actions.Length; at += width)
        {
            if (Problem(actions.Slice(at, width)) is not null)
            {
                return at / width;
            }
        }
        return -1;
    }
}

/// <summary>A choice among <paramref name="Count"/> actions, numbered from 0.</summary>
/// <param name="Count">The number of actions, at least 2.</param>
public sealed record DiscreteSpace(int Count) : ActionSpace
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => 1;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int EncodedWidth => Count;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsContinuous => false;

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<int> ChoiceCounts => [Count];

    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<float> action, Span<float> encoded)
    {
        encoded[..Count].Clear();
        encoded[(int)action[0]] = 1;
    }

    /// <inheritdoc/>
    public override string? Problem(ReadOnlySpan<float> action) =>
        action[0] >= 0 && action[0] < Count && action[0] == MathF.Floor(action[0])
            ? null
            : $"is {action[0]}, expected an integer from 0 to {Count - 1}";

    /// <inheritdoc/>
    internal override int FirstProblem(ReadOnlySpan<float> actions)
    {
        var count = new Vector<float>(Count);
        var at = 0;
        for (; at <= actions.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var action = new Vector<float>(actions[at..]);
            var known = Vector.GreaterThanOrEqual(action, Vector<float>.Zero) & Vector.LessThan(action, count);
            if (!Vector.EqualsAll(known & Vector.Equals(action, Vector.Floor(action)), Vector<int>.AllBitsSet))
            {
                break;
            }
        }
        var first = base.FirstProblem(actions[at..]);
        return first < 0 ? first : at + first;
    }

    /// <summary>As in Discrete(2).</summary>
    public override string ToString() => $"Discrete({Count})";
}

/// <summary>A box of continuous actions.</summary>
/// <param name="Low">The lower bounds.</param>
/// <param name="High">The upper bounds.</param>
/// <remarks>Environments clip what lies outside, as Gymnasium's do; so an action out of the box is no error.</remarks>
public sealed record BoxSpace(ImmutableArray<float> Low, ImmutableArray<float> High) : ActionSpace
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => Low.Length;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int EncodedWidth => Low.Length;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsContinuous => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<int> ChoiceCounts => [.. Enumerable.Repeat(0, Width)];

    /// <summary>A box with the same bounds in every dimension.</summary>
    /// <param name="width">The number of dimensions.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    public static BoxSpace Uniform(int width, float low, float high) =>
        new([.. Enumerable.Repeat(low, width)], [.. Enumerable.Repeat(high, width)]);

    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<float> action, Span<float> encoded) => action[..Width].CopyTo(encoded);

    /// <inheritdoc/>
    public override string? Problem(ReadOnlySpan<float> action)
    {
        foreach (var value in action)
        {
            if (!float.IsFinite(value))
            {
                return $"is {value}, expected a finite number";
            }
        }
        return null;
    }

    /// <inheritdoc/>
    internal override int FirstProblem(ReadOnlySpan<float> actions) =>
        TensorPrimitives.IsFiniteAll(actions) ? -1 : base.FirstProblem(actions);

    /// <inheritdoc/>
    public bool Equals(BoxSpace? other) =>
        other is not null && Low.SequenceEqual(other.Low) && High.SequenceEqual(other.High);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Width, Width == 0 ? 0 : Low[0], Width == 0 ? 0 : High[0]);

    /// <summary>As in Box([-2], [2]).</summary>
    public override string ToString() => $"Box([{string.Join(", ", Low)}], [{string.Join(", ", High)}])";
}

/// <summary>Several spaces side by side: choices and numbers at once (hybrid), or several choices (MultiDiscrete).</summary>
/// <param name="Parts">The spaces, in the order their numbers stand in an action; none a product itself.</param>
public sealed record ProductSpace(ImmutableArray<ActionSpace> Parts) : ActionSpace
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => Parts.Sum(part => part.Width);

    /// <inheritdoc/>
    [JsonIgnore]
    public override int EncodedWidth => Parts.Sum(part => part.EncodedWidth);

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsContinuous => Parts.Any(part => part.IsContinuous);

    /// <inheritdoc/>
    [JsonIgnore]
    public override ImmutableArray<int> ChoiceCounts => [.. Parts.SelectMany(part => part.ChoiceCounts)];

    /// <summary>Whether all parts are choices: Gymnasium's MultiDiscrete.</summary>
    [JsonIgnore]
    public bool IsMultiDiscrete => !ChoiceCounts.Contains(0);

    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<float> action, Span<float> encoded)
    {
        foreach (var part in Parts)
        {
            part.Encode(action[..part.Width], encoded[..part.EncodedWidth]);
            action = action[part.Width..];
            encoded = encoded[part.EncodedWidth..];
        }
    }

    /// <inheritdoc/>
    public override string? Problem(ReadOnlySpan<float> action)
    {
        foreach (var part in Parts)
        {
            if (part.Problem(action[..part.Width]) is { } problem)
            {
                return problem;
            }
            action = action[part.Width..];
        }
        return null;
    }

    /// <inheritdoc/>
    public bool Equals(ProductSpace? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);

    /// <summary>As in Product(Discrete(3), Box([-1], [1])), or MultiDiscrete(3, 2) where all parts are choices.</summary>
    public override string ToString() =>
        IsMultiDiscrete ? $"MultiDiscrete({string.Join(", ", ChoiceCounts)})" : $"Product({string.Join(", ", Parts)})";
}
