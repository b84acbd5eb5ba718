using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Layouts;
using Gail.Data.Formats.Parquet;
using Gail.Data.Formats.Text;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Formats.LeRobot;

/// <summary>
/// Frames of a LeRobot data set: a row for each, with observation.state, action, frame_index, episode_index and, in some,
/// next.reward, next.done and next.truncated. Images and videos are named and left out.
/// </summary>
internal static class LeRobotTable
{
    public const string Observation = "observation";
    public const string State = "observation.state";
    public const string Action = "action";
    public const string Reward = "next.reward";
    public const string Done = "next.done";
    public const string Truncated = "next.truncated";
    public const string Success = "next.success";
    public const string Episode = "episode_index";
    public const string Frame = "frame_index";
    public const string Index = "index";
    public const string Task = "task_index";
    public const string Timestamp = "timestamp";

    private const char And = '+';

    /// <summary>Whether a single table holds frames.</summary>
    public static bool Recognizes(ParquetArrays file) =>
        file.Contains(Episode) && file.Arrays.Any(array => IsObservation(array.Name));

    /// <summary>Finds out which columns are which.</summary>
    /// <param name="file">The frames.</param>
    /// <param name="options">May name columns, and parts of the observation.</param>
    /// <param name="metadata">What this project added to the data set.</param>
    /// <exception cref="DemonstrationException">There are no observations or episodes.</exception>
    public static ArrayTable Of(ParquetArrays file, DemonstrationFileOptions options, DemonstrationMetadata metadata)
    {
        TextNames.Check(file.Path, options);
        var observed = Named(file, options, ColumnNames.Observation) ?? Observations(file, options);
        var acted = Named(file, options, ColumnNames.Action) ?? Actions(file);
        var reward = Named(file, options, ColumnNames.Reward) is [var named] ? named : Reward;
        var episodes = TableEpisodes.Of(
            file,
            new TableEpisodeNames(Required(file, Episode), file.Contains(Frame) ? Frame : null, null, null, null)
        );
        int[] last = [.. episodes.Starts.Skip(1).Append(file.Rows).Select(end => end - 1)];
        var done = file.ReadOptional<bool>(Done)?.Gather(last);
        var truncated = file.ReadOptional<bool>(Truncated)?.Gather(last);
        var success = file.ReadOptional<bool>(Success)?.Gather(last);
        var ended =
            done is not null && truncated is not null
                ? Both(done, truncated, (one, other) => one || other)
                : done ?? truncated;
        var observation = SideBySide(file, observed);
        var action = acted.IsEmpty ? null : SideBySide(file, acted);
        var table = new ArrayTable
        {
            Format = LeRobotFormat.FormatName,
            Fields = Names(observed, acted, reward),
            EpisodeStarts = episodes.Starts,
            Observations = observation,
            ObservationParts =
                metadata.ObservationParts.Sum(part => (long)part.Width) == observation.Width
                    ? metadata.ObservationParts
                    : [],
            [StandardColumn.Action] = action,
            ActionParts =
                metadata.ActionParts.Sum(part => (long)part.Width) == action?.Width ? metadata.ActionParts : [],
            ActionsAreDiscrete = acted is [var first, ..] && file.IsDiscrete(first),
            ActionCount = metadata.ActionCount,
            [StandardColumn.Reward] = file.OptionalVector(reward),
            [StandardColumn.Step] = episodes.HaveGaps ? file.OptionalVector(Frame) : null,
            IsSubsampled = episodes.HaveGaps,
            Terminated =
                done is not null && truncated is not null ? Both(done, truncated, (over, cut) => over && !cut) : null,
            Ended = ended,
            EnvironmentId = metadata.Environment,
            Known = [.. observed, .. acted, reward, Done, Truncated, Success, Episode, Frame, Index, Task, Timestamp],
            Notes = [.. Notes(file, observed, done, truncated, success)],
        };
        return table;
    }

    /// <summary>Columns that hold images, or what else is no numbers.</summary>
    public static IEnumerable<string> Images(ParquetArrays file) =>
        file
            .Arrays.Where(array => IsObservation(array.Name) && Npz.NpyType.Parse(array.DataType) is null)
            .Select(array => array.Name.Split('/')[0])
            .Distinct();

    private static bool IsObservation(string name) =>
        name == Observation || name.StartsWith(Observation + ".", StringComparison.Ordinal);

