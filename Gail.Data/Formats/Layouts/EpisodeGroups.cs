using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>Which episode an array is of: its number, what the file calls it, and the array's path within it.</summary>
/// <param name="array">The array's name.</param>
/// <returns>Null if it is of none.</returns>
internal delegate (long Number, string Name, string Path)? EpisodePlace(string array);

/// <summary>The groups of a file that hold one episode each, in the order of their numbers: 0, 1, 2, ..., 10.</summary>
internal sealed class EpisodeGroups
{
    private readonly IArrayFile _file;
    private readonly EpisodePlace _place;
    private readonly ImmutableArray<Group> _groups;

    private EpisodeGroups(IArrayFile file, EpisodePlace place, ImmutableArray<Group> groups, ImmutableArray<int> steps)
    {
        _file = file;
        _place = place;
        _groups = groups;
        Steps = steps;
        var starts = ImmutableArray.CreateBuilder<int>(steps.Length);
        var rows = 0L;
        foreach (var count in steps)
        {
            starts.Add((int)rows);
            rows += count;
            if (rows > int.MaxValue)
            {
                throw new DemonstrationException(file.Path, "", $"holds more than {int.MaxValue} steps; split it.");
            }
        }
        Starts = starts.MoveToImmutable();
    }

    /// <summary>What the file calls the episodes.</summary>
    public ImmutableArray<string> Names => [.. _groups.Select(group => group.Name)];

    /// <summary>The steps of each.</summary>
    public ImmutableArray<int> Steps { get; }

    /// <summary>The row at which each begins.</summary>
    public ImmutableArray<int> Starts { get; }

    /// <summary>Groups whose names are a number after some text.</summary>
    /// <param name="prefix">What comes before the number.</param>
    public static EpisodePlace Under(string prefix) => array => Parse(array, prefix);

    /// <summary>Whether a file has groups with a member.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">Which arrays are of which episode.</param>
    /// <param name="member">What each must hold.</param>
    public static bool Exist(IArrayFile file, EpisodePlace place, string member) =>
        file.Arrays.Any(array =>
            place(array.Name) is var (_, _, path)
            && (path == member || path.StartsWith(member + "/", StringComparison.Ordinal))
        );

    /// <summary>Finds the groups and counts their steps.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">Which arrays are of which episode.</param>
    /// <param name="counted">The member that has a row for each step.</param>
    /// <param name="options">May name episodes that are left out.</param>
    public static EpisodeGroups Of(
        IArrayFile file,
        EpisodePlace place,
        string counted,
        DemonstrationFileOptions options
    )
    {
        ImmutableArray<Group> groups =
        [
            .. file
                .Arrays.Select(array => (Array: array, Place: place(array.Name)))
                .Where(found => found.Place is { } one && !options.Without.Contains(one.Name))
                .GroupBy(found => (found.Place!.Value.Number, found.Place.Value.Name))
                .OrderBy(group => group.Key.Number)
                .ThenBy(group => group.Key.Name, StringComparer.Ordinal)
                .Select(group => new Group(
                    group.Key.Name,
                    group.ToImmutableSortedDictionary(
                        found => found.Place!.Value.Path,
                        found => found.Array,
                        StringComparer.Ordinal
                    )
                )),
        ];
        if (groups.IsEmpty)
        {
            throw new DemonstrationException(
                file.Path,
                "",
                "holds no episodes of this layout; expected a group, or arrays, for each, numbered 0, 1, 2, ..."
            );
        }
        return new EpisodeGroups(file, place, groups, [.. groups.Select(group => CountSteps(file, group, counted))]);
    }

    /// <summary>
    /// The arrays of a member in the first episode: one empty name if it is an array itself, the paths below it if it
    /// is a group, none if it is not there.
    /// </summary>
    public ImmutableArray<string> Below(string member) => Below(_groups[0], member);

    /// <summary>Whether any episode has an array of a path.</summary>
    public bool Has(string path) => _groups.Any(group => group.Arrays.ContainsKey(path));

