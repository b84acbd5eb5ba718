using System.Text.Json;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Layouts;
using Gail.Data.Views;

namespace Gail.Data.Formats.Arrow;

/// <summary>
/// Data sets of Hugging Face on disk, as the imitation library saves trajectories: a folder of Arrow streams with
/// state.json, or one of the streams; see <see cref="HuggingFaceArrays"/>.
/// </summary>
internal sealed class ArrowFormat : IDemonstrationFormat, IFolderFormat
{
    public const string FormatName = "arrow";

    private const string State = "state.json";
    private const string Information = "dataset_info.json";
    private const string Splits = "dataset_dict.json";
    private const int GreatestBytes = 1 << 26;

    public string Name => FormatName;

    public string Description =>
        "Hugging Face's data sets on disk (folders of .arrow), as the imitation library saves them";

    public bool Recognizes(FileHead head) =>
        head.Bytes.StartsWith("ARROW1\0\0"u8)
        // A stream: the mark of a message, and the length of its description, which is no gigabyte.
        || (head.Bytes.Length > 8 && head.Bytes[..4].IndexOfAnyExcept((byte)0xFF) < 0 && head.Bytes[7] == 0);

    public bool RecognizesFolder(string path) =>
        File.Exists(Path.Combine(path, Splits))
        || (
            (File.Exists(Path.Combine(path, State)) || File.Exists(Path.Combine(path, Information)))
            && !LeRobot.LeRobotInfo.IsIn(path)
        );

    public DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        var file = HuggingFaceArrays.Open(path, Directory.Exists(path) ? Files(path) : [path]);
        var table = new ImitationLayout().Table(file, options) with { Format = FormatName };
        return new ArrayView(path, () => file, parallel: true, file.Arrays, table);
    }

    private static IEnumerable<string> Files(string folder)
    {
        if (Json(folder, Splits) is { } splits)
        {
            var names = Texts(splits.Member("splits")).ToList();
            folder = names is [var only]
                ? Path.Combine(folder, Within(folder, Splits, only))
                : throw new DemonstrationException(
                    folder,
                    Splits,
                    $"names the parts {string.Join(", ", names)}; name the folder of one of them."
                );
        }
        List<string> files = Json(folder, State)?.Member("_data_files") is { ValueKind: JsonValueKind.Array } listed
            ?
            [
                .. listed
                    .EnumerateArray()
                    .Select(file => Path.Combine(folder, Within(folder, State, file.Text("filename") ?? ""))),
            ]
            : [.. Directory.EnumerateFiles(folder, "*.arrow").Order(NaturalOrder.Instance)];
        return files.Count > 0
            ? files
            : throw new DemonstrationException(folder, "", "names no .arrow files, which hold the rows of a data set.");
    }

    private static IEnumerable<string> Texts(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } names
            ? names
                .EnumerateArray()
                .Where(name => name.ValueKind == JsonValueKind.String)
                .Select(name => name.GetString()!)
            : [];

    private static string Within(string folder, string field, string name) =>
        name.Length > 0 && name == Path.GetFileName(name) && name is not ("." or "..")
            ? name
            : throw new DemonstrationException(folder, field, $"names '{name}', expected a name within the folder.");

    private static JsonElement? Json(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) && new FileInfo(path).Length < GreatestBytes
            ? JsonText.Object(InputFile.ReadText(path))
            : null;
    }
}
