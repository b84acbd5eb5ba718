using System.Collections.Immutable;
using System.Text;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Layouts;
using Gail.Data.Formats.Parquet;
using Gail.Numerics;

namespace Gail.Data.Formats.LeRobot;

/// <summary>An episode as a data set lists it.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Length">Its frames.</param>
/// <param name="File">Where these lie within the folder.</param>
internal sealed record LeRobotEpisode(long Index, long Length, string File);

/// <summary>The list of a data set's episodes: meta/episodes of version 3, meta/episodes.jsonl of version 2.</summary>
internal static class LeRobotEpisodes
{
    private const string Number = "episode_index";
    private const string Length = "length";

    /// <summary>Reads the list; null where there is none.</summary>
    /// <exception cref="DemonstrationException">It is damaged.</exception>
    public static ImmutableArray<LeRobotEpisode>? Read(LeRobotInfo info) => info.IsThird ? Third(info) : Second(info);

    /// <summary>All Parquet files of a folder and of those in it, in the order of their names.</summary>
    public static ImmutableArray<string> TablesIn(string folder) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories)
                    .Order(NaturalOrder.Instance),
            ]
            : [];

    private static ImmutableArray<LeRobotEpisode>? Third(LeRobotInfo info)
    {
        var tables = TablesIn(Path.Combine(info.Folder, LeRobotPaths.ThirdEpisodes));
        if (tables.IsEmpty)
        {
            return null;
        }
        var file = ParquetArrays.Open(tables[0], tables);
        var (numbers, lengths) = (Column(file, Number), Column(file, Length));
        var chunks = Column(file, "data/chunk_index");
        var files = Column(file, "data/file_index");
        return
        [
            .. Enumerable
                .Range(0, numbers.Length)
                .Select(i => new LeRobotEpisode(
                    numbers[i],
                    lengths[i],
                    info.DataFile(
                        ImmutableDictionary<string, long>
                            .Empty.Add("chunk_index", chunks[i])
                            .Add("file_index", files[i])
                            .Add(Number, numbers[i])
                    )
                )),
        ];
    }

    private static ImmutableArray<LeRobotEpisode>? Second(LeRobotInfo info)
    {
        var path = Path.Combine(info.Folder, LeRobotPaths.SecondEpisodes);
        if (!File.Exists(path))
        {
            return null;
        }
        var episodes = ImmutableArray.CreateBuilder<LeRobotEpisode>();
        using var stream = InputFile.Open(path);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.AsSpan().Trim().IsEmpty)
            {
                continue;
            }
            if (
                JsonText.Object(text) is not { } json
                || json.Number(Number) is not { } number
                || json.Number(Length) is not { } length
            )
            {
                throw new DemonstrationException(
                    info.Folder,
                    $"{LeRobotPaths.SecondEpisodes}, line {line}",
                    $"expected an object with {Number} and {Length}."
                );
            }
            var numbers = ImmutableDictionary<string, long>
                .Empty.Add(Number, number)
                .Add("episode_chunk", number / info.ChunkSize);
            episodes.Add(new LeRobotEpisode(number, length, info.DataFile(numbers)));
        }
        return episodes.ToImmutable();
    }

    private static NdArray<long> Column(ParquetArrays file, string name) =>
        file.Contains(name)
            ? file.Read<long>(name)
            : throw new DemonstrationException(
                file.Path,
                name,
                "there is no such column, which the list of episodes needs."
            );
}
