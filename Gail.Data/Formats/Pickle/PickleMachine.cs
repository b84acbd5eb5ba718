using System.Collections.Frozen;
using System.Globalization;
using static Gail.Data.Formats.Pickle.PickleOpcode;

namespace Gail.Data.Formats.Pickle;

/// <summary>
/// Reads a pickle: a program for a stack machine, of which this one knows all instructions and none that could reach out
/// of the file. Names are looked up in an allow-list, nothing is imported, and what is called are functions of this
/// project that build values.
/// </summary>
/// <param name="input">The pickle.</param>
/// <param name="names">The allow-list, by "module.name".</param>
/// <param name="persistent">What a persistent id stands for; null where there are none.</param>
internal sealed class PickleMachine(
    PickleInput input,
    FrozenDictionary<string, PickleGlobal> names,
    Func<object?, object?>? persistent = null
)
{
    // Some 60 bytes each: within a gigabyte whatever the file says.
    private const int MostValues = 1 << 24;
    private const byte LastProtocol = 5;

    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<ulong, object?> _memo = [];
    private int _values;

    /// <summary>Runs the pickle to its end.</summary>
    /// <exception cref="PickleException">It is damaged, or wants what is not on the list.</exception>
    public object? Read()
    {
        while (true)
        {
            var at = input.Position;
            var opcode = (PickleOpcode)input.Byte();
            if (opcode == Stop)
            {
                return Pop();
            }
            if (!Scalar(opcode) && !Text(opcode) && !Collection(opcode) && !Stack(opcode) && !Object(opcode))
            {
                throw new PickleException(
                    $"byte {at} is {(byte)opcode}, which is no instruction of a pickle; the file is damaged."
                );
            }
        }
    }

    private bool Scalar(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case None:
                Push(null);
                return true;
            case True or False:
                Push(opcode == True);
                return true;
            case BinInt:
                Push((long)(int)input.Number(4));
                return true;
            case BinInt1:
                Push((long)input.Number(1));
                return true;
            case BinInt2:
                Push((long)input.Number(2));
                return true;
            case Long1:
                Push(input.Integer(1));
                return true;
            case Long4:
                Push(input.Integer(4));
                return true;
            case Long:
                Push(input.Decimal());
                return true;
            case Int:
                Push(OldInteger());
                return true;
            case BinFloat:
                Push(input.Double());
                return true;
            case Float:
                Push(OldFloat());
                return true;
            default:
                return false;
        }
    }

    private bool Text(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case ShortBinUnicode:
                Push(input.Text(1));
                return true;
            case BinUnicode:
                Push(input.Text(4));
                return true;
            case BinUnicode8:
                Push(input.Text(8));
                return true;
            case Unicode:
                Push(PickleText.RawUnicode(input.Line()));
                return true;
            case ShortBinBytes:
                Push(input.Bytes(1));
                return true;
            case BinBytes:
                Push(input.Bytes(4));
                return true;
            case BinBytes8 or ByteArray8:
                Push(input.Bytes(8));
                return true;
            case ShortBinString:
                Push(input.ByteString(1));
                return true;
            case BinString:
                Push(input.ByteString(4));
                return true;
            case PickleOpcode.String:
                Push(System.Text.Encoding.Latin1.GetString(PickleText.Unquoted(input.Line())));
                return true;
            default:
                return false;
        }
    }

    private bool Collection(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case EmptyTuple:
                Push(new PickleTuple([]));
                return true;
            case Tuple1:
                Push(new PickleTuple([.. Take(1)]));
                return true;
            case Tuple2:
                Push(new PickleTuple([.. Take(2)]));
                return true;
            case Tuple3:
                Push(new PickleTuple([.. Take(3)]));
                return true;
            case PickleOpcode.Tuple:
                Push(new PickleTuple([.. TakeMarked()]));
                return true;
            case EmptyList or EmptySet:
                Push(new PickleList());
                return true;
            case List or PickleOpcode.FrozenSet:
                var items = TakeMarked();
                var list = new PickleList();
                list.Items.AddRange(items);
                Push(list);
                return true;
            case Append:
                var item = Pop();
                Top<PickleList>().Items.Add(item);
                return true;
            case Appends or AddItems:
                var added = TakeMarked();
                Top<PickleList>().Items.AddRange(added);
                return true;
            case EmptyDict:
                Push(new PickleDictionary());
                return true;
            case Dict:
                var pairs = TakeMarked();
                Push(new PickleDictionary());
                Set(pairs);
                return true;
            case SetItem:
                Set(Take(2));
                return true;
            case SetItems:
                Set(TakeMarked());
                return true;
            default:
                return false;
        }
    }

    private bool Stack(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case Protocol:
                var protocol = input.Byte();
                return protocol <= LastProtocol
                    ? true
                    : throw new PickleException($"it is of protocol {protocol}, expected 0 to {LastProtocol}.");
            case Frame:
                input.Length(8);
                return true;
            case Mark:
                _marks.Add(_stack.Count);
                CountValue();
                return true;
            case PickleOpcode.Pop when _marks.Count > 0 && _marks[^1] == _stack.Count:
                _marks.RemoveAt(_marks.Count - 1);
                return true;
            case PickleOpcode.Pop:
                Pop();
                return true;
            case PopMark:
                TakeMarked();
                return true;
            case Duplicate:
                Push(Peek());
                return true;
            case Memoize:
                _memo[(ulong)_memo.Count] = Peek();
                return true;
            case Put or Get:
                var index = input.Decimal() is long and >= 0 and var number
                    ? (ulong)(long)number
                    : throw new PickleException("an index of the memo is no number.");
                return opcode == Put ? Remember(index) : Recall(index);
            case BinPut:
                return Remember(input.Number(1));
            case LongBinPut:
                return Remember(input.Number(4));
            case BinGet:
                return Recall(input.Number(1));
            case LongBinGet:
                return Recall(input.Number(4));
            default:
                return false;
        }
    }

    private bool Object(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case Global:
                var module = input.Name();
                Push(Find(module, input.Name()));
                return true;
            case StackGlobal:
                Push(Take(2) is [string scope, string name] ? Find(scope, name) : throw Malformed("a name is no text"));
                return true;
            case Reduce or NewObject:
                var arguments = Pop();
                Push(Called(Pop(), arguments));
                return true;
            case NewObjectWithNames:
                // Arguments by name; no class on the list has any.
                Push(Take(3) is [var type, var positional, _] ? Called(type, positional) : null);
                return true;
            case PickleOpcode.Object:
                Push(
                    TakeMarked() is [var called, .. var given]
                        ? Called(called, new PickleTuple([.. given]))
                        : throw Malformed("an object has no class")
                );
                return true;
            case Instance:
                var place = input.Name();
                var found = Find(place, input.Name());
                Push(Called(found, new PickleTuple([.. TakeMarked()])));
                return true;
            case Build:
                var state = Pop();
                // Further attributes of a dictionary, as PyTorch's _metadata, are no entries of it.
                if (Peek() is not PickleDictionary)
                {
                    Top<IPickleBuilt>().Build(state);
                }
                return true;
            case PersistentId or BinPersistentId:
                var id = opcode == PersistentId ? input.Name() : Pop();
                Push(
                    persistent is null
                        ? throw new PickleException(
                            $"it refers to something outside of the file, by the persistent id {Word(id)}; nothing but this file is read."
                        )
                        : persistent(id)
                );
                return true;
            case Extension1 or Extension2 or Extension4:
                var size =
                    opcode == Extension1 ? 1
                    : opcode == Extension2 ? 2
                    : 4;
                throw new PickleException(
                    $"it wants entry {input.Number(size)} of Python's extension registry, which only the program that wrote it knows."
                );
            case NextBuffer or ReadOnlyBuffer:
                throw new PickleException("it keeps buffers outside of the file, which are not read.");
            default:
                return false;
        }
    }

    private PickleGlobal Find(string module, string name) =>
        names.TryGetValue($"{module}.{name}", out var found) ? found : throw PickleNames.Refused($"{module}.{name}");

    private object? Called(object? callable, object? arguments) =>
        callable is not PickleGlobal { Construct: { } construct } called
            ? throw new PickleException(
                $"it wants to call {Word(callable)}, which is none of what is called here; nothing of it was run."
            )
        : arguments is not PickleTuple { Items: var items }
            ? throw new PickleException($"the arguments of {called.Name} are no tuple.")
        : construct(items);

    private void Set(ReadOnlySpan<object?> pairs)
    {
        var items = Top<PickleDictionary>().Items;
        if (pairs.Length % 2 != 0)
        {
            throw Malformed("a dictionary has a key without a value");
        }
        for (var i = 0; i < pairs.Length; i += 2)
        {
            items[Key(pairs[i])] = pairs[i + 1];
        }
    }

    /// <summary>The text of a key. Keys that are no text are numbers or tuples of them.</summary>
    private static string Key(object? key) =>
        key switch
        {
            string text => text,
            HeldBytes bytes => PickleText.OfUtf8(bytes.Values),
            PickleTuple { Items: { Length: <= 8 } items } when items.All(item => item is not PickleTuple) =>
                $"({string.Join(", ", items.Select(Key))})",
            null => "None",
            bool or long or double => Convert.ToString(key, CultureInfo.InvariantCulture)!,
            _ => throw Malformed("a key of a dictionary is no text and no number"),
        };

    private object OldInteger()
    {
        // How protocol 0 writes False and True.
        var value = input.Line();
        return value.AsSpan().SequenceEqual("00"u8) ? false
            : value.AsSpan().SequenceEqual("01"u8) ? true
            : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw Malformed("expected an integer");
    }

    private double OldFloat() =>
        input.Line() is var line
        && double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
        : PickleText.OfUtf8(line) is var word && word is "nan" or "-nan" ? double.NaN
        : word == "inf" ? double.PositiveInfinity
        : word == "-inf" ? double.NegativeInfinity
        : throw Malformed("expected a number");

    private void Push(object? value)
    {
        _stack.Add(value);
        CountValue();
    }

    private void CountValue()
    {
        if (++_values > MostValues)
        {
            throw new PickleException(
                $"it holds more than {MostValues} single values; save them as NumPy arrays, which keep many numbers in one."
            );
        }
    }

    private object? Pop()
    {
        var value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    // What lies below a mark belongs to what is not finished yet.
    private object? Peek() =>
        _stack.Count > (_marks.Count > 0 ? _marks[^1] : 0) ? _stack[^1] : throw Malformed("a value is missing");

    private T Top<T>()
        where T : class => Peek() as T ?? throw Malformed($"{Word(Peek())} cannot be filled");

    private object?[] Take(int count)
    {
        if (_stack.Count - count < (_marks.Count > 0 ? _marks[^1] : 0))
        {
            throw Malformed("a value is missing");
        }
        return TakeFrom(_stack.Count - count);
    }

    private object?[] TakeMarked()
    {
        if (_marks.Count == 0)
        {
            throw Malformed("the beginning of a collection is missing");
        }
        var mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        return TakeFrom(mark);
    }

    private object?[] TakeFrom(int first)
    {
        var values = new object?[_stack.Count - first];
        _stack.CopyTo(first, values, 0, values.Length);
        _stack.RemoveRange(first, values.Length);
        return values;
    }

    private bool Remember(ulong index)
    {
        _memo[index] = Peek();
        return true;
    }

    private bool Recall(ulong index)
    {
        Push(
            _memo.TryGetValue(index, out var value) ? value : throw Malformed($"entry {index} of the memo is missing")
        );
        return true;
    }

    /// <summary>A value in a message.</summary>
    private static string Word(object? value) =>
        value switch
        {
            null => "None",
            string { Length: <= 100 } text => $"'{text}'",
            PickleGlobal global => $"'{global.Name}'",
            PickleTuple { Items: { IsEmpty: false } items } =>
                $"({Word(items[0] is PickleTuple ? null : items[0])}, ...)",
            bool or long or double => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            _ => "a value",
        };

    private static PickleException Malformed(string problem) => new($"{problem}; the file is damaged.");
}
