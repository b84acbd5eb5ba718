using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Gail.Data.Formats.Layouts;

namespace Gail.Data.Formats.Pickle;

/// <summary>
/// The arrays among the values of a pickle, by their paths: "observations", "3/obs". Lists of numbers are arrays, and so
/// are lists of arrays of one type and shape; other lists and dictionaries are folders.
/// </summary>
internal sealed class PickleTree
{
    private const int MaximumDepth = 32;
    private const int MostArrays = 200_000;

    // A value that is referred to again and again is met again and again.
    private const long MostVisits = 1 << 26;
    private const long VisitsPerByte = 8;
    private const long FewVisits = 10_000;

    // Tensors may share what they lie in, as observations and those one step later do.
    private const int MostShared = 16;
    private const long AlwaysAllowed = 1 << 20;

    /// <summary>What simulators say beside an episode, a dictionary for each step: passed over.</summary>
    public static ImmutableHashSet<string> Infos { get; } = ["infos", "info", "env_infos", "agent_infos", "image_obs"];

    private static readonly ImmutableArray<string> SingleInSteps = [.. MemberWords.Reward, .. MemberWords.Action];

    private readonly OrderedDictionary<string, PickledArray> _arrays = [];
    private readonly long _mostVisits;
    private long _visits;

    private PickleTree(long held) => _mostVisits = Math.Min(MostVisits, (held * VisitsPerByte) + FewVisits);

    /// <summary>The arrays of a value.</summary>
    /// <param name="root">What the pickle is.</param>
    /// <param name="held">The bytes of the file.</param>
    /// <param name="path">What the root is called; empty for none.</param>
    /// <exception cref="PickleException">They are more than the file can mean.</exception>
    public static OrderedDictionary<string, PickledArray> Arrays(object? root, long held, string path = "")
    {
        var tree = new PickleTree(held);
        tree.Add(path, root, 0);
        var size = tree._arrays.Values.Sum(array => (double)array.Size);
        return size <= ((double)held * MostShared) + AlwaysAllowed
            ? tree._arrays
            : throw new PickleException(
                $"its arrays would unfold to {size:F0} bytes, of {held} in the file, since they refer to the same ones again and again; save copies of them, as with torch.clone()."
            );
    }

    private void Add(string path, object? value, int depth)
    {
        Visit(depth);
        switch (value)
        {
            case PickleDictionary dictionary:
                foreach (var (key, item) in dictionary.Items)
                {
                    AddBelow(path, key, item, depth);
                }
                break;
            case PickleObject { State: var state }:
                Add(path, state, depth + 1);
                break;
            case null:
                break;
            // What np.save makes of a dictionary: an array without dimensions.
            case NumpyArray { Description: "|O", Shape.IsEmpty: true, Objects: [var only] }:
                Add(path, only, depth + 1);
                break;
            default:
                if (Array(value, depth) is { } array)
                {
                    Put(path, array);
                }
                else if (Items(value) is not { Count: > 0 } items)
                {
                    break;
                }
                else if (Steps(items) is { } steps)
                {
                    Add(path, steps, depth + 1);
                }
                else
                {
                    for (var i = 0; i < items.Count; i++)
                    {
                        AddBelow(path, i.ToString(CultureInfo.InvariantCulture), items[i], depth);
                    }
                }
                break;
        }
    }

    private void AddBelow(string path, string name, object? value, int depth)
    {
        var below = path.Length == 0 ? name : $"{path}/{name}";
        if (!Infos.Contains(name))
        {
            Add(below, value, depth + 1);
        }
    }

    private void Put(string path, PickledArray array)
    {
        if (_arrays.Count == MostArrays)
        {
            throw new PickleException(
                $"it holds more than {MostArrays} arrays; save each kind of value as one NumPy array, with a row for each step."
            );
        }
        // A key may have the text of two others joined.
        _arrays[path.Length == 0 ? "(array)" : path] = array;
    }

