using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Formats.LeRobot;

/// <summary>A column of frames to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Width">The values of a frame.</param>
/// <param name="Values">Those of an episode: [rows, width], or [rows] for width 1.</param>
internal sealed record LeRobotColumn(string Name, ElementType Type, int Width, Func<int, NdArray> Values)
{
    /// <summary>What LeRobot and NumPy call the type.</summary>
    public string DataType =>
        Type switch
        {
            ElementType.F32 => "float32",
            ElementType.F64 => "float64",
            ElementType.I64 => "int64",
            _ => "bool",
        };

    /// <summary>The columns of demonstrations.</summary>
    public static ImmutableArray<LeRobotColumn> Of(Demonstrations demonstrations)
    {
        var columns = ImmutableArray.CreateBuilder<LeRobotColumn>();
        columns.Add(Vector(LeRobotTable.State, demonstrations.Observations, demonstrations, value => value));
        columns.Add(
            demonstrations.ActionsAreDiscrete
                ? Vector(LeRobotTable.Action, demonstrations.Actions!, demonstrations, value => (long)value)
                : Vector(LeRobotTable.Action, demonstrations.Actions!, demonstrations, value => value)
        );
        if (demonstrations.Rewards is { } rewards)
        {
            // LeRobot's own are float32, if no bit gets lost by that.
            columns.Add(
                rewards.Values.All(reward => (double)(float)reward == reward)
                    ? Rows(LeRobotTable.Reward, demonstrations, (_, _, row) => (float)rewards[row])
                    : Rows(LeRobotTable.Reward, demonstrations, (_, _, row) => rewards[row])
            );
        }
        var (terminated, ended) = (demonstrations.Terminated, demonstrations.Ended ?? demonstrations.Terminated);
        bool IsLast(int episode, int step) => step + 1 == demonstrations.EpisodeLength(episode);
        if (ended is not null)
        {
            columns.Add(Rows(LeRobotTable.Done, demonstrations, (e, step, _) => IsLast(e, step) && ended[e]));
        }
        if (terminated is not null)
        {
            columns.Add(
                Rows(
                    LeRobotTable.Truncated,
                    demonstrations,
                    (e, step, _) => IsLast(e, step) && ended![e] && !terminated[e]
                )
            );
        }
        columns.Add(Rows(LeRobotTable.Timestamp, demonstrations, (_, step, _) => (float)step / LeRobotWriter.Rate));
        columns.Add(Rows(LeRobotTable.Frame, demonstrations, (_, step, _) => (long)step));
        columns.Add(Rows(LeRobotTable.Episode, demonstrations, (e, _, _) => (long)e));
        columns.Add(Rows(LeRobotTable.Index, demonstrations, (_, _, row) => (long)row));
        columns.Add(Rows(LeRobotTable.Task, demonstrations, (_, _, _) => 0L));
        return columns.ToImmutable();
    }

    private static LeRobotColumn Vector<T>(
        string name,
        NdArray<float> values,
        Demonstrations demonstrations,
        Func<float, T> convert
    )
        where T : unmanaged
    {
        var width = values.Columns;
        return new LeRobotColumn(
            name,
            NdArray.Vector<T>([]).ElementType,
            width,
            episode =>
            {
                var rows = demonstrations.EpisodeLength(episode);
                var span = values.Span.Slice(demonstrations.EpisodeStarts[episode] * width, rows * width);
                var converted = new T[span.Length];
                for (var i = 0; i < converted.Length; i++)
                {
                    converted[i] = convert(span[i]);
                }
                // A value of one number is no list.
                return NdArray<T>.Own(width > 1 ? new Shape(rows, width) : new Shape(rows), converted);
            }
        );
    }

    private static LeRobotColumn Rows<T>(string name, Demonstrations demonstrations, Func<int, int, int, T> value)
        where T : unmanaged =>
        new(
            name,
            NdArray.Vector<T>([]).ElementType,
            1,
            episode =>
            {
                var start = demonstrations.EpisodeStarts[episode];
                var values = new T[demonstrations.EpisodeLength(episode)];
                for (var step = 0; step < values.Length; step++)
                {
                    values[step] = value(episode, step, start + step);
                }
                return NdArray.Vector<T>(values);
            }
        );
}
