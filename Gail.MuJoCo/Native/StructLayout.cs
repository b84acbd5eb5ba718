using System.Collections.Frozen;
using System.Globalization;

namespace Gail.MuJoCo.Native;

/// <summary>A field of one of the engine's structs.</summary>
/// <param name="Kind">The type of its values.</param>
/// <param name="IsArray">Whether the struct holds a pointer to the values instead of the values.</param>
/// <param name="Rows">The number of rows, or the name of the model's size that holds it.</param>
/// <param name="Columns">The number of columns, or the name of the model's size that holds it.</param>
/// <param name="Offset">The offset in the struct, in bytes.</param>
internal sealed record StructField(ElementKind Kind, bool IsArray, string Rows, string Columns, int Offset);

/// <summary>
/// Where the fields of the engine's structs lie in one version of it: read from a table that the engine's own headers
/// printed (Layouts/print-layout.c), so that a version without a table is refused and nothing is guessed.
/// </summary>
internal sealed class StructLayout
{
    private const string TablePrefix = "mujoco-";
    private const string TableSuffix = "-lp64.txt";

    private readonly FrozenDictionary<string, StructField> _fields;
    private readonly FrozenDictionary<string, int> _constants;

    private StructLayout(int version, Dictionary<string, StructField> fields, Dictionary<string, int> constants)
    {
        Version = version;
        _fields = fields.ToFrozenDictionary();
        _constants = constants.ToFrozenDictionary();
    }

    /// <summary>The version in the engine's own form: 222 is 2.2.2.</summary>
    internal int Version { get; }

    /// <summary>A field by struct and name, as in "mjModel.body_mass".</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal StructField Field(string name) =>
        _fields.TryGetValue(name, out var field)
            ? field
            : throw new ArgumentException($"The engine's structs have no field '{name}'.", nameof(name));

    /// <summary>The number of bytes of a struct ("sizeof mjModel") or a constant of the headers.</summary>
    internal int Constant(string name) => _constants[name];

    /// <summary>The versions there is a table for.</summary>
    internal static IReadOnlyList<int> KnownVersions { get; } =
    [
        .. typeof(StructLayout)
            .Assembly.GetManifestResourceNames()
            .Where(name =>
                name.StartsWith(TablePrefix, StringComparison.Ordinal)
                && name.EndsWith(TableSuffix, StringComparison.Ordinal)
            )
            .Select(name => Number(name[TablePrefix.Length..^TableSuffix.Length]))
            .Order(),
    ];

    /// <summary>The table of a version; null when there is none.</summary>
    internal static StructLayout? Of(int version)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{TablePrefix}{version}{TableSuffix}");
        using var stream = typeof(StructLayout).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads a table; its form is described in Layouts/print-layout.c.</summary>
    internal static StructLayout Parse(string table)
    {
        var version = 0;
        var fields = new Dictionary<string, StructField>();
        var constants = new Dictionary<string, int>();
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "version":
                    version = Number(words[1]);
                    break;
                case "size":
                    constants.Add($"sizeof {words[1]}", Number(words[2]));
                    break;
                case "constant":
                    constants.Add(words[1], Number(words[2]));
                    break;
                case "field":
                    fields.Add(
                        $"{words[1]}.{words[2]}",
                        new(Kind(words[3]), IsArray: false, words[4], "1", Number(words[5]))
                    );
                    break;
                case "array":
                    fields.Add(
                        $"{words[1]}.{words[2]}",
                        new(Kind(words[3]), IsArray: true, words[4], words[5], Number(words[6]))
                    );
                    break;
                default:
                    throw new FormatException($"A layout table cannot hold the line '{line}'.");
            }
        }
        return new(version, fields, constants);
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static ElementKind Kind(string word) =>
        word switch
        {
            "float64" => ElementKind.Float64,
            "float32" => ElementKind.Float32,
            "int32" => ElementKind.Int32,
            "uint8" => ElementKind.UInt8,
            "pointer" => ElementKind.Pointer,
            "other" => ElementKind.Other,
            _ => throw new FormatException($"A layout table cannot hold the type '{word}'."),
        };
}