    private void Visit(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new PickleException($"its values lie more than {MaximumDepth} deep in each other.");
        }
        if (++_visits > _mostVisits)
        {
            throw new PickleException("it refers to the same values again and again; save them as NumPy arrays.");
        }
    }

    /// <summary>
    /// The members of a list of steps, each a dictionary of one reward or one action: lists of as many values. Null where
    /// the items are no steps.
    /// </summary>
    private PickleDictionary? Steps(IReadOnlyList<object?> items)
    {
        if (
            items[0] is not PickleDictionary { Items: var first }
            || !SingleInSteps.Any(name =>
                first.GetValueOrDefault(name) is bool or long or double or NumpyArray { Shape: [] }
            )
            || !items.All(item => item is PickleDictionary)
        )
        {
            return null;
        }
        var steps = new PickleDictionary();
        foreach (var name in first.Keys.Where(name => !Infos.Contains(name)))
        {
            _visits += items.Count;
            var values = new PickleList();
            values.Items.AddRange(items.Select(item => ((PickleDictionary)item!).Items.GetValueOrDefault(name)));
            steps.Items[name] = values;
        }
        return steps;
    }

    private static IReadOnlyList<object?>? Items(object? value) =>
        value switch
        {
            PickleList list => list.Items,
            PickleTuple tuple => tuple.Items,
            NumpyArray { Description: "|O", Shape.Length: 1 } objects => objects.Objects,
            _ => null,
        };

    /// <summary>A value as one array, or null where it is none.</summary>
    private PickledArray? Array(object? value, int depth)
    {
        Visit(depth);
        return value switch
        {
            PickledArray array => array,
            NumpyArray { Bytes: { } bytes, Elements: { } elements } array => new StridedArray(
                bytes,
                elements,
                array.Shape,
                array.FortranOrder ? PickleShape.ColumnMajor(array.Shape) : PickleShape.RowMajor(array.Shape)
            ),
            NumpyArray { Description: "|O", Shape.Length: 1 } => Items(value) is { Count: > 0 } items
                ? Joined(items, depth)
                : null,
            NumpyArray array => new UnreadArray(array.Description, array.Shape),
            bool flag => PickledArray.Numbers("|b1", [], [flag]),
            long number => PickledArray.Numbers("<i8", [], [number]),
            double number => PickledArray.Numbers("<f8", [], [number]),
            BigInteger number => PickledArray.Numbers("<f8", [], [(double)number]),
            string or PickleLongText => new UnreadArray("<U", []),
            PickleBytes => new UnreadArray("|S", []),
            PickleList or PickleTuple => Items(value) is { Count: > 0 } items ? Joined(items, depth) : null,
            _ => null,
        };
    }

    private PickledArray? Joined(IReadOnlyList<object?> items, int depth)
    {
        if (Numbers(items) is { } numbers)
        {
            _visits += items.Count;
            return numbers;
        }
        if (Array(items[0], depth + 1) is not { } first)
        {
            return null;
        }
        var joined = ImmutableArray.CreateBuilder<PickledArray>();
        joined.Add(first);
        for (var i = 1; i < items.Count; i++)
        {
            if (
                Array(items[i], depth + 1) is not { } next
                || next.DataType != first.DataType
                || !next.Shape.SequenceEqual(first.Shape)
            )
            {
                return null;
            }
            joined.Add(next);
        }
        var count = first.Shape.Aggregate((double)items.Count, (product, extent) => product * extent);
        return count > int.MaxValue
                ? throw new PickleException("a list of arrays has more elements than an array can hold.")
            : first is UnreadArray ? new UnreadArray(first.DataType, [items.Count, .. first.Shape])
            : new StackedArray(joined.ToImmutable());
    }

    private static StridedArray? Numbers(IReadOnlyList<object?> items) =>
        items.All(item => item is bool)
            ? PickledArray.Numbers("|b1", [items.Count], [.. items.Select(item => (bool)item!)])
        : items.All(item => item is long)
            ? PickledArray.Numbers("<i8", [items.Count], [.. items.Select(item => (long)item!)])
        : items.All(item => item is long or double)
            ? PickledArray.Numbers("<f8", [items.Count], [.. items.Select(item => item is long n ? n : (double)item!)])
        : null;
}
