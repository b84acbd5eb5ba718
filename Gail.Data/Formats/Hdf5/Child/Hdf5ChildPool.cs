using Microsoft.Win32.SafeHandles;

namespace Gail.Data.Formats.Hdf5.Child;

/// <summary>
/// The children for one file. To start one takes a tenth of a second or more, and the columns of a file are read one
/// after the other, so that one which has just been used is kept for a moment.
/// </summary>
internal sealed class Hdf5ChildPool
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Func<Hdf5ChildProcess> _start;
    private readonly TimeSpan _patience;
    private readonly Timer _ending;
    private (Hdf5ChildProcess Child, Hdf5FileStamp Stamp)? _idle;

    /// <summary>A pool without children.</summary>
    /// <param name="start">Starts one.</param>
    /// <param name="patience">How long one is kept that nobody uses; two seconds by default.</param>
    public Hdf5ChildPool(Func<Hdf5ChildProcess> start, TimeSpan? patience = null)
    {
        (_start, _patience) = (start, patience ?? Usual);
        _ending = new Timer(_ => Taken()?.Child.Dispose());
    }

    /// <summary>A child that nobody else uses.</summary>
    /// <param name="stamp">The file as it is now: a child that has had another open is of no use.</param>
    public Hdf5ChildProcess Take(Hdf5FileStamp stamp)
    {
        if (Taken() is not { } idle)
        {
            return _start();
        }
        if (idle.Stamp == stamp && idle.Child.IsAlive)
        {
            return idle.Child;
        }
        idle.Child.Dispose();
        return _start();
    }

    /// <summary>Gives one back.</summary>
    /// <param name="child">The child.</param>
    /// <param name="stamp">What it was taken for.</param>
    public void Return(Hdf5ChildProcess child, Hdf5FileStamp stamp)
    {
        lock (_gate)
        {
            if (child.IsAlive && _idle is null)
            {
                _idle = (child, stamp);
                _ending.Change(_patience, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        child.Dispose();
    }

    private (Hdf5ChildProcess Child, Hdf5FileStamp Stamp)? Taken()
    {
        lock (_gate)
        {
            var idle = _idle;
            _idle = null;
            return idle;
        }
    }
}

/// <summary>What tells a file from one that has taken its place since.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="Made">When it was made.</param>
internal readonly record struct Hdf5FileStamp(long Length, DateTime Written, DateTime Made)
{
    /// <summary>That of an open file.</summary>
    public static Hdf5FileStamp Of(SafeFileHandle file) =>
        new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file), File.GetCreationTimeUtc(file));
}
