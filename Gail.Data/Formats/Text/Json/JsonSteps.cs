using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Gail.Data.Columns;
using Gail.Data.Formats.Text.Csv;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.Text.Json;

/// <summary>Reads one line of JSON: a step, or the steps of an episode.</summary>
/// <remarks>
/// <para>A step: <c>{"episode":0,"t":0,"observation":[0.1,0.2],"action":1,"reward":1.0,"terminated":false,"truncated":false}</c>.</para>
/// <para>
/// An episode: <c>{"observations":[[0.1,0.2],[0.3,0.4]],"actions":[1],"rewards":[1.0],"terminated":true}</c>, with one
/// observation for each step, or one more: the one after the last step.
/// </para>
/// <para>
/// The first line says which members there are and how wide they are; each later one must have the same. Members
/// without a meaning are passed over.
/// </para>
/// </remarks>
internal sealed class JsonSteps
{
    /// <summary>How deeply values may be nested.</summary>
    public const int GreatestDepth = 32;

    private readonly JsonNames _names;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private byte[] _episode = [];
    private bool _isFirst = true;
    private int _plurals;
    private int _singulars;

    /// <summary>A reader of lines that has seen none.</summary>
    public JsonSteps(JsonNames names, DemonstrationFileOptions options)
    {
        _names = names;
        Observations = new JsonVectors(ColumnNames.Observation, Order(options, ColumnNames.Observation));
        NextObservations = new JsonVectors(ColumnNames.NextObservation, Order(options, ColumnNames.NextObservation));
        Actions = new JsonVectors(ColumnNames.Action, [.. JsonNames.Parts(options, ColumnNames.Action)], choices: true);
    }

    public JsonVectors Observations { get; }

    public JsonVectors NextObservations { get; }

    public JsonVectors Actions { get; }

    /// <summary>The members that the first line has, by our names.</summary>
    public HashSet<string> Columns { get; private set; } = [];

    /// <summary>Those of the first line that have no meaning.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>The object of further knowledge in the first line, or empty.</summary>
    public byte[] Metadata { get; private set; } = [];

    /// <summary>The name of the agent; empty if no member tells it.</summary>
    public string Agent { get; private set; } = "";

    /// <summary>Whether lines are episodes.</summary>
    public bool AreEpisodes { get; private set; }

    /// <summary>Whether episodes have one observation more than steps.</summary>
    public bool HaveFinalObservations { get; private set; }

    /// <summary>The steps of the line.</summary>
    public int Count { get; private set; }

    /// <summary>The name of the episode in UTF-8, if there is one.</summary>
    public ReadOnlySpan<byte> Episode => _episode;

    public long Step { get; private set; }

    /// <summary>The flags that are true.</summary>
    public HashSet<StandardColumn> Flags { get; } = [];

    /// <summary>Columns of a number for each step.</summary>
    public Dictionary<StandardColumn, List<double>> Numbers { get; } =
        StandardColumn
            .OfRows.Where(column => column is { Type: ElementType.F64, IsVector: false })
            .ToDictionary(column => column, _ => new List<double>());

    /// <summary>The observation after a step.</summary>
    public ReadOnlySpan<float> Next(int step) => AreEpisodes ? Observations[step + 1] : NextObservations[step];

