using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace Gail.Numerics;

/// <summary>A named array of a <see cref="StateTree"/>.</summary>
/// <param name="Path">The names from the root to the array, joined by '/'.</param>
/// <param name="Value">The array.</param>
public sealed record StateLeaf(string Path, NdArray Value);

/// <summary>
/// An ordered immutable tree of named arrays: what parameters, optimiser moments and whole training states are made
/// of. One mechanism gives checkpoints, comparison and printing to all of them.
/// </summary>
public sealed class StateTree : IEquatable<StateTree>
{
    private readonly ImmutableArray<Entry> _entries;

    private StateTree(ImmutableArray<Entry> entries) => _entries = entries;

    /// <summary>A tree without arrays.</summary>
    public static StateTree Empty { get; } = new([]);

    /// <summary>The names of the children in order.</summary>
    public IEnumerable<string> Names => _entries.Select(entry => entry.Name);

    /// <summary>Whether there is no array in the tree.</summary>
    public bool IsEmpty => _entries.All(entry => entry.Tree is { IsEmpty: true });

    /// <summary>All arrays in order, depth first.</summary>
    public IEnumerable<StateLeaf> Leaves
    {
        get
        {
            foreach (var entry in _entries)
            {
                if (entry.Array is { } array)
                {
                    yield return new StateLeaf(entry.Name, array);
                    continue;
                }
                foreach (var leaf in entry.Tree!.Leaves)
                {
                    yield return new StateLeaf($"{entry.Name}/{leaf.Path}", leaf.Value);
                }
            }
        }
    }

    /// <summary>Builds a tree from its leaves, in their order.</summary>
    /// <param name="leaves">Arrays with their paths; no path twice, none a prefix of another.</param>
    /// <exception cref="ArgumentException">Two paths collide.</exception>
    public static StateTree FromLeaves(IEnumerable<StateLeaf> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        return leaves.Aggregate(
            Empty,
            (tree, leaf) =>
                tree.Occupied(leaf.Path)
                    ? throw new ArgumentException(
                        $"The path '{leaf.Path}' collides with an earlier one.",
                        nameof(leaves)
                    )
                    : tree.With(leaf.Path, leaf.Value)
        );
    }

    /// <summary>This tree with one array added or replaced.</summary>
    /// <param name="path">Names joined by '/'; missing subtrees are made.</param>
    public StateTree With(string path, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return Replace(path, array, tree: null);
    }

    /// <summary>This tree with one subtree added or replaced.</summary>
    /// <param name="path">Names joined by '/'; missing subtrees are made.</param>
    /// <param name="child">The subtree.</param>
    public StateTree With(string path, StateTree child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return Replace(path, array: null, child);
    }

    /// <summary>The subtree at a path.</summary>
    /// <param name="path">Names joined by '/'.</param>
    /// <exception cref="KeyNotFoundException">There is no such subtree.</exception>
    public StateTree Child(string path) =>
        Find(path)?.Tree ?? throw new KeyNotFoundException($"The state holds no subtree '{path}'; it has {Listing()}.");

    /// <summary>The array at a path.</summary>
    /// <typeparam name="T">The element type it must have.</typeparam>
    /// <param name="path">Names joined by '/'.</param>
    /// <exception cref="KeyNotFoundException">There is no such array, or it is of another type.</exception>
    public NdArray<T> Get<T>(string path)
        where T : unmanaged
    {
        var array =
            Find(path)?.Array
            ?? throw new KeyNotFoundException($"The state holds no array '{path}'; it has {Listing()}.");
        return array as NdArray<T>
            ?? throw new KeyNotFoundException($"'{path}' is {array}, expected {NdArray.ElementTypeOf<T>()}.");
    }

    /// <summary>Whether there is an array or subtree at a path.</summary>
    /// <param name="path">Names joined by '/'.</param>
    public bool Contains(string path) => Find(path) is not null;

    /// <summary>The array at a path, or null.</summary>
    internal NdArray? FindArray(ReadOnlySpan<char> path) => Find(path)?.Array;

    /// <summary>The elements of all arrays together.</summary>
    internal int ElementCount
    {
        get
        {
            var count = 0;
            foreach (var entry in _entries)
            {
                count += entry.Array?.Length ?? entry.Tree!.ElementCount;
            }
            return count;
        }
    }

    /// <summary>The range of the array at a path where all arrays are laid one after the other; null if there is none.</summary>
    internal Range? Locate(ReadOnlySpan<char> path)
    {
        var slash = path.IndexOf('/');
        var name = slash < 0 ? path : path[..slash];
        var start = 0;
        foreach (var entry in _entries)
        {
            var length = entry.Array?.Length ?? entry.Tree!.ElementCount;
            if (name.SequenceEqual(entry.Name))
            {
                return slash >= 0 && entry.Tree?.Locate(path[(slash + 1)..]) is { } inner
                        ? (start + inner.Start.Value)..(start + inner.End.Value)
                    : slash < 0 && entry.Array is not null ? start..(start + length)
                    : null;
            }
            start += length;
        }
        return null;
    }

