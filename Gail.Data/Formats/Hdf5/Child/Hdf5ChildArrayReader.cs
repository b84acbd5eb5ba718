using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Hdf5.Child;

/// <summary>Reads rows of a dataset from a child process.</summary>
internal sealed class Hdf5ChildArrayReader(
    string path,
    Hdf5ChildProcess child,
    int number,
    ArrayInfo info,
    NpyType type,
    int rowsAtOnce
) : ArrayReader
{
    public override ArrayInfo Info => info;

    public override NpyType Type => type;

    public override int RowsAtOnce => rowsAtOnce;

    protected override DemonstrationException Fail(string problem) => new(path, Info.Name, problem);

    protected override unsafe void ReadRaw(int firstRow, int rows, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }
        var longRow = (long)Columns * Type.Size;
        if (longRow > Hdf5Wire.MaximumPiece)
        {
            throw Fail(
                $"has rows of {longRow} bytes, of which a process of its own reads {Hdf5Wire.MaximumPiece} at most; read it in this process (NativeIsolation.InProcess), or write it with shorter rows."
            );
        }
        var rowBytes = (int)longRow;
        // What the file keeps together is asked for together: it would be unpacked anew for the rest.
        var together = rowsAtOnce <= Hdf5Wire.MaximumPiece / rowBytes ? rowsAtOnce : 1;
        var step = Math.Max(1, Hdf5Wire.UsualPiece / rowBytes / together) * together;
        fixed (byte* pinned = destination)
        {
            var start = (nint)pinned;
            for (var done = 0; done < rows; )
            {
                var row = firstRow + done;
                var count = Math.Min(step - (row % together), rows - done);
                Read(row, count, start + ((nint)done * rowBytes), count * rowBytes);
                done += count;
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
