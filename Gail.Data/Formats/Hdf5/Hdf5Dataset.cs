using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Hdf5;

/// <summary>What a dataset is, before any of it is read.</summary>
internal static unsafe class Hdf5Dataset
{
    private const int MaximumRank = 32;
    private const int NullSpace = 2;
    private const int VirtualLayout = 3;

    /// <summary>Name, type and shape, and why it cannot be read if that is so.</summary>
    public static (ArrayInfo Info, string? Problem) Describe(long dataset, string name)
    {
        using var create = Hdf5Handle.Of(Hdf5Native.H5Dget_create_plist(dataset), $"{name} cannot be described");
        // Even to ask for its shape could open other files.
        if (Hdf5Native.H5Pget_layout(create.Id) == VirtualLayout)
        {
            return (
                new ArrayInfo(name, Hdf5Type.Unread, []),
                "is a virtual dataset, made of datasets of other files, which are not followed; write it again as a plain one."
            );
        }
        using var type = Hdf5Handle.Of(Hdf5Native.H5Dget_type(dataset), $"the type of {name} cannot be read");
        using var space = Hdf5Handle.Of(Hdf5Native.H5Dget_space(dataset), $"the shape of {name} cannot be read");
        var (shape, problem) = Shape(space.Id, name);
        if (Hdf5Native.H5Pget_external_count(create.Id) > 0)
        {
            problem = "keeps its values in other files, which are not followed; write it again as a plain dataset.";
        }
        return (new ArrayInfo(name, Hdf5Type.Describe(type.Id), shape), problem);
    }

    /// <summary>
    /// Refuses a dataset that is not what was listed, as after its file was replaced: memory is taken by the listing.
    /// </summary>
    /// <param name="dataset">The open dataset that is going to be read.</param>
    /// <param name="listed">What it was.</param>
    public static void CheckUnchanged(long dataset, ArrayInfo listed)
    {
        var (found, problem) = Describe(dataset, listed.Name);
        if (!found.IsSameAs(listed))
        {
            throw new Hdf5Exception(ArrayInfo.Changed);
        }
        if (problem is not null)
        {
            throw new Hdf5Exception(problem);
        }
    }

    private static (ImmutableArray<int> Shape, string? Problem) Shape(long space, string name)
    {
        if (Hdf5Native.H5Sget_simple_extent_type(space) == NullSpace)
        {
            return ([0], null);
        }
        var rank = Hdf5Check.Ok(Hdf5Native.H5Sget_simple_extent_ndims(space), $"the shape of {name} cannot be read");
        if (rank > MaximumRank)
        {
            return ([], $"has {rank} dimensions, expected {MaximumRank} at most.");
        }
        var extents = stackalloc ulong[MaximumRank];
        Hdf5Check.Ok(Hdf5Native.H5Sget_simple_extent_dims(space, extents, null), $"the shape of {name} cannot be read");
        var shape = new ReadOnlySpan<ulong>(extents, rank).ToArray();
        // Zeros put aside, so that the product bounds that of any of the extents.
        var elements = 1UL;
        foreach (var extent in shape.Where(extent => extent > 0))
        {
            if (extent > int.MaxValue || elements * extent > int.MaxValue)
            {
                return (
                    [.. shape.Select(extent => (int)Math.Min(extent, int.MaxValue))],
                    $"the shape ({string.Join(", ", shape)}) has more elements than an array can hold."
                );
            }
            elements *= extent;
        }
        return ([.. shape.Select(extent => (int)extent)], null);
    }
}
