using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gail.Data.Formats.Text.Csv;
using Gail.Data.Views;

namespace Gail.Data.Formats.Text.Json;

/// <summary>How a JSON value stands for a vector.</summary>
internal enum JsonKind
{
    /// <summary>A number on its own.</summary>
    Number,

    /// <summary>A list of numbers.</summary>
    List,

    /// <summary>An object of named members, each a number, a list or an object again.</summary>
    Members,
}

/// <summary>Vectors out of JSON values, all of the kind, width and members that the first one has.</summary>
/// <remarks>
/// Named members lie side by side in an order that does not depend on the line: the one asked for, or that of their
/// names. Those of nested objects are named by their path, as in "arm/position".
/// </remarks>
/// <param name="name">The column, for messages.</param>
/// <param name="order">The members asked for; none for all, by their names.</param>
/// <param name="choices">Whether a member that is a whole number on its own, written without point, is a choice.</param>
internal sealed class JsonVectors(string name, ImmutableArray<string> order, bool choices = false)
{
    private readonly Dictionary<string, (int Start, int Width, bool IsWhole)> _members = new(StringComparer.Ordinal);
    private readonly List<float> _row = [];
    private bool _hasMembers;
    private float[] _values = new float[64];

    /// <summary>The width of each; 0 before the first one.</summary>
    public int Width { get; private set; }

    public JsonKind Kind { get; private set; }

    /// <summary>The members in order; empty unless there are named ones.</summary>
    public ImmutableArray<ColumnPart> Parts { get; private set; } = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all are numbers on their own, written without point and exponent.</summary>
    public bool AreIntegers { get; private set; } = true;

    public ReadOnlySpan<float> this[int row] => _values.AsSpan(row * Width, Width);

    /// <summary>Forgets the vectors, not what they look like.</summary>
    public void Clear() => (Count, _hasMembers) = (0, false);

    /// <summary>Takes the value that the reader stands on.</summary>
    public void Add(ref Utf8JsonReader reader)
    {
        _row.Clear();
        _members.Clear();
        Add(Value(ref reader, ""));
    }

    /// <summary>Takes the value that the reader stands on as a member of a vector that <see cref="EndMembers"/> adds.</summary>
    public void AddMember(ref Utf8JsonReader reader, string member)
    {
        if (!_hasMembers)
        {
            _row.Clear();
            _members.Clear();
            _hasMembers = true;
        }
        var start = _row.Count;
        var isWhole = reader.TokenType == JsonTokenType.Number && reader.ValueSpan.IndexOfAny(".eE"u8) < 0;
        if (Value(ref reader, member) == JsonKind.Members)
        {
            throw new TextException($"{Where(member)} is an object, expected a number or a list of numbers.");
        }
        _members[member] = (start, _row.Count - start, isWhole);
    }

    /// <summary>Adds the vector of the members that came one by one, if any did.</summary>
    public void EndMembers()
    {
        if (_hasMembers)
        {
            Add(JsonKind.Members);
            _hasMembers = false;
        }
    }

    private void Add(JsonKind kind)
    {
        if (Width == 0)
        {
            Learn(kind);
        }
        if (kind != Kind)
        {
            throw new TextException($"{name} is {Described(kind)} but {Described(Kind)} before.");
        }
        var at = Count * Width;
        if (_values.Length < at + Width)
        {
            Array.Resize(ref _values, Math.Max(at + Width, _values.Length * 2));
        }
        if (kind == JsonKind.Members)
        {
            Place(_values.AsSpan(at, Width));
        }
        else if (_row.Count != Width)
        {
            throw new TextException($"{name} has {_row.Count} values but {Width} before.");
        }
        else
        {
            _row.CopyTo(_values, at);
        }
        Count++;
    }

    private JsonKind Value(ref Utf8JsonReader reader, string path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                AreIntegers &= reader.ValueSpan.IndexOfAny(".eE"u8) < 0;
                _row.Add(Number(ref reader));
                return JsonKind.Number;
            case JsonTokenType.StartArray:
                AreIntegers = false;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType != JsonTokenType.Number)
                    {
                        throw new TextException(
                            $"{Where(path)} holds {JsonSteps.Described(reader.TokenType)} among its values, expected numbers only; a whole episode in a line has 'observations', 'actions' and 'rewards'."
                        );
                    }
                    _row.Add(Number(ref reader));
                }
                return JsonKind.List;
            case JsonTokenType.StartObject:
                AreIntegers = false;
                Members(ref reader, path);
                return JsonKind.Members;
            default:
                throw new TextException(
                    $"{Where(path)} is {JsonSteps.Described(reader.TokenType)}, expected a number, a list of numbers or an object of such."
                );
        }
    }

    private void Members(ref Utf8JsonReader reader, string path)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var member = path.Length > 0 ? $"{path}/{key}" : key;
            reader.Read();
            var start = _row.Count;
            var isWhole = reader.TokenType == JsonTokenType.Number && reader.ValueSpan.IndexOfAny(".eE"u8) < 0;
            var isNested = Value(ref reader, member) == JsonKind.Members;
            if (!isNested && _row.Count == start)
            {
                throw new TextException($"{Where(member)} holds no values.");
            }
            if (!isNested && !_members.TryAdd(member, (start, _row.Count - start, isWhole)))
            {
                throw new TextException($"{name} has the member '{member}' twice.");
            }
        }
    }

    private float Number(ref Utf8JsonReader reader) =>
        TextNumbers.TryFloat(reader.ValueSpan, out var value)
            ? value
            : throw new TextException(
                $"{name} holds {JsonSteps.Text(reader.ValueSpan)}, which is beyond the range of float32."
            );

    private void Learn(JsonKind kind)
    {
        Kind = kind;
        Width = _row.Count;
        if (kind == JsonKind.Members)
        {
            string[] names = order.IsDefaultOrEmpty ? [.. _members.Keys.Order(StringComparer.Ordinal)] : [.. order];
            Parts =
            [
                .. names.Select(member =>
                    _members.TryGetValue(member, out var place)
                        ? new ColumnPart(member, place.Width) { Choices = choices && place.IsWhole ? [0] : [] }
                        : throw new TextException(
                            $"{name} has no member '{member}'; there are {CsvHeader.Listed(_members.Keys)}."
                        )
                ),
            ];
            Width = Parts.Sum(part => part.Width);
        }
        if (Width == 0)
        {
            throw new TextException($"{name} holds no values.");
        }
    }

    private void Place(Span<float> row)
    {
        if (order.IsDefaultOrEmpty && _members.Count != Parts.Length)
        {
            throw new TextException($"{name} has {_members.Count} members but {Parts.Length} before.");
        }
        foreach (var part in Parts)
        {
            if (!_members.TryGetValue(part.Name, out var place))
            {
                throw new TextException($"{name} has no member '{part.Name}', but had one before.");
            }
            if (place.Width != part.Width)
            {
                throw new TextException($"{name} has {place.Width} values in '{part.Name}' but {part.Width} before.");
            }
            if (part.IsDiscrete && !place.IsWhole)
            {
                throw new TextException(
                    $"{name} has no whole number in '{part.Name}', but one before; put continuous values into brackets, as in [0.5]."
                );
            }
            CollectionsMarshal.AsSpan(_row).Slice(place.Start, place.Width).CopyTo(row);
            row = row[place.Width..];
        }
    }

    private string Where(string path) => path.Length > 0 ? $"{name}, member '{path}'" : name;

    private static string Described(JsonKind kind) =>
        kind switch
        {
            JsonKind.Number => "a number",
            JsonKind.List => "a list",
            _ => "an object",
        };
}
