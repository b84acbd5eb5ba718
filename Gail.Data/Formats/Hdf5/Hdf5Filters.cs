using System.Text;

namespace Gail.Data.Formats.Hdf5;

/// <summary>The filters that chunks of a dataset went through; those for compression may be missing here.</summary>
internal static unsafe class Hdf5Filters
{
    /// <summary>Refuses a dataset that the library at hand cannot unpack.</summary>
    /// <param name="create">The dataset's creation properties.</param>
    public static void Check(long create)
    {
        var count = Hdf5Check.Ok(Hdf5Native.H5Pget_nfilters(create), "the filters cannot be listed");
        var name = stackalloc byte[256];
        for (var i = 0u; i < count; i++)
        {
            new Span<byte>(name, 256).Clear();
            nuint values = 0;
            var filter = Hdf5Check.Ok(
                Hdf5Native.H5Pget_filter2(create, i, out _, ref values, null, 255, name, out _),
                "the filters cannot be listed"
            );
            if (Hdf5Native.H5Zfilter_avail(filter) <= 0)
            {
                var own = new ReadOnlySpan<byte>(name, 256);
                var text = Encoding.UTF8.GetString(own[..Math.Max(0, own.IndexOf((byte)0))]);
                throw new Hdf5Exception(
                    $"is compressed with {Known(filter) ?? text} (filter {filter}), which the HDF5 library {Hdf5Library.Version} "
                        + "lacks. Write it again with gzip or without compression, as in h5repack -f GZIP=4 old.h5 new.h5, or "
                        + "name a folder with the filter's plugin in the environment variable HDF5_PLUGIN_PATH."
                );
            }
        }
    }

    private static string? Known(int filter) =>
        filter switch
        {
            4 => "szip",
            307 => "bzip2",
            32000 => "lzf",
            32001 => "blosc",
            32004 => "lz4",
            32008 => "bitshuffle",
            32013 => "zfp",
            32015 => "zstd",
            32026 => "blosc2",
            _ => null,
        };
}
