namespace Gail.Data.Formats.Parquet;

/// <summary>
/// Small whole numbers as Parquet keeps levels and places in a dictionary: runs of one value, and groups of eight packed
/// into as few bits as they need.
/// </summary>
internal ref struct RunLengths(ReadOnlySpan<byte> bytes, int bitWidth)
{
    private readonly int _bitWidth = bitWidth is >= 0 and <= 32
        ? bitWidth
        : throw new InvalidDataException($"packs numbers into {bitWidth} bits");

    private ReadOnlySpan<byte> _bytes = bytes;
    private ReadOnlySpan<byte> _packed;
    private ulong _bits;
    private int _have;
    private long _left;
    private int _value;
    private bool _isPacked;

    /// <summary>The next values, as many as there is room for.</summary>
    public void Read(scoped Span<int> values)
    {
        while (values.Length > 0)
        {
            if (_left == 0)
            {
                Begin();
            }
            var count = (int)Math.Min(_left, values.Length);
            if (_isPacked)
            {
                Unpack(values[..count]);
            }
            else
            {
                values[..count].Fill(_value);
            }
            _left -= count;
            values = values[count..];
        }
    }

    private void Begin()
    {
        var head = BinaryNumbers.Varint(ref _bytes);
        _isPacked = (head & 1) == 1;
        var count = head >> 1;
        if (count is 0 or > int.MaxValue)
        {
            throw new InvalidDataException($"holds a run of {count} values");
        }
        if (_isPacked)
        {
            _left = (long)count * 8;
            // The last group may have been cut where its values end.
            _packed = BinaryNumbers.Take(ref _bytes, Math.Min((long)count * _bitWidth, _bytes.Length));
            (_bits, _have) = (0, 0);
            return;
        }
        _left = (long)count;
        _value = 0;
        var value = BinaryNumbers.Take(ref _bytes, (_bitWidth + 7) / 8);
        for (var i = 0; i < value.Length; i++)
        {
            _value |= value[i] << (8 * i);
        }
    }

    private void Unpack(scoped Span<int> values)
    {
        var (bits, have, at, width) = (_bits, _have, 0, _bitWidth);
        var packed = _packed;
        if (((long)values.Length * width) - have > (long)packed.Length * 8)
        {
            throw new EndOfStreamException("ends too early");
        }
        var mask = (1UL << width) - 1;
        for (var i = 0; i < values.Length; i++)
        {
            while (have < width)
            {
                bits |= (ulong)packed[at++] << have;
                have += 8;
            }
            values[i] = (int)(bits & mask);
            bits >>= width;
            have -= width;
        }
        (_bits, _have) = (bits, have);
        _packed = packed[at..];
    }
}