    /// <summary>All arrays that are, or are below, one of some members.</summary>
    public ImmutableHashSet<string> Arrays(params ReadOnlySpan<string> members)
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var group in _groups)
        {
            foreach (var member in members)
            {
                names.UnionWith(
                    group
                        .Arrays.Where(pair =>
                            pair.Key == member || pair.Key.StartsWith(member + "/", StringComparison.Ordinal)
                        )
                        .Select(pair => pair.Value.Name)
                );
            }
        }
        return names.ToImmutable();
    }

    /// <summary>Arrays side by side: in each episode a stretch of their rows.</summary>
    /// <param name="member">What they are below.</param>
    /// <param name="below">Their paths below it.</param>
    /// <param name="extra">How many rows they have beyond one for each step, at most.</param>
    /// <param name="final">Whether their last row is wanted, not those of the steps.</param>
    /// <param name="least">How many rows they have beyond one for each step, at least; not set for as many.</param>
    public TableColumn Column(string member, ImmutableArray<string> below, int extra, bool final, int? least = null)
    {
        ImmutableArray<TablePart> parts = [.. below.Select(name => Part(member, name, (least ?? extra, extra), final))];
        var rows = final ? Steps.Length : Steps.Sum();
        return new TableColumn(new Shape(rows, parts.Sum(part => part.Width)), parts);
    }

    /// <summary>The episodes, by what the file calls them, of which an array has no row beyond those of the steps.</summary>
    public ImmutableArray<string> WithoutFinal(string member, ImmutableArray<string> below) =>
        [
            .. Enumerable
                .Range(0, _groups.Length)
                .Where(e => below.Any(name => Info(e, Joined(member, name)).Shape[0] == Steps[e]))
                .Select(e => _groups[e].Name),
        ];

    /// <summary>A number for each step; null unless every episode has them: rewards, which nobody needs.</summary>
    public TableColumn? Rewards(string path)
    {
        for (var e = 0; e < _groups.Length; e++)
        {
            if (
                !_groups[e].Arrays.TryGetValue(path, out var info)
                || NpyType.Parse(info.DataType) is null
                || info.Shape is not ([_] or [_, 1])
                || info.Shape[0] != Steps[e]
            )
            {
                return null;
            }
        }
        var column = Column(path, [""], extra: 0, final: false);
        return column with { Shape = new Shape(column.Shape[0]) };
    }

    /// <summary>Actions, side by side if they are a dictionary: members of whole numbers are choices.</summary>
    /// <param name="member">What they are called.</param>
    public TableColumn Actions(string member)
    {
        var column = Column(member, DictionaryMembers.Sorted(Below(member)), extra: 0, final: false);
        return column with
        {
            Parts =
            [
                .. column.Parts.Select(part =>
                    IsDiscrete(member, [part.Name])
                        ? part with
                        {
                            Choices = [.. Enumerable.Repeat(0, part.Width)],
                        }
                        : part
                ),
            ],
        };
    }

    /// <summary>Whether an array holds images: rows of several dimensions that look like them, or of no numbers at all.</summary>
    public bool IsImage(string member, string below) =>
        Info(0, Joined(member, below)) is var info
        && (!info.ImageShape.IsEmpty || NpyType.Parse(info.DataType) is null);

    /// <summary>Whether the elements are integers or booleans, which they must be in all episodes or in none.</summary>
    public bool IsDiscrete(string member, ImmutableArray<string> below)
    {
        var first = Info(0, Joined(member, below[0]));
        var discrete = IsDiscrete(first);
        foreach (var name in below)
        {
            for (var e = 0; e < _groups.Length; e++)
            {
                var info = Info(e, Joined(member, name));
                if (IsDiscrete(info) != discrete)
                {
                    throw Fail(
                        info,
                        $"has the element type '{info.DataType}' but {first.Name} has '{first.DataType}'; all must be choices (integers), or none."
                    );
                }
            }
        }
        return discrete;
    }

    /// <summary>The flag of the last step of each episode, and how many flags before it are set.</summary>
    public (NdArray<bool> Last, int Earlier) LastFlags(string path)
    {
        var last = new bool[_groups.Length];
        var earlier = 0;
        for (var e = 0; e < last.Length; e++)
        {
            var info = Info(e, path);
            var flags = _file.Read<bool>(info.Name);
            if (flags.Shape.Rank != 1 || flags.Length != Steps[e])
            {
                throw Fail(info, $"has the shape {flags.Shape}, expected one flag for each of the {Steps[e]} steps.");
            }
            last[e] = flags[^1];
            earlier += flags.Span[..^1].Count(true);
        }
        return (NdArray.Vector<bool>(last), earlier);
    }

    /// <summary>A single flag of each episode.</summary>
    public NdArray<bool> Flags(string path)
    {
        var flags = new bool[_groups.Length];
        for (var e = 0; e < flags.Length; e++)
        {
            var info = Info(e, path);
            var flag = _file.Read<bool>(info.Name);
            flags[e] =
                flag.Length == 1 ? flag[0] : throw Fail(info, $"has the shape {flag.Shape}, expected a single flag.");
        }
        return NdArray.Vector<bool>(flags);
    }

    /// <summary>An array of an episode, as the file describes it.</summary>
    public ArrayInfo Info(int episode, string path) =>
        _groups[episode].Arrays.TryGetValue(path, out var info)
            ? info
            : throw new DemonstrationException(
                _file.Path,
                $"{_groups[episode].Name}/{path}",
                "there is no such array, which every episode needs."
            )
            {
                Episode = _groups[episode].Name,
            };

    private TablePart Part(string member, string name, (int Least, int Most) extra, bool final)
    {
        var path = Joined(member, name);
        var ranges = ImmutableArray.CreateBuilder<RowRange>(_groups.Length);
        var first = Info(0, path);
        for (var e = 0; e < _groups.Length; e++)
        {
            var info = Info(e, path);
            Check(info, first, Steps[e], extra);
            var last = Steps[e] + extra.Most - 1;
            ranges.Add(final ? new RowRange(info.Name, last, 1) : new RowRange(info.Name, 0, Steps[e]));
        }
        return new TablePart(name, Width(first), ranges.MoveToImmutable())
        {
            Shape = first.Shape.Length > 2 ? first.Shape[1..] : [],
        };
    }

    private void Check(ArrayInfo info, ArrayInfo first, int steps, (int Least, int Most) extra)
    {
        if (NpyType.Parse(info.DataType) is null)
        {
            throw Fail(info, $"holds no numbers: the element type is '{info.DataType}'.");
        }
        if (
            info.Shape.IsEmpty
            || info.Shape.Skip(1).Aggregate((Int128)1, (size, extent) => size * extent) > int.MaxValue
        )
        {
            throw Fail(
                info,
                $"expected a row for each step, [steps, width], but the shape is {string.Join(" x ", info.Shape)}; name the members to take if this is one of several."
            );
        }
        if (info.Shape[0] < steps + extra.Least || info.Shape[0] > steps + extra.Most)
        {
            throw Fail(
                info,
                extra.Most == 0
                    ? $"has {info.Shape[0]} rows but the episode has {steps} steps; there must be one row per step."
                    : $"has {info.Shape[0]} rows but the episode has {steps} steps; there must be one row per step and one for what came after the last."
            );
        }
        if (!info.Shape[1..].SequenceEqual(first.Shape[1..]) && Width(info) == Width(first) && info.Shape.Length > 2)
        {
            throw Fail(
                info,
                $"has rows of {string.Join(" x ", info.Shape[1..])} values but {first.Name} of {string.Join(" x ", first.Shape[1..])}."
            );
        }
        if (Width(info) != Width(first))
        {
            throw Fail(info, $"has {Width(info)} values per row but {first.Name} has {Width(first)}.");
        }
    }

    private static int CountSteps(IArrayFile file, Group group, string counted)
    {
        DemonstrationException Fail(string name, string problem) =>
            new(file.Path, name, problem) { Episode = group.Name };
        if (Below(group, counted) is not [var below, ..])
        {
            throw Fail($"{group.Name}/{counted}", "there is no such array, which every episode needs.");
        }
        var info = group.Arrays[Joined(counted, below)];
        return info.Shape switch
        {
            [] => throw Fail(info.Name, "is a single value, expected one row per step."),
            [0, ..] => throw Fail(info.Name, "has no rows: the episode is empty; leave it out."),
            [var steps, ..] => steps,
        };
    }

    private static ImmutableArray<string> Below(Group group, string member) =>
        group.Arrays.ContainsKey(member)
            ? [""]
            :
            [
                .. group
                    .Arrays.Keys.Where(path => path.StartsWith(member + "/", StringComparison.Ordinal))
                    .Select(path => path[(member.Length + 1)..]),
            ];

    private static (long Number, string Name, string Path)? Parse(string array, string prefix)
    {
        if (!array.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }
        var end = array.IndexOf('/', prefix.Length);
        return
            end > 0
            && long.TryParse(
                array.AsSpan(prefix.Length, end - prefix.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            ? (number, array[..end], array[(end + 1)..])
            : null;
    }

    private static bool IsDiscrete(ArrayInfo info) => NpyType.Parse(info.DataType) is { Kind: not NpyKind.Floating };

    private static int Width(ArrayInfo info) =>
        info.Shape.Skip(1).Aggregate(1, (product, extent) => checked(product * extent));

    private static string Joined(string member, string below) => below.Length == 0 ? member : $"{member}/{below}";

    private DemonstrationException Fail(ArrayInfo info, string problem) =>
        new(_file.Path, info.Name, problem) { Episode = _place(info.Name)?.Name };

    /// <summary>The arrays of an episode by their paths within its group.</summary>
    private sealed record Group(string Name, ImmutableSortedDictionary<string, ArrayInfo> Arrays);
}
