using System.Collections.Immutable;
using Gail.Data.Files;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.LeRobot;
using Gail.Data.Views;

namespace Gail.Data.Formats.Parquet;

/// <summary>Flat tables in Parquet; see <see cref="ParquetTable"/>.</summary>
internal sealed class ParquetFormat : IDemonstrationSink
{
    public const string FormatName = "parquet";

    public string Name => FormatName;

    public string Description => "flat tables in Parquet, with the columns of csv; vectors may be lists";

    public ImmutableArray<string> Extensions { get; } = [".parquet"];

    public bool Recognizes(FileHead head) => head.Bytes.StartsWith("PAR1"u8);

    public DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        var file = ParquetArrays.Open(path, [path]);
        if (LeRobotTable.Recognizes(file))
        {
            return LeRobotFormat.View(file, options, LeRobotTable.Of(file, options, new DemonstrationMetadata()));
        }
        var table = ParquetTable.Of(file, options);
        return new ArrayView(
            path,
            () => file,
            parallel: true,
            file.Arrays,
            options.AnyEnvironment ? table with { EnvironmentId = "" } : table
        );
    }

    public void Write(string path, Demonstrations demonstrations) =>
        AtomicFile.Write(path, stream => ParquetExport.Write(stream, demonstrations));
}
