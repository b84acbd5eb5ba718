namespace Gail.Data;

/// <summary>Reads rows of a dataset from a child process.</summary>
internal sealed class Hdf5ChildArrayReader(
    string path,
    Hdf5ChildProcess child,
    int number,
    ArrayInfo info,
    NpyType type
) : ArrayReader
{
    public override ArrayInfo Info => info;

    public override NpyType Type => type;

    protected override DemonstrationException Fail(string problem) => new(path, Info.Name, problem);

    protected override unsafe void ReadRaw(int firstRow, int rows, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }
        var rowBytes = destination.Length / rows;
        if (rowBytes > Hdf5Wire.MaximumPiece)
        {
            throw Fail($"has rows of {rowBytes} bytes, expected {Hdf5Wire.MaximumPiece} at most.");
        }
        var step = Math.Max(1, Hdf5Wire.MaximumPiece / rowBytes);
        fixed (byte* pinned = destination)
        {
            var start = (nint)pinned;
            for (var done = 0; done < rows; done += step)
            {
                var count = Math.Min(step, rows - done);
                Read(firstRow + done, count, start + ((nint)done * rowBytes), count * rowBytes);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!child.IsAlive)
        {
            return;
        }
        try
        {
            child.Ask(Hdf5Request.Close, Info.Name, Hdf5Wire.Body(number), (_, _) => { });
        }
        catch (DemonstrationException)
        {
            // Then the child is gone, and whoever asks it next is told.
        }
    }

    private unsafe void Read(int firstRow, int rows, nint start, int bytes) =>
        child.Ask(
            Hdf5Request.Read,
            Info.Name,
            Hdf5Wire.Body(number, firstRow, rows),
            (answer, length) =>
            {
                if (length != bytes)
                {
                    throw new InvalidDataException($"{length} bytes for {bytes}");
                }
                answer.ReadExactly(new Span<byte>((byte*)start, bytes));
            }
        );
}
