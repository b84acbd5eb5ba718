using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Layouts;
using Gail.Data.Views;

namespace Gail.Data.Formats.Npz;

/// <summary>NumPy's archives of arrays, in any of the layouts; the own one is written.</summary>
internal sealed class NpzFormat : IDemonstrationSink
{
    public string Name => "npz";

    public string Description => "NumPy's archives of arrays, in any known layout; written as gail";

    public ImmutableArray<string> Extensions { get; } = [".npz"];

    public bool Recognizes(FileHead head) =>
        head.Bytes.StartsWith("PK\x03\x04"u8) || head.Bytes.StartsWith("PK\x05\x06"u8);

    public DemonstrationView Open(string path, DemonstrationFileOptions options) =>
        ArrayLayouts.Open(() => NpzArchive.Open(path), parallel: true, options);

    public void Write(string path, Demonstrations demonstrations) => GailWriter.Write(path, demonstrations);
}
