using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Parquet;
using Gail.Data.Views;

namespace Gail.Data.Formats.LeRobot;

/// <summary>LeRobot's data sets: folders of Parquet files, versions 2 and 3; see <see cref="LeRobotTable"/>.</summary>
internal sealed class LeRobotFormat : IFolderFormat, IDemonstrationTarget
{
    public const string FormatName = "lerobot";

    public string Name => FormatName;

    public string Description => "LeRobot's data sets (folders), versions 2.0 to 3.0; written as 3.0";

    // A folder has none.
    public ImmutableArray<string> Extensions => [];

    public bool RecognizesFolder(string path) => LeRobotInfo.IsIn(path);

    public DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        var info = LeRobotInfo.Read(path);
        var listed = LeRobotEpisodes.Read(info);
        var file = ParquetArrays.Open(path, Files(info, listed));
        var table = LeRobotTable.Of(file, options, LeRobotOwn.Read(path));
        return View(
            file,
            options,
            table with
            {
                Notes = [.. LeRobotContradictions.Of(info, listed, file, table), .. table.Notes],
            }
        );
    }

    public void Write(string path, Demonstrations demonstrations) =>
        LeRobotWriter.Write(path, demonstrations, isThird: true);

    /// <summary>A view of frames.</summary>
    public static ArrayView View(ParquetArrays file, DemonstrationFileOptions options, ArrayTable table) =>
        new(
            file.Path,
            () => file,
            parallel: true,
            file.Arrays,
            options.AnyEnvironment ? table with { EnvironmentId = "" } : table
        );

    /// <summary>Those that the list of episodes names, or all there are where there is no list.</summary>
    private static IEnumerable<string> Files(LeRobotInfo info, ImmutableArray<LeRobotEpisode>? listed)
    {
        DemonstrationException Fail(string field, string problem) => new(info.Folder, field, problem);
        if (listed is not { } episodes)
        {
            var found = LeRobotEpisodes.TablesIn(Path.Combine(info.Folder, "data"));
            return found.IsEmpty
                ? throw Fail(
                    "data",
                    $"there is neither a list of episodes ({(info.IsThird ? LeRobotPaths.ThirdEpisodes : LeRobotPaths.SecondEpisodes)}) nor a file of frames."
                )
                : found;
        }
        List<string> names = [.. episodes.OrderBy(episode => episode.Index).Select(episode => episode.File).Distinct()];
        var missing = names.FindAll(name => !File.Exists(Path.Combine(info.Folder, name)));
        return names.Count == 0 ? throw Fail("", "lists no episodes; at least one is needed.")
            : missing.Count > 0
                ? throw Fail(
                    missing[0],
                    $"there is no such file, which the list of episodes names{(missing.Count > 1 ? $"; {missing.Count - 1} more are missing" : "")}. Was the data set downloaded as a whole?"
                )
            : names.Select(name => Path.Combine(info.Folder, name));
    }
}

/// <summary>The same, written in the version before.</summary>
internal sealed class LeRobotSecondFormat : IDemonstrationTarget
{
    public string Name => "lerobot-v2.1";

    public string Description => "LeRobot's data sets (folders), written as version 2.1";

    public ImmutableArray<string> Extensions => [];

    public void Write(string path, Demonstrations demonstrations) =>
        LeRobotWriter.Write(path, demonstrations, isThird: false);
}
