using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gail.Data.Formats.Pickle;

/// <summary>
/// The allow-list of pickles: the names that may occur, and the functions of this project that stand for those which may
/// be called. Whatever else a pickle names is refused.
/// </summary>
internal static class PickleNames
{
    private const int LongestNamed = 200;

    /// <summary>Names of Python, NumPy and of classes that are read as plain state.</summary>
    public static FrozenDictionary<string, PickleGlobal> All { get; } =
        Python()
            .Concat(NumpyNames.All)
            .Concat(PlainStateNames.All)
            .ToFrozenDictionary(name => name.Key, name => name.Value);

    /// <summary>What is said of a name that is not on the list.</summary>
    public static PickleException Refused(string name) =>
        new(
            $"it wants '{(name.Length <= LongestNamed ? name : name[..LongestNamed] + "...")}', which is not on the list of what is read: numbers, text, lists, dictionaries, NumPy arrays and PyTorch tensors. "
                + "Nothing of the file was run. Where it can be trusted, save its arrays in Python: np.savez(other, obs=..., acts=...)."
        );

    /// <summary>Names as entries of the list.</summary>
    public static IEnumerable<KeyValuePair<string, PickleGlobal>> Of(
        Func<ImmutableArray<object?>, object?>? construct,
        params IEnumerable<string> names
    ) => names.Select(name => KeyValuePair.Create(name, new PickleGlobal(name, construct)));

    // Python 2 and 3 name the same modules differently.
    private static IEnumerable<KeyValuePair<string, PickleGlobal>> Python() =>
        [
            .. Of(Bytes, "builtins.bytes", "builtins.bytearray", "__builtin__.bytes", "__builtin__.bytearray"),
            .. Of(Encoded, "_codecs.encode"),
            .. Of(Collected, "builtins.set", "builtins.frozenset", "__builtin__.set", "__builtin__.frozenset"),
            .. Of(Collected, "builtins.list", "__builtin__.list", "collections.deque"),
            .. Of(Dictionary, "builtins.dict", "__builtin__.dict", "collections.OrderedDict"),
            .. Of(arguments => Dictionary([.. arguments.Skip(1)]), "collections.defaultdict"),
            .. Of(Reconstructed, "copyreg._reconstructor", "copy_reg._reconstructor"),
            // Values only: what collections say of their items, types that are attributes.
            .. Of(null, "builtins.int", "builtins.float", "builtins.bool", "builtins.str", "builtins.tuple"),
            .. Of(null, "__builtin__.int", "__builtin__.float", "__builtin__.bool", "__builtin__.str"),
            .. Of(null, "builtins.object", "__builtin__.object", "__builtin__.tuple", "__builtin__.long"),
        ];

    /// <summary>bytes(), bytearray(b) and bytearray(text, 'latin-1').</summary>
    private static PickleBytes Bytes(ImmutableArray<object?> arguments) =>
        arguments switch
        {
            [] => new HeldBytes([]),
            [PickleBytes bytes] => bytes,
            [var text, string] => Encoded([text, "latin1"]),
            _ => throw new PickleException("bytes are made of what is none."),
        };

    /// <summary>How Python 3 writes bytes in protocols before 3.</summary>
    private static PickleBytes Encoded(ImmutableArray<object?> arguments) =>
        arguments switch
        {
            [string text, "latin1" or "latin-1"] => new HeldBytes(PickleText.Latin(text)),
            [PickleLongText text, "latin1" or "latin-1"] => new LatinBytes(text),
            _ => throw new PickleException("bytes are written in an unknown encoding."),
        };

    private static PickleList Collected(ImmutableArray<object?> arguments)
    {
        var list = new PickleList();
        list.Items.AddRange(
            arguments switch
            {
                [] => [],
                [PickleList items, ..] => items.Items,
                [PickleTuple tuple, ..] => tuple.Items,
                _ => throw new PickleException("a collection is made of what is none."),
            }
        );
        return list;
    }

    private static PickleDictionary Dictionary(ImmutableArray<object?> arguments)
    {
        var dictionary = new PickleDictionary();
        switch (arguments)
        {
            case []:
                break;
            case [PickleDictionary other]:
                foreach (var (key, value) in other.Items)
                {
                    dictionary.Items[key] = value;
                }
                break;
            // Python 2 gives an ordered dictionary a list of pairs.
            case [PickleList pairs]:
                foreach (var pair in pairs.Items)
                {
                    var (key, value) = pair switch
                    {
                        PickleList { Items: [string name, var item] } => (name, item),
                        PickleTuple { Items: [string name, var item] } => (name, item),
                        _ => throw new PickleException("a dictionary is made of what are no pairs."),
                    };
                    dictionary.Items[key] = value;
                }
                break;
            default:
                throw new PickleException("a dictionary is made of what is none.");
        }
        return dictionary;
    }

    /// <summary>How protocols 0 and 1 write objects: a class, its base, a value of the base.</summary>
    private static object? Reconstructed(ImmutableArray<object?> arguments) =>
        arguments is [PickleGlobal { Construct: { } construct }, ..]
            ? construct([])
            : throw new PickleException("an object is made of what is no class.");
}
