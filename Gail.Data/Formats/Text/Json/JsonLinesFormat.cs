using System.Collections.Immutable;
using Gail.Data.Files;
using Gail.Data.Formats.Text.Csv;
using Gail.Data.Views;

namespace Gail.Data.Formats.Text.Json;

/// <summary>JSON Lines, an object for each step or each episode; see <see cref="JsonSteps"/>.</summary>
internal sealed class JsonLinesFormat : IDemonstrationSink
{
    public const string FormatName = "jsonl";

    public string Name => FormatName;

    public string Description => "JSON Lines, or a list of JSON: an object for each step or each episode";

    public ImmutableArray<string> Extensions { get; } = [".jsonl", ".ndjson"];

    /// <summary>Text that begins with an object, or with a list, which is refused with a better message later.</summary>
    public bool Recognizes(FileHead head)
    {
        var text = CsvHead.WithoutMark(head.Bytes).TrimStart(" \t\r\n"u8);
        return CsvHead.IsText(text) && text[0] is (byte)'{' or (byte)'[';
    }

    public DemonstrationView Open(string path, DemonstrationFileOptions options) => new JsonLinesView(path, options);

    public void Write(string path, Demonstrations demonstrations) =>
        WriteNamed(path, demonstrations, ImmutableDictionary<string, string>.Empty);

    public void WriteNamed(string path, Demonstrations demonstrations, ImmutableDictionary<string, string> names)
    {
        TextNames.Check(path, new DemonstrationFileOptions { ColumnNames = names });
        AtomicFile.Write(path, stream => JsonLinesExport.Write(stream, demonstrations, names));
    }
}
