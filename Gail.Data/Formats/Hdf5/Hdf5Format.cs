using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Hdf5.Child;
using Gail.Data.Views;

namespace Gail.Data.Formats.Hdf5;

/// <summary>HDF5 files, in any of the layouts.</summary>
internal sealed class Hdf5Format : IDemonstrationFormat
{
    private static ReadOnlySpan<byte> Signature => [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A];

    public string Name => "hdf5";

    public string Description => "HDF5 files, in any known layout, by libhdf5 (Debian: libhdf5-103-1)";

    public bool Recognizes(FileHead head)
    {
        // The signature may come after a block of the user's own, of 512 bytes or a power of two times that.
        for (var at = 0; at < FileHead.Length; at = at == 0 ? 512 : 2 * at)
        {
            if (head.Bytes.Length >= at + 8 && head.Bytes[at..].StartsWith(Signature))
            {
                return true;
            }
        }
        return false;
    }

    public DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        if (options.Isolation == NativeIsolation.ChildProcess)
        {
            return Open(path, options, new Hdf5ChildPool(() => Hdf5ChildProcess.Start(path)));
        }
        // Columns are read one after the other, each from a file opened anew, which is listed only once.
        Hdf5Contents? contents = null;
        return ArrayLayouts.Open(
            () =>
            {
                var file = Hdf5File.Open(path, contents);
                contents = file.Contents;
                return file;
            },
            parallel: false,
            options
        );
    }

    /// <summary>Opens a file that children read.</summary>
    internal static DemonstrationView Open(string path, DemonstrationFileOptions options, Hdf5ChildPool children)
    {
        Hdf5Contents? contents = null;
        return ArrayLayouts.Open(
            () =>
            {
                var file = new Hdf5ChildFile(path, children, contents);
                contents = file.Contents;
                return file;
            },
            parallel: false,
            options
        );
    }
}
