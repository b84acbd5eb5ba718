using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Graphs;

/// <summary>The inputs of a graph, by name. Immutable; a name given twice keeps the later matrix.</summary>
/// <typeparam name="T">float in training; double where derivatives are checked.</typeparam>
public sealed class Feed<T>
    where T : unmanaged
{
    private readonly ImmutableDictionary<string, NdArray<T>> _values;

    private Feed(ImmutableDictionary<string, NdArray<T>> values) => _values = values;

    /// <summary>No matrices yet.</summary>
    public static Feed<T> Empty { get; } = new(ImmutableDictionary<string, NdArray<T>>.Empty);

    /// <summary>The names given.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>This feed and one matrix more.</summary>
    /// <param name="name">The input's name.</param>
    public Feed<T> With(string name, NdArray<T> value) => new(_values.SetItem(name, value));

    /// <summary>This feed and all arrays of a tree, named by prefix, '/' and path.</summary>
    /// <param name="prefix">The prefix of the names; empty for the paths alone.</param>
    /// <param name="parameters">Arrays of this element type.</param>
    public Feed<T> With(string prefix, StateTree parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var start = prefix.Length == 0 ? "" : $"{prefix}/";
        return new Feed<T>(
            _values.SetItems(parameters.Leaves.Select(leaf => KeyValuePair.Create(start + leaf.Path, Typed(leaf))))
        );
    }

    private static NdArray<T> Typed(StateLeaf leaf) =>
        leaf.Value as NdArray<T>
        ?? throw new ArgumentException($"'{leaf.Path}' is {leaf.Value}, expected {NdArray.ElementTypeOf<T>()}.");

    /// <summary>The matrix of a name, or null.</summary>
    /// <param name="name">The input's name.</param>
    public NdArray<T>? Find(string name) => _values.GetValueOrDefault(name);
}

/// <summary>The values of a graph's outputs, by name.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class GraphResult<T>
    where T : unmanaged
{
    private readonly ImmutableDictionary<string, NdArray<T>> _values;

    internal GraphResult(ImmutableDictionary<string, NdArray<T>> values) => _values = values;

    /// <summary>The value of an output.</summary>
    public NdArray<T> this[string name] =>
        _values.TryGetValue(name, out var value)
            ? value
            : throw new KeyNotFoundException(
                $"The graph has no output '{name}'; it has {string.Join(", ", _values.Keys)}."
            );

    /// <summary>The value of an output of shape [1, 1].</summary>
    public T Scalar(string name) => this[name].Span[0];
}