    /// <summary>Reads a line.</summary>
    /// <exception cref="TextException">It is no step or episode, or not like the first one.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public void Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = GreatestDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new TextException($"is {Described(reader.TokenType)}, expected an object for a step or an episode.");
        }
        Clear();
        var columns = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Member(ref reader, columns);
        }
        // Whatever comes behind the object is found here.
        reader.Read();
        Observations.EndMembers();
        NextObservations.EndMembers();
        Actions.EndMembers();
        CheckColumns(columns);
        CheckCounts();
        _isFirst = false;
    }

    /// <summary>The members of a dictionary side by side: those that options name, in their order.</summary>
    private static ImmutableArray<string> Order(DemonstrationFileOptions options, string column) =>
        JsonNames.Parts(options, column) is { Length: > 0 } parts ? [.. parts] : options.ObservationParts;

    /// <summary>A value in the words of a message.</summary>
    public static string Described(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartArray => "a list",
            JsonTokenType.StartObject => "an object",
            JsonTokenType.String => "a text",
            JsonTokenType.Number => "a number",
            JsonTokenType.Null => "null",
            _ => "true or false",
        };

    /// <summary>The beginning of a token as text.</summary>
    public static string Text(ReadOnlySpan<byte> token) => Encoding.UTF8.GetString(token[..Math.Min(40, token.Length)]);

    private void Clear()
    {
        Observations.Clear();
        NextObservations.Clear();
        Actions.Clear();
        foreach (var numbers in Numbers.Values)
        {
            numbers.Clear();
        }
        _seen.Clear();
        _episode = [];
        Agent = "";
        _plurals = _singulars = 0;
        Step = 0;
        Flags.Clear();
    }

    private void Member(ref Utf8JsonReader reader, HashSet<string> columns)
    {
        var key = reader.GetString()!;
        reader.Read();
        if (!_seen.Add(key))
        {
            throw new TextException($"has '{key}' twice.");
        }
        var found = _names.Find(key);
        var (name, plural) = (found?.Column, found?.IsPlural ?? false);
        if (found is { Part: { } part })
        {
            columns.Add(name!);
            Vectors(name!).AddMember(ref reader, part);
            return;
        }
        if (name == TextNames.Agent)
        {
            Agent = reader.TokenType is JsonTokenType.Number or JsonTokenType.String
                ? Encoding.UTF8.GetString(reader.ValueSpan)
                : throw new TextException($"{key} is {Described(reader.TokenType)}, expected a number or a text.");
            return;
        }
        if (name is not null && !columns.Add(name))
        {
            throw new TextException($"has {name} twice, the second time as '{key}'.");
        }
        if (name is not null && StandardColumn.Find(name) is { Plural.Length: > 0 })
        {
            _plurals += plural ? 1 : 0;
            _singulars += plural ? 0 : 1;
        }
        switch (name)
        {
            case ColumnNames.Observation:
                Add(ref reader, Observations, key, plural);
                break;
            case ColumnNames.Action:
                Add(ref reader, Actions, key, plural);
                break;
            case ColumnNames.NextObservation:
                NextObservations.Add(ref reader);
                break;
            case ColumnNames.Episode:
                _episode = reader.TokenType is JsonTokenType.Number or JsonTokenType.String
                    ? reader.ValueSpan.ToArray()
                    : throw new TextException($"{key} is {Described(reader.TokenType)}, expected a number or a text.");
                break;
            case ColumnNames.Step:
                Step =
                    reader.TokenType == JsonTokenType.Number && TextNumbers.TryLong(reader.ValueSpan, out var step)
                        ? step
                        : throw new TextException($"{key} is not a whole number.");
                break;
            default:
                Single(ref reader, key, plural, name is null ? null : StandardColumn.Find(name));
                break;
        }
    }

    private JsonVectors Vectors(string column) =>
        column == ColumnNames.Observation ? Observations
        : column == ColumnNames.Action ? Actions
        : NextObservations;

    private void Single(ref Utf8JsonReader reader, string key, bool plural, StandardColumn? column)
    {
        if (column is null)
        {
            Other(ref reader, key);
        }
        else if (Numbers.TryGetValue(column, out var numbers))
        {
            AddNumbers(ref reader, numbers, key, plural);
        }
        else if (Flag(ref reader, key))
        {
            Flags.Add(column);
        }
    }

    private void Other(ref Utf8JsonReader reader, string key)
    {
        if (_isFirst && key == JsonNames.Metadata && reader.TokenType == JsonTokenType.StartObject)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            Metadata = Encoding.UTF8.GetBytes(json.RootElement.GetRawText());
            return;
        }
        if (_isFirst && !Unknown.Contains(key))
        {
            Unknown.Add(key);
        }
        reader.Skip();
    }

    private static void Add(ref Utf8JsonReader reader, JsonVectors vectors, string key, bool plural)
    {
        if (!plural)
        {
            vectors.Add(ref reader);
            return;
        }
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new TextException(
                $"{key} is {Described(reader.TokenType)}, expected a list with an entry for each step."
            );
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            vectors.Add(ref reader);
        }
    }

    private static void AddNumbers(ref Utf8JsonReader reader, List<double> numbers, string key, bool plural)
    {
        if (!plural)
        {
            numbers.Add(Number(ref reader, key));
            return;
        }
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new TextException($"{key} is {Described(reader.TokenType)}, expected a list of numbers.");
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(Number(ref reader, key));
        }
    }

    /// <summary>A number that nobody needs: null, and what is beyond all range, are NaN.</summary>
    private static double Number(ref Utf8JsonReader reader, string key) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => double.NaN,
            JsonTokenType.Number => TextNumbers.TryDouble(reader.ValueSpan, out var value) ? value : double.NaN,
            _ => throw new TextException($"{key} is {Described(reader.TokenType)}, expected a number."),
        };

    private static bool Flag(ref Utf8JsonReader reader, string key) =>
        reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number => TextNumbers.TryFlag(reader.ValueSpan, out var value)
                ? value
                : throw new TextException($"{key} is {Text(reader.ValueSpan)}, expected true or false."),
            _ => throw new TextException($"{key} is {Described(reader.TokenType)}, expected true or false."),
        };

    private void CheckColumns(HashSet<string> columns)
    {
        if (!columns.Contains(ColumnNames.Observation))
        {
            throw new TextException(
                $"has no observation; every step needs one. There {(_seen.Count == 1 ? "is" : "are")} {(_seen.Count == 0 ? "no members" : CsvHeader.Listed(_seen))}. {TextNames.HowToName}"
            );
        }
        if (_plurals > 0 && (_singulars > 0 || columns.Contains(ColumnNames.NextObservation)))
        {
            throw new TextException(
                "mixes the members of a step (observation, action, reward, next_observation) and of an episode (observations, actions, rewards)."
            );
        }
        if (_isFirst)
        {
            Columns = columns;
            AreEpisodes = _plurals > 0;
            return;
        }
        if (AreEpisodes != _plurals > 0)
        {
            throw new TextException(
                $"is {(AreEpisodes ? "a step" : "an episode")} but the first line is {(AreEpisodes ? "an episode" : "a step")}."
            );
        }
        if (Needed(Columns).Except(columns, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new TextException($"has no {missing}, but the first line has; all must have the same members.");
        }
        if (Needed(columns).Except(Columns, StringComparer.Ordinal).FirstOrDefault() is { } more)
        {
            throw new TextException($"has {more}, but the first line has not; all must have the same members.");
        }
    }

    /// <summary>The columns that lines may not lack, in order: all but numbers that nobody needs, which are rewards.</summary>
    private static IEnumerable<string> Needed(IEnumerable<string> columns) =>
        columns
            .Where(name => StandardColumn.Find(name) is not { Type: ElementType.F64, IsVector: false })
            .Order(StringComparer.Ordinal);

    /// <summary>Makes numbers that nobody needs one for each step: missing where they are not.</summary>
    private void FillNumbers()
    {
        foreach (var numbers in Numbers.Values.Where(numbers => numbers.Count != Count))
        {
            numbers.Clear();
            numbers.AddRange(Enumerable.Repeat(double.NaN, Count));
        }
    }

    private void CheckCounts()
    {
        if (!AreEpisodes)
        {
            Count = 1;
            FillNumbers();
            return;
        }
        Count =
            Columns.Contains(ColumnNames.Action) ? Actions.Count
            : Numbers.Values.FirstOrDefault(numbers => numbers.Count > 0 && numbers.Count + 1 == Observations.Count)
                is { } numbers
                ? numbers.Count
            : Observations.Count;
        if (_isFirst)
        {
            HaveFinalObservations = Observations.Count == Count + 1;
        }
        FillNumbers();
        var expected = Count + (HaveFinalObservations ? 1 : 0);
        if (Observations.Count != expected)
        {
            throw new TextException(
                $"has {Observations.Count} observations for {Count} steps, expected {expected}"
                    + (_isFirst ? $" or {Count + 1}." : " as in the first line.")
            );
        }
        if (Count == 0)
        {
            throw new TextException("is an episode without steps.");
        }
    }
}
