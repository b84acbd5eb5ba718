using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
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
/// names of their own all of them, as in <c>position+speed</c>. Letters may be large or small; values of a vector are
/// numbered from 0 or from 1, as in <c>obs_0</c>, <c>obs[0]</c>, <c>obs.0</c> or <c>obs0</c>.
/// </para>
/// <para>
/// A table without such a line has columns named by their numbers, from 0: <c>0+1+2</c> or <c>0-2</c>. So may those of
/// others be called where options name columns.
/// </para>
/// <para>
/// Actions named with an index are continuous. A single <c>act</c> without index is a choice if the first row has a
/// whole number there, written without point and exponent. Several choices side by side, choices beside numbers, and
/// observations that are choices are marked: <c>act_0:int, act_1:int, act_2</c>.
/// </para>
/// </remarks>
internal sealed partial class CsvHeader
{
    /// <summary>The end of the name of a column of whole numbers.</summary>
    public const string IntegerMark = ":int";

    /// <summary>Between the names that options give for the values of one vector.</summary>
    private const char And = '+';

    private const int GreatestWidth = 100_000;

    private readonly string _path;
    private readonly string[] _names;
    private readonly DemonstrationFileOptions _options;
    private readonly ImmutableDictionary<StandardColumn, ImmutableArray<int>> _fields;