    /// <summary>The arrays in order, without their paths: those are made anew at every call.</summary>
    internal NdArray[] Arrays()
    {
        var arrays = new NdArray[ArrayCount];
        var left = arrays.AsSpan();
        Collect(ref left);
        return arrays;
    }

    /// <summary>A tree of the same names with these arrays, in order: the inverse of <see cref="Arrays"/>.</summary>
    internal StateTree WithArrays(params ReadOnlySpan<NdArray> arrays)
    {
        var tree = WithArrays(ref arrays);
        return arrays.IsEmpty
            ? tree
            : throw new ArgumentException($"There are {arrays.Length} arrays more than the tree has.", nameof(arrays));
    }

    /// <summary>Whether both hold the same names in the same order with the same bits.</summary>
    /// <param name="other">The tree to compare with.</param>
    public bool Equals([NotNullWhen(true)] StateTree? other) =>
        other is not null
        && _entries.Length == other._entries.Length
        && _entries
            .Zip(other._entries)
            .All(pair =>
                pair.First.Name == pair.Second.Name
                && (
                    pair.First.Array is { } array
                        ? array.SameBits(pair.Second.Array)
                        : pair.First.Tree!.Equals(pair.Second.Tree)
                )
            );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StateTree);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var leaf in Leaves)
        {
            hash.Add(leaf.Path, StringComparer.Ordinal);
            hash.AddBytes(leaf.Value.Bytes);
        }
        return hash.ToHashCode();
    }

    /// <summary>One line per array: path, type and shape.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var leaf in Leaves)
        {
            text.Append(leaf.Path).Append(' ').Append(leaf.Value).Append('\n');
        }
        return text.ToString();
    }

    private int ArrayCount
    {
        get
        {
            var count = 0;
            foreach (var entry in _entries)
            {
                count += entry.Tree?.ArrayCount ?? 1;
            }
            return count;
        }
    }

    private void Collect(ref Span<NdArray> arrays)
    {
        foreach (var entry in _entries)
        {
            if (entry.Array is { } array)
            {
                arrays[0] = array;
                arrays = arrays[1..];
            }
            else
            {
                entry.Tree!.Collect(ref arrays);
            }
        }
    }

    private StateTree WithArrays(ref ReadOnlySpan<NdArray> arrays)
    {
        var entries = new Entry[_entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var (name, array, tree) = _entries[i];
            if (array is not null)
            {
                array = arrays[0];
                arrays = arrays[1..];
            }
            entries[i] = new Entry(name, array, tree?.WithArrays(ref arrays));
        }
        return new StateTree(ImmutableCollectionsMarshal.AsImmutableArray(entries));
    }

    private string Listing() => IsEmpty ? "nothing" : string.Join(", ", Names.Select(name => $"'{name}'"));

    /// <summary>Whether something is at the path, or an array is at a beginning of it.</summary>
    private bool Occupied(string path)
    {
        var slash = path.IndexOf('/');
        return slash < 0
            ? Find(path) is not null
            : Find(path[..slash]) is { } entry && (entry.Tree?.Occupied(path[(slash + 1)..]) ?? true);
    }

    private Entry? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Find(path.AsSpan());
    }

    private Entry? Find(ReadOnlySpan<char> path)
    {
        var slash = path.IndexOf('/');
        var name = slash < 0 ? path : path[..slash];
        foreach (var entry in _entries)
        {
            if (name.SequenceEqual(entry.Name))
            {
                return slash < 0 ? entry : entry.Tree?.Find(path[(slash + 1)..]);
            }
        }
        return null;
    }

    private StateTree Replace(string path, NdArray? array, StateTree? tree)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Replace(path.AsSpan(), array, tree);
    }

    private StateTree Replace(ReadOnlySpan<char> path, NdArray? array, StateTree? tree)
    {
        var slash = path.IndexOf('/');
        var name = slash < 0 ? path : path[..slash];
        if (name.IsEmpty)
        {
            throw new ArgumentException("A path is made of names, none of them empty, joined by '/'.", nameof(path));
        }
        var index = -1;
        for (var i = 0; i < _entries.Length && index < 0; i++)
        {
            index = name.SequenceEqual(_entries[i].Name) ? i : -1;
        }
        if (slash >= 0)
        {
            var below = index >= 0 ? _entries[index].Tree ?? Empty : Empty;
            (array, tree) = (null, below.Replace(path[(slash + 1)..], array, tree));
        }
        var entry = new Entry(index >= 0 ? _entries[index].Name : name.ToString(), array, tree);
        return new StateTree(index >= 0 ? _entries.SetItem(index, entry) : _entries.Add(entry));
    }

    private sealed record Entry(string Name, NdArray? Array, StateTree? Tree);
}
