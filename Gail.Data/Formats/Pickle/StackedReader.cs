using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Formats.Pickle;

/// <summary>Reads a list of arrays of one shape: an item is a row.</summary>
internal sealed class StackedReader : ArrayReader
{
    private readonly string _path;
    private readonly StackedArray _array;
    private readonly PickleStore _store;

    public StackedReader(string path, ArrayInfo info, StackedArray array, PickleStore store)
    {
        (_path, Info, _array, _store) = (path, info, array, store);
        // Says what is wrong with the elements.
        using var first = array.Items[0].Open(path, info.Name, store);
        Type = first.Type;
    }

    public override ArrayInfo Info { get; }

    public override NpyType Type { get; }

    protected override DemonstrationException Fail(string problem) => new(_path, Info.Name, problem);

    protected override void ReadRaw(int firstRow, int rows, Span<byte> destination)
    {
        var size = Columns * Type.Size;
        for (var row = 0; row < rows; row++)
        {
            using var item = _array.Items[firstRow + row].Open(_path, Info.Name, _store);
            item.ReadBytes(0, item.Rows, destination.Slice(row * size, size));
        }
    }
}
