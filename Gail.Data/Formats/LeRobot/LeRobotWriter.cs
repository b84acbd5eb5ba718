using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Files;
using Gail.Data.Formats.Layouts;
using Gail.Data.Formats.Parquet;

namespace Gail.Data.Formats.LeRobot;

/// <summary>Writes demonstrations as a data set of LeRobot, a folder, whole or not at all.</summary>
/// <remarks>
/// What it cannot say is what was observed after the last step of an episode. How an episode ended it says by next.done
/// and next.truncated. Times are those of 30 frames a second, since demonstrations have steps and no clock. What this
/// project knows besides lies in meta/gail.json, which LeRobot passes over.
/// </remarks>
internal sealed class LeRobotWriter
{
    /// <summary>Frames a second.</summary>
    public const int Rate = 30;

    /// <summary>How many files a folder holds.</summary>
    public const int FilesPerFolder = 1000;

    /// <summary>The size at which another file is begun in the third version.</summary>
    public const int FileMegabytes = 100;

    private readonly Demonstrations _demonstrations;
    private readonly string _folder;
    private readonly bool _isThird;
    private readonly ImmutableArray<LeRobotColumn> _columns;

    private LeRobotWriter(string path, string folder, Demonstrations demonstrations, bool isThird)
    {
        var needs = new WritingNeeds(path, LeRobotFormat.FormatName);
        needs.Of(demonstrations.Actions, LeRobotTable.Action);
        needs.AllSteps(demonstrations);
        (_folder, _demonstrations, _isThird) = (folder, demonstrations, isThird);
        _columns = LeRobotColumn.Of(demonstrations);
    }

    /// <summary>Writes a data set.</summary>
    /// <param name="path">The folder to make; it may be there already if it is empty.</param>
    /// <param name="demonstrations">What to write.</param>
    /// <param name="isThird">Whether in version 3.0, or in 2.1.</param>
    public static void Write(string path, Demonstrations demonstrations, bool isThird) =>
        AtomicFolder.Write(path, folder => new LeRobotWriter(path, folder, demonstrations, isThird).Write());

    private void Write()
    {
        var places = _isThird ? WriteThird() : WriteSecond();
        LeRobotMeta.Write(_folder, _demonstrations, _columns, places, _isThird);
    }

    private ImmutableArray<LeRobotPlace> WriteSecond()
    {
        var places = ImmutableArray.CreateBuilder<LeRobotPlace>();
        for (var e = 0; e < _demonstrations.EpisodeCount; e++)
        {
            var place = new LeRobotPlace(e / FilesPerFolder, e);
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"data/chunk-{place.Folder:D3}/episode_{place.File:D6}.parquet"
            );
            using var file = new FrameFile(Path.Combine(_folder, path), _columns);
            file.Write(e);
            places.Add(place);
        }
        return places.ToImmutable();
    }

    private ImmutableArray<LeRobotPlace> WriteThird()
    {
        var places = ImmutableArray.CreateBuilder<LeRobotPlace>();
        FrameFile? file = null;
        try
        {
            var number = -1;
            for (var e = 0; e < _demonstrations.EpisodeCount; e++)
            {
                if (file is null || file.Length >= FileMegabytes * 1_000_000L)
                {
                    file?.Dispose();
                    number++;
                    file = new FrameFile(
                        Path.Combine(_folder, Table("data", number / FilesPerFolder, number % FilesPerFolder)),
                        _columns
                    );
                }
                file.Write(e);
                places.Add(new LeRobotPlace(number / FilesPerFolder, number % FilesPerFolder));
            }
        }
        finally
        {
            file?.Dispose();
        }
        return places.ToImmutable();
    }

    /// <summary>The path of a table of the third version.</summary>
    public static string Table(string folder, int chunk, int file) =>
        string.Create(CultureInfo.InvariantCulture, $"{folder}/chunk-{chunk:D3}/file-{file:D3}.parquet");

    /// <summary>A file of frames, a group of rows for each episode.</summary>
    private sealed class FrameFile : IDisposable
    {
        private readonly FileStream _stream;
        private readonly ParquetOutput _output;
        private readonly ImmutableArray<LeRobotColumn> _columns;

        public FrameFile(string path, ImmutableArray<LeRobotColumn> columns)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _columns = columns;
            _stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            _output = new ParquetOutput(
                _stream,
                [.. columns.Select(column => new OutputColumn(column.Name, column.Type, column.Width > 1))],
                ImmutableDictionary<string, string>.Empty
            );
        }

        public long Length => _stream.Position;

        public void Write(int episode) => _output.Write([.. _columns.Select(column => (object)column.Values(episode))]);

        public void Dispose()
        {
            _output.Dispose();
            _stream.Dispose();
        }
    }
}

/// <summary>In which file an episode lies.</summary>
internal readonly record struct LeRobotPlace(int Folder, int File);
