using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Tests.Support;

/// <summary>
/// An archive with attributes and texts, such as HDF5 files have, so that layouts which need them can be tried.
/// </summary>
internal sealed class AttributedFile(
    string path,
    Dictionary<string, string> attributes,
    Dictionary<string, ImmutableArray<string>> texts
) : IArrayFile
{
    private readonly NpzArchive _archive = NpzArchive.Open(path);

    public string Path => _archive.Path;

    public ImmutableArray<ArrayInfo> Arrays => _archive.Arrays;

    public ImmutableDictionary<string, string> Attributes { get; } = attributes.ToImmutableDictionary();

    public bool Contains(string name) => _archive.Contains(name);

    public ImmutableArray<string> Texts(string name) => texts[name];

    public ArrayReader Open(string name) => ((IArrayFile)_archive).Open(name);

    public void Dispose() => _archive.Dispose();

    /// <summary>A view of arrays and attributes.</summary>
    public static IDataView View(
        TemporaryFolder folder,
        Dictionary<string, byte[]> arrays,
        Dictionary<string, string> attributes,
        DemonstrationFileOptions? options = null,
        Dictionary<string, ImmutableArray<string>>? texts = null
    )
    {
        var path = folder.Put("main_data.hdf5", Npy.Zip(arrays));
        return ArrayLayouts.Open(
            () => new AttributedFile(path, attributes, texts ?? []),
            parallel: true,
            options ?? DemonstrationFileOptions.Default
        );
    }
}
