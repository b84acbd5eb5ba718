using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gail.Data.Formats.Hdf5;

/// <summary>An open thing of the HDF5 library; to be closed in <see cref="Hdf5Library.Guarded"/> too.</summary>
internal sealed class Hdf5Handle : IDisposable
{
    private bool _closed;

    private Hdf5Handle(long id) => Id = id;

    /// <summary>What the library knows it by.</summary>
    public long Id { get; }

    /// <summary>Takes what a function of the library gave, or says why it gave nothing.</summary>
    /// <param name="id">The function's result.</param>
    /// <param name="failure">What could not be done, as in "cannot be opened".</param>
    public static Hdf5Handle Of(long id, string failure) => new(Hdf5Check.Id(id, failure));

    /// <summary>Closes it; a failure then does no harm.</summary>
    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _ = Hdf5Native.H5Idec_ref(Id);
        }
    }
}

/// <summary>Looks at what the library's functions return.</summary>
internal static unsafe class Hdf5Check
{
    /// <summary>The identifier, unless it is none.</summary>
    public static long Id(long id, string failure) => id >= 0 ? id : throw Failed(failure);

    /// <summary>The result, unless it is a failure.</summary>
    public static int Ok(int result, string failure) => result >= 0 ? result : throw Failed(failure);

    /// <summary>What the library says about its last failure.</summary>
    private static Hdf5Exception Failed(string failure)
    {
        var messages = new List<string>();
        var handle = GCHandle.Alloc(messages);
        try
        {
            // From the innermost function, which knows best, outwards.
            _ = Hdf5Native.H5Ewalk2(0, 0, &OnError, GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }
        _ = Hdf5Native.H5Eclear2(0);
        var said = string.Join(", ", messages.Distinct().Take(3));
        return new Hdf5Exception(said.Length == 0 ? $"{failure}." : $"{failure}; the HDF5 library says: {said}.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnError(uint index, nint record, nint data)
    {
        // H5E_error2_t: three identifiers, the line, then the names of function and file and the description.
        var text = Marshal.PtrToStringUTF8(*(nint*)(record + 48));
        if (!string.IsNullOrWhiteSpace(text))
        {
            ((List<string>)GCHandle.FromIntPtr(data).Target!).Add(text.Trim());
        }
        return 0;
    }
}
