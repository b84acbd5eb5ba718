namespace Gail.Execution.Plans;

/// <summary>Assigns ranges of one memory; a released range serves the next that fits.</summary>
internal sealed class MemoryMap
{
    private readonly List<Range> _free = [];
    private readonly Dictionary<int, int> _taken = [];

    /// <summary>The floats needed in all.</summary>
    internal int Size { get; private set; }

    internal int Take(int length)
    {
        // The smallest that fits.
        var best = -1;
        for (var i = 0; i < _free.Count; i++)
        {
            if (_free[i].Length >= length && (best < 0 || _free[i].Length < _free[best].Length))
            {
                best = i;
            }
        }
        int start;
        if (best >= 0)
        {
            var range = _free[best];
            start = range.Start;
            _free.RemoveAt(best);
            if (range.Length > length)
            {
                _free.Add(new Range(start + length, range.Length - length));
            }
        }
        else
        {
            start = Size;
            Size += length;
        }
        _taken[start] = length;
        return start;
    }

    internal void Release(int start)
    {
        if (!_taken.Remove(start, out var length))
        {
            throw new InvalidOperationException($"Nothing was taken at {start}.");
        }
        var (from, to) = (start, start + length);
        for (var i = _free.Count - 1; i >= 0; i--)
        {
            var range = _free[i];
            if (range.Start + range.Length == from || range.Start == to)
            {
                (from, to) = (Math.Min(from, range.Start), Math.Max(to, range.Start + range.Length));
                _free.RemoveAt(i);
            }
        }
        _free.Add(new Range(from, to - from));
    }

    /// <summary>All of it is free again.</summary>
    internal void Clear()
    {
        _taken.Clear();
        _free.Clear();
        if (Size > 0)
        {
            _free.Add(new Range(0, Size));
        }
    }

    private readonly record struct Range(int Start, int Length);
}
