using System.Collections.Immutable;
using Gail.Data.Columns;
using Gail.Data.Formats.Arrays;
using Gail.Numerics;

namespace Gail.Data.Formats.Layouts;

/// <summary>
/// A dictionary of arrays under the usual names, of trajectories, [N, L, ...], or of all steps one after the other,
/// [T, ...]: the experts of PyTorch's GAIL (states, actions, rewards, lengths), those of Berkeley's course of 2017
/// (observations, actions), and what people save themselves.
/// </summary>
internal sealed class StepsLayout : IArrayLayout
{
    public string Name => "steps";

    public string Description => "dictionaries of arrays of observations and actions (.pkl, .pt)";

    public bool IsOfPickles => true;

    public ImmutableArray<string> Required { get; } = ["observations", "actions"];

    public bool Recognizes(IArrayFile file) =>
        MemberWords.Observation.Any(file.Contains)
        && MemberWords.Action.Any(file.Contains)
        && !NamedArrays.SaysMore(file);

    public ArrayTable Table(IArrayFile file, DemonstrationFileOptions options)
    {
        string Word(ImmutableArray<string> words) => words.FirstOrDefault(file.Contains) ?? words[0];
        var observations = file.Info(Word(MemberWords.Observation));
        var actions = Squeezed(file.Info(Word(MemberWords.Action)), observations.Shape.Length);
        var reward = Word(MemberWords.Reward);
        var table = new ArrayTable
        {
            Format = Name,
            Fields = new FieldNames
            {
                [StandardColumn.Observation] = observations.Name,
                [StandardColumn.Action] = actions.Name,
                [StandardColumn.Reward] = reward,
                [StandardColumn.FinalObservation] = Word(MemberWords.Next),
                EpisodeStarts = Word(MemberWords.Lengths),
            },
            Known = [.. MemberWords.OfEpisode, .. MemberWords.Lengths],
            Observations = TableColumn.Matrix(observations),
            ActionsAreDiscrete = file.IsDiscrete(actions.Name),
            EpisodeStarts = [0],
        };
        return observations.Shape.Length == 3
            ? StackedSteps.Table(file, table, observations, actions, reward)
            : Flat(file, table, observations, actions, reward);
    }

    private static ArrayTable Flat(
        IArrayFile file,
        ArrayTable table,
        ArrayInfo observations,
        ArrayInfo actions,
        string reward
    )
    {
        var rows = observations.Shape is [var extent, ..] ? extent : 1;
        var (starts, terminated, ended, note) = Cuts(file, rows, observations.Name);
        return table with
        {
            Columns = table
                .Columns.With(StandardColumn.Action, TableColumn.Matrix(actions))
                .With(StandardColumn.Reward, file.Rewards(reward))
                .With(StandardColumn.FinalObservation, Final(file, rows, starts)),
            EpisodeStarts = starts,
            Terminated = terminated,
            Ended = ended,
            Notes = [note],
        };
    }

    /// <summary>Where episodes begin and how they end: by lengths, by flags, or not at all.</summary>
    private static (ImmutableArray<int> Starts, NdArray<bool>? Terminated, NdArray<bool>? Ended, string Note) Cuts(
        IArrayFile file,
        int rows,
        string observations
    )
    {
        if (MemberWords.Lengths.FirstOrDefault(file.Contains) is { } lengths)
        {
            return (
                Trajectories.Starts(Trajectories.LengthsOf(file, lengths, rows)),
                null,
                null,
                "The file does not say whether an episode terminated or was cut by the time limit."
            );
        }
        var terminated = MemberWords.Terminated.FirstOrDefault(file.Contains);
        var other = MemberWords.Truncated.AddRange(MemberWords.Ended).FirstOrDefault(file.Contains);
        if ((terminated ?? other) is not { } flags)
        {
            return (
                [0],
                null,
                NdArray.Vector<bool>([false]),
                "Nothing in the file says where episodes begin: all steps are taken for one that was left before its end. If there are several, add their lengths as an array 'lengths'."
            );
        }
        var episodes = EpisodeFlags.Of(file, rows, flags, other, observations);
        return terminated is null
            ? (
                episodes.Starts,
                null,
                episodes.Ended,
                $"The file's '{other}' does not tell termination from a time limit: it says only that an episode ran to its end."
            )
            : (
                episodes.Starts,
                episodes.Terminated,
                episodes.Ended,
                other is null
                    ? $"Episodes are cut at '{terminated}' only, so that where a time limit ended one, the next follows in the same episode."
                    : $"Episodes are cut at '{terminated}' and '{other}'."
            );
    }

    /// <summary>Only what follows the last row of an episode is news; the other rows repeat the observations.</summary>
    private static TableColumn? Final(IArrayFile file, int rows, ImmutableArray<int> starts)
    {
        if (MemberWords.Next.FirstOrDefault(file.Contains) is not { } name)
        {
            return null;
        }
        var next = file.Info(name);
        return next.Shape.Length is 1 or 2 && next.Shape[0] == rows
            ? TableColumn.Matrix(next, [.. starts.Skip(1).Append(rows).Select(end => new RowRange(name, end - 1, 1))])
            : throw new DemonstrationException(
                file.Path,
                name,
                $"has the shape {new Shape(next.Shape.AsSpan())}, expected [{rows}, width]: one row for each of the {rows} rows of observations."
            );
    }

    /// <summary>Actions of some have a dimension of 1 more.</summary>
    private static ArrayInfo Squeezed(ArrayInfo actions, int rank) =>
        actions.Shape is [var count, 1, var width] && rank < 3 ? actions with { Shape = [count, width] } : actions;
}
