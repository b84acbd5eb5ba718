using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Columns;
using Gail.Data.Views;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>Which fields of a table are which columns.</summary>
/// <remarks>
/// <para>
/// The columns are <c>episode, t, obs_0, obs_1, ..., act_0, ..., reward, next_obs_0, ..., terminated, truncated</c>
/// (or <c>ended</c> where the two are not known apart), in any order. Only observations must be there. A vector of one
/// value may do without index. Long names (<c>observation_0</c>, <c>action_0</c>) and <c>step</c>, <c>rew</c>,
/// <c>done</c> (for <c>ended</c>) are understood too, other ones are given by options; of a vector whose values have
/// names of their own all of them, as in <c>position+speed</c>.
/// </para>
/// <para>
/// Actions named with an index are continuous. A single <c>act</c> without index is a choice if the first row has a
/// whole number there, written without point and exponent. Several choices side by side, choices beside numbers, and
/// observations that are choices are marked: <c>act_0:int, act_1:int, act_2</c>.
/// </para>
/// </remarks>
internal sealed class CsvHeader
{
    /// <summary>The end of the name of a column of whole numbers.</summary>
    public const string IntegerMark = ":int";

    /// <summary>Between the names that options give for the values of one vector.</summary>
    private const char And = '+';

    private const int GreatestWidth = 100_000;

    private const string HowToName =
        "Say which ones they are, as in observation=position+speed,action=torque: with --columns of gail inspect and gail convert, or DemonstrationFileOptions.ColumnNames.";

    private readonly string _path;
    private readonly string[] _names;
    private readonly DemonstrationFileOptions _options;
    private readonly ImmutableDictionary<StandardColumn, ImmutableArray<int>> _fields;

    /// <summary>Finds the columns of a header.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="names">The names in the file's order.</param>
    /// <param name="options">May give other names.</param>
    /// <exception cref="DemonstrationException">Names are missing, come twice or do not go together.</exception>
    public CsvHeader(string path, string[] names, DemonstrationFileOptions options)
    {
        _path = path;
        _names = [.. names.Select(name => name.Trim())];
        _options = options;
        TextNames.Check(path, options);
        CheckNames();
        _fields = StandardColumn.OfRows.ToImmutableDictionary(column => column, Find);
        if (Observations.IsEmpty)
        {
            var first = TextNames.Of(ColumnNames.Observation, options)[0];
            throw Fail(
                "",
                $"has no column of observations: expected {first}_0, {first}_1, ... but the first line has {Listed(_names)}. {HowToName}"
            );
        }
        if (!NextObservations.IsEmpty && NextObservations.Length != Observations.Length)
        {
            throw Fail(
                ColumnNames.NextObservation,
                $"has {NextObservations.Length} columns but {ColumnNames.Observation} has {Observations.Length}."
            );
        }
    }

    /// <summary>The number of fields of each row.</summary>
    public int Count => _names.Length;

    /// <summary>The columns that there are.</summary>
    public IEnumerable<StandardColumn> Columns => StandardColumn.OfRows.Where(column => !_fields[column].IsEmpty);

    public ImmutableArray<int> Observations => _fields[StandardColumn.Observation];

    public ImmutableArray<int> Actions => _fields[StandardColumn.Action];

    public ImmutableArray<int> NextObservations => _fields[StandardColumn.NextObservation];

    /// <summary>The fields of a column; none where it is not there.</summary>
    public ImmutableArray<int> this[StandardColumn column] => _fields[column];

    /// <summary>The fields that are marked as whole numbers: choices.</summary>
    public ImmutableHashSet<int> Marked =>
        [
            .. StandardColumn
                .OfRows.Where(column => column.IsVector)
                .SelectMany(column => _fields[column])
                .Where(at => _names[at].EndsWith(IntegerMark, StringComparison.Ordinal)),
        ];

    /// <summary>Whether there is one column of actions and it has no index.</summary>
    public bool ActionHasNoIndex =>
        Actions.Length == 1 && TextNames.Of(ColumnNames.Action, _options).Contains(_names[Actions[0]]);

    /// <summary>The name of a field in the file.</summary>
    public string this[int field] => _names[field];

    /// <summary>The columns that have no meaning here.</summary>
    public IEnumerable<string> Unused()
    {
        var used = _fields.Values.SelectMany(fields => fields).ToHashSet();
        return _names.Where((_, field) => !used.Contains(field));
    }

