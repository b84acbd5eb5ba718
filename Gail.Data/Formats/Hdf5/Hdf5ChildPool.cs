namespace Gail.Data;

/// <summary>
/// The children for one file. To start one takes a tenth of a second or more, and the columns of a file are read one
/// after the other, so that one which has just been used is kept for a moment.
/// </summary>
internal sealed class Hdf5ChildPool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Func<Hdf5ChildProcess> _start;
    private readonly Timer _ending;
    private Hdf5ChildProcess? _idle;

    /// <summary>A pool without children.</summary>
    /// <param name="start">Starts one.</param>
    public Hdf5ChildPool(Func<Hdf5ChildProcess> start)
    {
        _start = start;
        _ending = new Timer(_ => Taken()?.Dispose());
    }

    /// <summary>A child that nobody else uses.</summary>
    public Hdf5ChildProcess Take() => Taken() ?? _start();

    /// <summary>Gives one back.</summary>
    public void Return(Hdf5ChildProcess child)
    {
        lock (_gate)
        {
            if (child.IsAlive && _idle is null)
            {
                _idle = child;
                _ending.Change(Patience, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        child.Dispose();
    }

    private Hdf5ChildProcess? Taken()
    {
        lock (_gate)
        {
            var child = _idle;
            _idle = null;
            return child;
        }
    }
}