    /// <summary>Finds the columns of a header.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="first">The first line, field by field.</param>
    /// <param name="hasNames">Whether it holds names; otherwise columns have numbers.</param>
    /// <param name="options">May give other names.</param>
    /// <exception cref="DemonstrationException">Names are missing, come twice or do not go together.</exception>
    public CsvHeader(string path, string[] first, bool hasNames, DemonstrationFileOptions options)
    {
        _path = path;
        _options = options;
        _names =
            !options.Header.IsDefaultOrEmpty ? [.. options.Header.Select(name => name.Trim())]
            : hasNames ? first
            : [.. first.Select((_, field) => field.ToString(CultureInfo.InvariantCulture))];
        TextNames.Check(path, options);
        CheckNames(first, hasNames);
        Agent = options.ColumnNames.TryGetValue(TextNames.Agent, out var agent) ? Named(TextNames.Agent, agent) : -1;
        _fields = StandardColumn.OfRows.ToImmutableDictionary(column => column, Find);
        if (Observations.IsEmpty)
        {
            var expected = TextNames.Of(ColumnNames.Observation, options)[0];
            throw Fail(
                "",
                $"has no column of observations: expected {expected}_0, {expected}_1, ... but the first line has {Listed(_names)}. {TextNames.HowToName}"
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

    /// <summary>The field that tells agents apart whose rows alternate; -1 where none is named.</summary>
    public int Agent { get; }

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
        Actions.Length == 1
        && (
            TextNames.Of(ColumnNames.Action, _options).Contains(_names[Actions[0]], StringComparer.OrdinalIgnoreCase)
            || IsNumber(_options.ColumnNames.GetValueOrDefault(ColumnNames.Action))
        );

    /// <summary>The name of a field in the file.</summary>
    public string this[int field] => _names[field];

    /// <summary>The columns that have no meaning here.</summary>
    public IEnumerable<string> Unused()
    {
        var used = _fields.Values.SelectMany(fields => fields).Append(Agent).ToHashSet();
        return _names.Where((_, field) => !used.Contains(field));
    }

    /// <summary>The first few of many names.</summary>
    public static string Listed(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(20).Select(name => name.Length > 0 ? name : "(a column without name)"))
        + (names.Count > 20 ? $" and {names.Count - 20} more" : "");

    private void CheckNames(string[] first, bool hasNames)
    {
        if (first.Length > GreatestWidth)
        {
            throw Fail("", $"has {first.Length} columns, expected {GreatestWidth} at most.");
        }
        if (_names.Length != first.Length)
        {
            throw Fail(
                "",
                $"{_names.Length} names of columns are given, but the first line has {first.Length} fields; name all of them, in order."
            );
        }
        if (!hasNames && _options.Header.IsDefaultOrEmpty && _options.ColumnNames.IsEmpty)
        {
            throw Fail(
                "",
                $"begins with numbers, expected a first line of names: episode, t, obs_0, obs_1, .... If it has none, say which of its {first.Length} columns are which, counted from 0, as in --columns observation=0-2,action=3, or name all of them in order, as in --columns obs_0,obs_1,obs_2,act_0,reward; in code DemonstrationFileOptions.ColumnNames or Header."
            );
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
        var found = TextNames.Of(name, _options).Where(other => IndexOf(other) >= 0).ToList();
        return found.Count switch
        {
            0 => Missing(name) ? -1 : Named(name, _options.ColumnNames[name]),
            1 => IndexOf(found[0]),
            _ => throw Twice(name, found),
        };
    }

    /// <summary>The field of a name, be its letters large or small; the very name first. -1 where there is none.</summary>
    private int IndexOf(string name) =>
        Array.IndexOf(_names, name) is >= 0 and var same
            ? same
            : Array.FindIndex(_names, other => other.Equals(name, StringComparison.OrdinalIgnoreCase));

    private ImmutableArray<int> Vector(string name)
    {
        if (
            _options.ColumnNames.TryGetValue(name, out var joined)
            && IndexOf(joined) < 0
            && (joined.Contains(And) || IsNumber(joined) || Range.IsMatch(joined))
        )
        {
            return [.. joined.Split(And, StringSplitOptions.TrimEntries).SelectMany(one => Several(name, one))];
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

    /// <summary>The columns that one of the names of a vector's values stands for: that of the name, or some in a row.</summary>
    private IEnumerable<int> Several(string vector, string name)
    {
        if (IndexOf(name) >= 0 || Range.Match(name) is not { Success: true } range)
        {
            return [Named(vector, name)];
        }
        var (first, last) = (Named(vector, range.Groups["first"].Value), Named(vector, range.Groups["last"].Value));
        return first <= last
            ? Enumerable.Range(first, last - first + 1)
            : throw Fail(name, $"column {first} comes before column {last}, expected the lower number first.");
    }

    /// <summary>The column of a name, or of a number where none is called that.</summary>
    private int Named(string column, string name) =>
        IndexOf(name) is >= 0 and var at ? at
        : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < _names.Length
            ? number
        : throw Fail(
            name,
            IsNumber(name)
                ? $"there is no such column for {column}; the table has {_names.Length}, numbered from 0."
                : $"there is no such column for {column}; the first line has {Listed(_names)}."
        );

    private static bool IsNumber(string? name) => name is { Length: > 0 } && name.All(char.IsAsciiDigit);

    private static readonly Regex Range = new(
        @"^(?<first>[0-9]+)(?:-|\.\.)(?<last>[0-9]+)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    );

    /// <summary>Whether a column may be missing: one that options name may not.</summary>
    private bool Missing(string name) => !_options.ColumnNames.ContainsKey(name);

    private ImmutableArray<int> Plain(string name) =>
        IndexOf(name) is >= 0 and var at ? [at]
        : IndexOf(name + IntegerMark) is >= 0 and var marked ? [marked]
        : [];

    private ImmutableArray<int> Indexed(string name)
    {
        var fields = new SortedDictionary<int, int>();
        for (var field = 0; field < _names.Length; field++)
        {
            var text = _names[field].AsSpan();
            if (!text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }
            text = text[name.Length..];
            text = text.EndsWith(IntegerMark) ? text[..^IntegerMark.Length] : text;
            if (TryIndex(text, out var index))
            {
                if (!fields.TryAdd(index, field))
                {
                    throw Fail(_names[field], $"the column comes twice: also as {_names[fields[index]]}.");
                }
            }
        }
        var expected = fields.ContainsKey(0) ? 0 : 1;
        foreach (var (index, field) in fields)
        {
            if (index != expected)
            {
                throw Fail(
                    _names[field],
                    $"there is no {name}_{expected}; the values of a vector are numbered from 0, or from 1, without gaps."
                );
            }
            expected++;
        }
        return [.. fields.Values];
    }

    /// <summary>The number behind a vector's name: _0, .0, [0] or 0.</summary>
    private static bool TryIndex(ReadOnlySpan<char> text, out int index)
    {
        text =
            text is ['_' or '.' or ' ', ..] ? text[1..]
            : text is ['[', .., ']'] ? text[1..^1]
            : text;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    private DemonstrationException NotThere(string name) =>
        Fail(_options.ColumnNames[name], $"there is no such column for {name}; the first line has {Listed(_names)}.");

    private DemonstrationException Twice(string name, IEnumerable<string> found) =>
        Fail(name, $"{string.Join(" and ", found)} could both be meant. {TextNames.HowToName}");

    private DemonstrationException Fail(string field, string problem) => new(_path, field, problem);
}
