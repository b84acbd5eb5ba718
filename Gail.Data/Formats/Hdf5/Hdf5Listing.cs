using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Hdf5;

/// <summary>
/// Goes through the groups of a file. Only hard links are followed: symbolic and external ones could lead in circles or
/// out of the file.
/// </summary>
internal sealed unsafe class Hdf5Listing
{
    /// <summary>What stands for bytes that are no UTF-8.</summary>
    internal const char NoText = '\uFFFD';

    private const int MaximumObjects = 1_000_000;
    private const int MaximumDepth = 32;
    private const int GroupType = 2;
    private const int DatasetType = 5;

    private readonly ImmutableArray<ArrayInfo>.Builder _arrays = ImmutableArray.CreateBuilder<ArrayInfo>();
    private readonly ImmutableDictionary<string, string>.Builder _unreadable = ImmutableDictionary.CreateBuilder<
        string,
        string
    >();
    private readonly Hdf5AttributeReading _attributes;
    private readonly Stack<(ulong, ulong)> _above = new();
    private int _objects;

    private Hdf5Listing(long fileLength) => _attributes = new Hdf5AttributeReading(fileLength);

    /// <summary>Lists a file that is open.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="fileLength">Its bytes.</param>
    public static Hdf5Contents Of(long file, long fileLength)
    {
        var listing = new Hdf5Listing(fileLength);
        using var root = Hdf5Handle.Of(Hdf5Native.H5Oopen(file, "/", 0), "the root group cannot be opened");
        listing.Group(root.Id, "");
        return new Hdf5Contents(
            listing._arrays.ToImmutable(),
            listing._attributes.Texts.ToImmutable(),
            listing._unreadable.ToImmutable()
        );
    }

    private void Group(long group, string path, (ulong, ulong)? address = null)
    {
        _attributes.Read(group, path, address);
        foreach (var link in Links(group, path))
        {
            if (++_objects > MaximumObjects)
            {
                throw new Hdf5Exception($"holds more than {MaximumObjects} groups and datasets.");
            }
            var name = path.Length == 0 ? link.Name : $"{path}/{link.Name}";
            using var item = Hdf5Handle.Of(Hdf5Native.H5Oopen(group, link.Name, 0), $"{name} cannot be opened");
            switch (Hdf5Native.H5Iget_type(item.Id))
            {
                case GroupType when !_above.Contains(link.Address):
                    if (_above.Count == MaximumDepth)
                    {
                        throw new Hdf5Exception($"the groups lie deeper than {MaximumDepth} in each other.");
                    }
                    _above.Push(link.Address);
                    Group(item.Id, name, link.Address);
                    _above.Pop();
                    break;
                case DatasetType:
                    Dataset(item.Id, name);
                    _attributes.Read(item.Id, name, link.Address);
                    break;
                default:
                    break;
            }
        }
    }

    private void Dataset(long dataset, string name)
    {
        var (info, problem) = Hdf5Dataset.Describe(dataset, name);
        _arrays.Add(info);
        if (problem is not null)
        {
            _unreadable.Add(name, problem);
        }
    }

    private List<Link> Links(long group, string path)
    {
        var links = new LinkList(MaximumObjects - _objects);
        var handle = GCHandle.Alloc(links);
        try
        {
            var position = 0UL;
            Hdf5Check.Ok(
                // By name, ascending.
                Hdf5Library.IterateLinks(group, 0, 0, &position, &OnLink, GCHandle.ToIntPtr(handle)),
                $"the group /{path} cannot be read"
            );
        }
        finally
        {
            handle.Free();
        }
        return links.Found;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnLink(long group, nint name, nint info, nint data)
    {
        var links = (LinkList)GCHandle.FromIntPtr(data).Target!;
        // H5L_info_t: the kind of link, whether and where in the order of creation, the encoding of the name, then the
        // object's place in the file: an address before 1.12, a token of twice its size since. Hard links are kind 0.
        var isHard = *(int*)info == 0;
        var text = Marshal.PtrToStringUTF8(name) ?? "";
        // What is no UTF-8 could not be asked for again.
        if (!isHard || text is "" or "." || text.Contains('/') || text.Contains(NoText))
        {
            return 0;
        }
        var second = links.HasTokens ? *(ulong*)(info + 32) : 0;
        links.Found.Add(new Link(text, (*(ulong*)(info + 24), second)));
        // One too many, so that the caller sees it.
        return links.Found.Count > links.Most ? 1 : 0;
    }

    private readonly record struct Link(string Name, (ulong, ulong) Address);

    private sealed class LinkList(int most)
    {
        public List<Link> Found { get; } = [];

        public int Most => most;

        public bool HasTokens { get; } = !Hdf5Library.Version.StartsWith("1.10.", StringComparison.Ordinal);
    }
}
