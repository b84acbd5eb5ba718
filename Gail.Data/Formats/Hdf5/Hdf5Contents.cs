using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Hdf5;

/// <summary>What an HDF5 file holds besides values.</summary>
/// <param name="Arrays">The datasets, sorted by name within each group.</param>
/// <param name="Attributes">See <see cref="IArrayFile.Attributes"/>.</param>
/// <param name="Unreadable">Why some datasets cannot be read, by name.</param>
internal sealed record Hdf5Contents(
    ImmutableArray<ArrayInfo> Arrays,
    ImmutableDictionary<string, string> Attributes,
    ImmutableDictionary<string, string> Unreadable
)
{
    private readonly Lazy<ImmutableDictionary<string, ArrayInfo>> _byName = new(() =>
        Arrays.ToImmutableDictionary(array => array.Name)
    );

    /// <summary>The dataset of a name, if there is one.</summary>
    public ArrayInfo? this[string name] => _byName.Value.GetValueOrDefault(name);

    /// <summary>The dataset of a name, if it holds numbers that can be read.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="name">The path of groups and dataset.</param>
    /// <exception cref="DemonstrationException">There is none, or it cannot be read.</exception>
    public (ArrayInfo Info, NpyType Type) Readable(string path, string name)
    {
        var info = Found(path, name);
        return NpyType.Parse(info.DataType) is { } type
            ? (info, type)
            : throw new DemonstrationException(
                path,
                name,
                "holds text, records, references or numbers of over 64 bits; expected bool, an integer or a float of up to 64 bits."
            );
    }

    /// <summary>The dataset of a name, whatever it holds.</summary>
    /// <param name="path">The file as the caller named it.</param>
    /// <param name="name">The path of groups and dataset.</param>
    /// <exception cref="DemonstrationException">There is none, or it is kept in a way that is not read.</exception>
    public ArrayInfo Found(string path, string name)
    {
        if (this[name] is not { } info)
        {
            var found = string.Join(", ", Arrays.Take(20).Select(array => array.Name));
            var more = Arrays.Length > 20 ? $" and {Arrays.Length - 20} more" : "";
            throw new DemonstrationException(path, name, $"there is no such array; the file holds {found}{more}.");
        }
        return Unreadable.TryGetValue(name, out var problem)
            ? throw new DemonstrationException(path, name, problem)
            : info;
    }
}