    /// <summary>The first few of many names.</summary>
    public static string Listed(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(20).Select(name => name.Length > 0 ? name : "(a column without name)"))
        + (names.Count > 20 ? $" and {names.Count - 20} more" : "");

    private void CheckNames()
    {
        if (_names.Length > GreatestWidth)
        {
            throw Fail("", $"has {_names.Length} columns, expected {GreatestWidth} at most.");
        }
        // Commas too: numbers of whatever spelling are no names.
        const NumberStyles anyNumber = NumberStyles.Float | NumberStyles.AllowThousands;
        if (Array.TrueForAll(_names, name => double.TryParse(name, anyNumber, CultureInfo.InvariantCulture, out _)))
        {
            throw Fail("", $"begins with numbers, expected a first line of names: episode, t, obs_0, obs_1, ...");
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in _names)
        {
            if (!seen.Add(name))
            {
                throw Fail(name, "the column comes twice; each name may be there once.");
            }
        }
    }

    private ImmutableArray<int> Find(StandardColumn column) =>
        column.IsVector ? Vector(column.Name)
        : Single(column.Name) is >= 0 and var field ? [field]
        : [];

    private int Single(string name)
    {
        var found = TextNames.Of(name, _options).Where(other => Array.IndexOf(_names, other) >= 0).ToList();
        return found.Count switch
        {
            0 => Missing(name) ? -1 : throw NotThere(name),
            1 => Array.IndexOf(_names, found[0]),
            _ => throw Twice(name, found),
        };
    }

    private ImmutableArray<int> Vector(string name)
    {
        if (
            _options.ColumnNames.TryGetValue(name, out var joined)
            && joined.Contains(And)
            && Array.IndexOf(_names, joined) < 0
        )
        {
            return [.. joined.Split(And, StringSplitOptions.TrimEntries).Select(one => Named(name, one))];
        }
        var found = TextNames
            .Of(name, _options)
            .SelectMany(other =>
                new[] { (Name: other, Fields: Plain(other)), (Name: $"{other}_0", Fields: Indexed(other)) }
            )
            .Where(candidate => candidate.Fields.Length > 0)
            .ToList();
        return found.Count switch
        {
            0 => Missing(name) ? [] : throw NotThere(name),
            1 => found[0].Fields,
            _ => throw Twice(name, found.Select(candidate => candidate.Name)),
        };
    }

    /// <summary>The column of one value of a vector.</summary>
    private int Named(string vector, string name) =>
        Array.IndexOf(_names, name) is >= 0 and var at
            ? at
            : throw Fail(name, $"there is no such column for {vector}; the first line has {Listed(_names)}.");

    /// <summary>Whether a column may be missing: one that options name may not.</summary>
    private bool Missing(string name) => !_options.ColumnNames.ContainsKey(name);

    private ImmutableArray<int> Plain(string name) =>
        Array.IndexOf(_names, name) is >= 0 and var at ? [at]
        : Array.IndexOf(_names, name + IntegerMark) is >= 0 and var marked ? [marked]
        : [];

    private ImmutableArray<int> Indexed(string name)
    {
        var fields = new SortedDictionary<int, int>();
        for (var field = 0; field < _names.Length; field++)
        {
            var text = _names[field].AsSpan();
            if (!text.StartsWith(name) || text.Length <= name.Length || text[name.Length] != '_')
            {
                continue;
            }
            text = text[(name.Length + 1)..];
            text = text.EndsWith(IntegerMark) ? text[..^IntegerMark.Length] : text;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                if (!fields.TryAdd(index, field))
                {
                    throw Fail(_names[field], $"the column comes twice: also as {_names[fields[index]]}.");
                }
            }
        }
        var expected = 0;
        foreach (var (index, field) in fields)
        {
            if (index != expected)
            {
                throw Fail(
                    _names[field],
                    $"there is no {name}_{expected}; the values of a vector are numbered from 0 without gaps."
                );
            }
            expected++;
        }
        return [.. fields.Values];
    }

    private DemonstrationException NotThere(string name) =>
        Fail(_options.ColumnNames[name], $"there is no such column for {name}; the first line has {Listed(_names)}.");

    private DemonstrationException Twice(string name, IEnumerable<string> found) =>
        Fail(name, $"{string.Join(" and ", found)} could both be meant. {HowToName}");

    private DemonstrationException Fail(string field, string problem) => new(_path, field, problem);
}
