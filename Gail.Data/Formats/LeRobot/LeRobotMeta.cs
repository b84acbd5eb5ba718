using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gail.Data.Formats.Parquet;
using Gail.Numerics;

namespace Gail.Data.Formats.LeRobot;

/// <summary>Writes what a data set says of itself: the files in meta.</summary>
internal static class LeRobotMeta
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonWriterOptions OfLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes them.</summary>
    /// <param name="folder">The data set's folder.</param>
    /// <param name="demonstrations">What it holds.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="places">In which file each episode lies.</param>
    /// <param name="isThird">Whether in version 3.0, or in 2.1.</param>
    public static void Write(
        string folder,
        Demonstrations demonstrations,
        ImmutableArray<LeRobotColumn> columns,
        ImmutableArray<LeRobotPlace> places,
        bool isThird
    )
    {
        Directory.CreateDirectory(Path.Combine(folder, "meta"));
        var task = demonstrations.Source.EnvironmentId is { Length: > 0 } environment ? environment : "as demonstrated";
        WriteFile(folder, LeRobotInfo.Place, json => Info(json, demonstrations, columns, isThird));
        WriteFile(folder, LeRobotPaths.Own, json => DemonstrationMetadata.Of(demonstrations).Write(json));
        if (isThird)
        {
            WriteFile(folder, LeRobotPaths.Statistics, json => LeRobotStatistics.Write(json, demonstrations, columns));
            WriteTasks(folder, task);
            WriteEpisodes(folder, demonstrations, places, task);
            return;
        }
        WriteLines(
            folder,
            LeRobotPaths.Tasks,
            1,
            (json, _) =>
            {
                json.WriteNumber(LeRobotTable.Task, 0);
                json.WriteString("task", task);
            }
        );
        WriteLines(
            folder,
            LeRobotPaths.SecondEpisodes,
            demonstrations.EpisodeCount,
            (json, episode) =>
            {
                json.WriteNumber(LeRobotTable.Episode, episode);
                json.WriteStartArray("tasks");
                json.WriteStringValue(task);
                json.WriteEndArray();
                json.WriteNumber("length", demonstrations.EpisodeLength(episode));
            }
        );
        WriteLines(
            folder,
            LeRobotPaths.EpisodeStatistics,
            demonstrations.EpisodeCount,
            (json, episode) =>
            {
                json.WriteNumber(LeRobotTable.Episode, episode);
                json.WritePropertyName("stats");
                LeRobotStatistics.Write(json, [episode], columns);
            }
        );
    }

    private static void Info(
        Utf8JsonWriter json,
        Demonstrations demonstrations,
        ImmutableArray<LeRobotColumn> columns,
        bool isThird
    )
    {
        var episodes = demonstrations.EpisodeCount;
        json.WriteStartObject();
        json.WriteString("codebase_version", isThird ? "v3.0" : "v2.1");
        json.WriteNull("robot_type");
        json.WriteNumber("total_episodes", episodes);
        json.WriteNumber("total_frames", demonstrations.StepCount);
        json.WriteNumber("total_tasks", 1);
        if (!isThird)
        {
            json.WriteNumber("total_videos", 0);
            json.WriteNumber(
                "total_chunks",
                (episodes + LeRobotWriter.FilesPerFolder - 1) / LeRobotWriter.FilesPerFolder
            );
        }
        json.WriteNumber("chunks_size", LeRobotWriter.FilesPerFolder);
        if (isThird)
        {
            json.WriteNumber("data_files_size_in_mb", LeRobotWriter.FileMegabytes);
            json.WriteNumber("video_files_size_in_mb", 200);
        }
        json.WriteNumber("fps", LeRobotWriter.Rate);
        json.WriteStartObject("splits");
        json.WriteString("train", $"0:{episodes}");
        json.WriteEndObject();
        json.WriteString("data_path", isThird ? LeRobotPaths.ThirdData : LeRobotPaths.SecondData);
        json.WriteNull("video_path");
        json.WriteStartObject("features");
        foreach (var column in columns)
        {
            json.WriteStartObject(column.Name);
            json.WriteString("dtype", column.DataType);
            json.WriteStartArray("shape");
            json.WriteNumberValue(column.Width);
            json.WriteEndArray();
            json.WriteNull("names");
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A frame of pandas whose index is the task, as LeRobot looks it up.</summary>
    private static void WriteTasks(string folder, string task)
    {
        const string Pandas =
            """{"index_columns":["task"],"column_indexes":[],"columns":[{"name":"task_index","field_name":"task_index","pandas_type":"int64","numpy_type":"int64","metadata":null},{"name":"task","field_name":"task","pandas_type":"unicode","numpy_type":"object","metadata":null}],"creator":{"library":"gail","version":"1"},"pandas_version":"2.0.0"}""";
        WriteTable(
            folder,
            LeRobotPaths.TaskTable,
            [
                new OutputColumn(LeRobotTable.Task, ElementType.I64, IsList: false),
                new OutputColumn("task", null, IsList: false),
            ],
            ImmutableDictionary<string, string>.Empty.Add("pandas", Pandas),
            [NdArray.Vector<long>([0]), new[] { task }]
        );
    }

    private static void WriteEpisodes(
        string folder,
        Demonstrations demonstrations,
        ImmutableArray<LeRobotPlace> places,
        string task
    )
    {
        var episodes = Enumerable.Range(0, demonstrations.EpisodeCount).ToArray();
        NdArray<long> Numbers(Func<int, long> number) => NdArray.Vector<long>([.. episodes.Select(number)]);
        (string Name, object Values)[] columns =
        [
            (LeRobotTable.Episode, Numbers(e => e)),
            ("tasks", episodes.Select(IReadOnlyList<string> (_) => [task]).ToArray()),
            ("length", Numbers(e => demonstrations.EpisodeLength(e))),
            ("data/chunk_index", Numbers(e => places[e].Folder)),
            ("data/file_index", Numbers(e => places[e].File)),
            ("dataset_from_index", Numbers(e => demonstrations.EpisodeStarts[e])),
            ("dataset_to_index", Numbers(e => demonstrations.EpisodeStarts[e] + demonstrations.EpisodeLength(e))),
            ("meta/episodes/chunk_index", Numbers(_ => 0)),
            ("meta/episodes/file_index", Numbers(_ => 0)),
        ];
        WriteTable(
            folder,
            LeRobotWriter.Table(LeRobotPaths.ThirdEpisodes, 0, 0),
            [
                .. columns.Select(column => new OutputColumn(
                    column.Name,
                    column.Values is NdArray ? ElementType.I64 : null,
                    IsList: column.Values is not NdArray
                )),
            ],
            ImmutableDictionary<string, string>.Empty,
            [.. columns.Select(column => column.Values)]
        );
    }

    private static void WriteTable(
        string folder,
        string place,
        ImmutableArray<OutputColumn> columns,
        ImmutableDictionary<string, string> metadata,
        IReadOnlyList<object> values
    )
    {
        var path = Path.Combine(folder, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using var output = new ParquetOutput(stream, columns, metadata);
        output.Write(values);
    }

    private static void WriteFile(string folder, string place, Action<Utf8JsonWriter> write)
    {
        using var stream = new FileStream(Path.Combine(folder, place), FileMode.CreateNew, FileAccess.Write);
        using var json = new Utf8JsonWriter(stream, Indented);
        write(json);
    }

    private static void WriteLines(string folder, string place, int count, Action<Utf8JsonWriter, int> write)
    {
        using var stream = new FileStream(Path.Combine(folder, place), FileMode.CreateNew, FileAccess.Write);
        for (var line = 0; line < count; line++)
        {
            using (var json = new Utf8JsonWriter(stream, OfLine))
            {
                json.WriteStartObject();
                write(json, line);
                json.WriteEndObject();
            }
            stream.WriteByte((byte)'\n');
        }
    }
}
