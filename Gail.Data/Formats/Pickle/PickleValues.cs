using System.Collections.Immutable;

namespace Gail.Data.Formats.Pickle;

// A value of a pickle is null (None), a bool, a long, a BigInteger, a double, a string or one of these.

/// <summary>A tuple.</summary>
internal sealed record PickleTuple(ImmutableArray<object?> Items);

/// <summary>A list, or another collection of items in order: a set, a deque.</summary>
internal sealed class PickleList
{
    public List<object?> Items { get; } = [];
}

/// <summary>A dictionary by the text of its keys, in the order of the pickle.</summary>
internal sealed class PickleDictionary
{
    public OrderedDictionary<string, object?> Items { get; } = [];
}

/// <summary>What BUILD gives a state to.</summary>
internal interface IPickleBuilt
{
    /// <exception cref="PickleException">It is no state of such an object.</exception>
    void Build(object? state);
}

/// <summary>An object of a class on the allow-list: its name and its state, nothing that could act.</summary>
internal sealed class PickleObject(string name) : IPickleBuilt
{
    /// <summary>The class, as in "gymnasium.spaces.box.Box".</summary>
    public string Name => name;

    /// <summary>The attributes by name.</summary>
    public PickleDictionary State { get; } = new();

    public void Build(object? state)
    {
        // A class with slots has a second dictionary.
        foreach (var part in state is PickleTuple { Items: [_, _] } pair ? pair.Items : [state])
        {
            if (part is PickleDictionary { Items: var attributes })
            {
                foreach (var (key, value) in attributes)
                {
                    State.Items[key] = value;
                }
            }
        }
    }
}

/// <summary>A name of the allow-list; what it builds when it is called, where it may be.</summary>
/// <param name="Name">As in "numpy.dtype".</param>
/// <param name="Construct">Makes a value from arguments; null for a name that is a value only.</param>
internal sealed record PickleGlobal(string Name, Func<ImmutableArray<object?>, object?>? Construct = null);

/// <summary>A text too long to be held: where it lies in the file, as UTF-8.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="StoredLength">Its bytes.</param>
/// <param name="Characters">Its code points.</param>
internal sealed record PickleLongText(long Offset, long StoredLength, long Characters);
