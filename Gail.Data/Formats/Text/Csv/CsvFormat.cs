using System.Collections.Immutable;
using Gail.Data.Files;
using Gail.Data.Views;

namespace Gail.Data.Formats.Text.Csv;

/// <summary>Tables in text, a line for each step; see <see cref="CsvHeader"/> for the names of the columns.</summary>
internal sealed class CsvFormat : IDemonstrationSink
{
    public const string FormatName = "csv";

    public string Name => FormatName;

    public string Description =>
        "tables in text with the columns episode, t, obs_0, ..., act_0, ..., reward, terminated, truncated";

    public ImmutableArray<string> Extensions { get; } = [".csv"];

    public bool Recognizes(FileHead head) => CsvHead.Recognizes(head);

    public DemonstrationView Open(string path, DemonstrationFileOptions options) => new CsvView(path, options);

    public void Write(string path, Demonstrations demonstrations) =>
        WriteNamed(path, demonstrations, ImmutableDictionary<string, string>.Empty);

    public void WriteNamed(string path, Demonstrations demonstrations, ImmutableDictionary<string, string> names)
    {
        TextNames.Check(path, new DemonstrationFileOptions { ColumnNames = names });
        AtomicFile.Write(path, stream => CsvExport.Write(path, stream, demonstrations, names));
    }
}
