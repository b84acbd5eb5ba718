using System.Text;
using Gail.Data.Tests.Formats.Parquet;
using Parquet;

namespace Gail.Data.Tests.Formats.LeRobot;

/// <summary>
/// Data sets in the published layouts of LeRobot, made by the low-level interface of Parquet.Net: episodes of 3, 2 and 4
/// frames, observations of width 2, actions of width 1.
/// </summary>
internal static class LeRobotSets
{
    public static readonly int[] Lengths = [3, 2, 4];

    public static readonly float[] States = [.. Enumerable.Range(0, 18).Select(i => (float)i)];

    public static readonly float[] Actions = [.. Enumerable.Range(0, 9).Select(i => i / 8f)];

    private const string Features = """
        {"observation.state":{"dtype":"float32","shape":[2],"names":["x","v"]},
         "observation.images.top":{"dtype":"video","shape":[96,96,3],"names":["height","width","channels"]},
         "action":{"dtype":"float32","shape":[1],"names":null},
         "timestamp":{"dtype":"float32","shape":[1],"names":null},
         "frame_index":{"dtype":"int64","shape":[1],"names":null},
         "episode_index":{"dtype":"int64","shape":[1],"names":null},
         "index":{"dtype":"int64","shape":[1],"names":null},
         "task_index":{"dtype":"int64","shape":[1],"names":null}}
        """;

    /// <summary>Version 3.0: episodes 0 and 1 in one file, episode 2 in a file of another folder.</summary>
    public static string Third(TemporaryFolder folder, string name = "set", params Made[] further)
    {
        var root = folder[name];
        Write(root, "meta/info.json", Info("v3.0", "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet"));
        Write(
            root,
            "meta/episodes/chunk-000/file-000.parquet",
            ParquetMaker.Of(
                new Made("episode_index", new long[] { 0, 1, 2 }),
                new Made("tasks", new[] { "push", "push", "push" }),
                new Made("length", new long[] { 3, 2, 4 }),
                new Made("data/chunk_index", new long[] { 0, 0, 1 }),
                new Made("data/file_index", new long[] { 0, 0, 0 }),
                new Made("dataset_from_index", new long[] { 0, 3, 5 }),
                new Made("dataset_to_index", new long[] { 3, 5, 9 }),
                new Made("stats/action/mean", new double[] { 0, 0, 0 })
            )
        );
        Write(root, "meta/stats.json", "{}"u8.ToArray());
        Write(root, "data/chunk-000/file-000.parquet", Frames(0, 2, further));
        Write(root, "data/chunk-001/file-000.parquet", Frames(2, 3, further));
        return root;
    }

    /// <summary>Version 2.1: a file for each episode.</summary>
    public static string Second(TemporaryFolder folder, string name = "set", params Made[] further)
    {
        var root = folder[name];
        Write(
            root,
            "meta/info.json",
            Info("v2.1", "data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet")
        );
        Write(
            root,
            "meta/episodes.jsonl",
            """
            {"episode_index": 0, "tasks": ["push"], "length": 3}
            {"episode_index": 1, "tasks": ["push"], "length": 2}
            {"episode_index": 2, "tasks": ["push"], "length": 4}

            """u8.ToArray()
        );
        Write(root, "meta/tasks.jsonl", """{"task_index": 0, "task": "push"}"""u8.ToArray());
        for (var episode = 0; episode < Lengths.Length; episode++)
        {
            Write(root, $"data/chunk-000/episode_00000{episode}.parquet", Frames(episode, episode + 1, further));
        }
        return root;
    }

    public static byte[] Info(string version, string path, string frames = "9") =>
        Encoding.UTF8.GetBytes(
            $$"""{"codebase_version": "{{version}}", "robot_type": "so100", "total_episodes": 3, "total_frames": {{frames}}, "chunks_size": 1000, "fps": 10, "splits": {"train": "0:3"}, "data_path": "{{path}}", "features": {{Features}}}"""
        );

    /// <summary>The frames of episodes from one to the one before another.</summary>
    /// <param name="first">The first.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="further">Further columns, of all frames.</param>
    public static byte[] Frames(int first, int end, params Made[] further)
    {
        var (from, to) = (Lengths[..first].Sum(), Lengths[..end].Sum());
        long[] Rows(Func<int, int, long> value) =>
            [
                .. Enumerable
                    .Range(first, end - first)
                    .SelectMany(e => Enumerable.Range(0, Lengths[e]).Select(t => value(e, t))),
            ];
        return ParquetMaker.Of(
            end - first,
            new ParquetOptions(),
            [
                new Made("observation.state", States[(2 * from)..(2 * to)], 2),
                new Made("action", Actions[from..to]),
                new Made("timestamp", Array.ConvertAll(Rows((_, t) => t), t => t / 10f)),
                new Made("frame_index", Rows((_, t) => t)),
                new Made("episode_index", Rows((e, _) => e)),
                new Made("index", Rows((e, t) => Lengths[..e].Sum() + t)),
                new Made("task_index", Rows((_, _) => 0)),
                .. further.Select(column => Cut(column, from, to)),
            ]
        );
    }

    public static void Write(string root, string place, byte[] content)
    {
        var path = Path.Combine(root, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private static Made Cut(Made column, int from, int to)
    {
        var width = column.Width ?? 1;
        var part = Array.CreateInstance(column.Values.GetType().GetElementType()!, (to - from) * width);
        Array.Copy(column.Values, from * width, part, 0, part.Length);
        return column with { Values = part };
    }
}