    private static string Required(ParquetArrays file, string name) =>
        file.Contains(name)
            ? name
            : throw new DemonstrationException(
                file.Path,
                name,
                $"there is no such column, which every file of frames has; there are {Listed(file)}."
            );

    /// <summary>The columns that options name, joined by '+'; null where they name none.</summary>
    private static ImmutableArray<string>? Named(ParquetArrays file, DemonstrationFileOptions options, string column) =>
        options.ColumnNames.TryGetValue(column, out var names)
            ?
            [
                .. names
                    .Split(And, StringSplitOptions.TrimEntries)
                    .Select(name =>
                        file.Contains(name)
                            ? name
                            : throw new DemonstrationException(
                                file.Path,
                                name,
                                $"there is no such column for {column}; there are {Listed(file)}."
                            )
                    ),
            ]
            : null;

    /// <summary>All observations that are numbers, by name.</summary>
    private static ImmutableArray<string> Observations(ParquetArrays file, DemonstrationFileOptions options)
    {
        var images = Images(file).ToHashSet();
        ImmutableArray<string> found =
        [
            .. file
                .Arrays.Select(array => array.Name)
                .Where(name => IsObservation(name) && !images.Contains(name.Split('/')[0])),
        ];
        if (found.IsEmpty)
        {
            throw new DemonstrationException(
                file.Path,
                State,
                images.Count > 0
                    ? $"there is no such column, and images, which are not read: {string.Join(", ", images)}."
                    : $"there is no such column; there are {Listed(file)}."
            );
        }
        if (found is [_] && options.ObservationParts.IsEmpty)
        {
            return found;
        }
        ImmutableArray<string> members = [.. found.Select(Member)];
        return
        [
            .. DictionaryMembers
                .Choose(file, Observation, members, options.ObservationParts, isImage: _ => false)
                .Select(member => found[members.IndexOf(member)]),
        ];
    }

    private static ImmutableArray<string> Actions(ParquetArrays file) =>
        file.Contains(Action)
            ? [Action]
            :
            [
                .. file
                    .Arrays.Select(array => array.Name)
                    .Where(name => name.StartsWith(Action + ".", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ];

    private static TableColumn SideBySide(ParquetArrays file, ImmutableArray<string> names)
    {
        if (names is [var only])
        {
            return file.Matrix(only);
        }
        ImmutableArray<TablePart> parts =
        [
            .. names.Select(name => file.Matrix(name).Parts[0] with { Name = Member(name) }),
        ];
        return new TableColumn(new Shape(file.Rows, checked(parts.Sum(part => part.Width))), parts);
    }

    private static string Member(string name) =>
        name.Length > Observation.Length && IsObservation(name) ? name[(Observation.Length + 1)..] : name;

    private static FieldNames Names(ImmutableArray<string> observed, ImmutableArray<string> acted, string reward) =>
        new()
        {
            [StandardColumn.Observation] = string.Join(And, observed),
            [StandardColumn.Action] = acted.IsEmpty ? Action : string.Join(And, acted),
            [StandardColumn.Reward] = reward,
            [StandardColumn.Step] = Frame,
            [StandardColumn.Ended] = Done,
            EpisodeStarts = Episode,
        };

    private static NdArray<bool> Both(NdArray<bool> left, NdArray<bool> right, Func<bool, bool, bool> join) =>
        NdArray.Vector<bool>([.. left.Values.Zip(right.Values, join)]);

    private static string Listed(ParquetArrays file) =>
        Text.Csv.CsvHeader.Listed([.. file.Arrays.Select(array => array.Name)]);

    private static IEnumerable<string> Notes(
        ParquetArrays file,
        ImmutableArray<string> observed,
        NdArray<bool>? done,
        NdArray<bool>? truncated,
        NdArray<bool>? success
    )
    {
        if (Images(file).ToList() is { Count: > 0 } images)
        {
            yield return $"Images are not read and were left out: {string.Join(", ", images)}.";
        }
        if (observed.Length > 1)
        {
            yield return $"Observations are a dictionary of {string.Join(", ", observed.Select(Member))}.";
        }
        if (success is not null)
        {
            yield return $"{success.Span.Count(true)} of {success.Length} episodes end with {Success}.";
        }
        if (done is null)
        {
            yield return "The data set does not say how its episodes ended.";
        }
        else if (truncated is null)
        {
            yield return $"'{Done}' does not tell termination from a time limit: it says only that an episode ran to its end.";
        }
        yield return "The data set does not hold the observation after the last step of an episode.";
    }
}
