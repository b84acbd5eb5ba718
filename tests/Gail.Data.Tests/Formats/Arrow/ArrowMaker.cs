using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Gail.Data.Tests.Formats.Arrow;

/// <summary>Makes Arrow files and streams by Apache.Arrow, as other programs write them.</summary>
internal static class ArrowMaker
{
    public static ArrayData Floats(params float[] values) => Numbers(FloatType.Default, values);

    public static ArrayData Doubles(params double[] values) => Numbers(DoubleType.Default, values);

    public static ArrayData Longs(params long[] values) => Numbers(Int64Type.Default, values);

    public static ArrayData Ints(params int[] values) => Numbers(Int32Type.Default, values);

    public static ArrayData Flags(params bool[] values)
    {
        var bits = new byte[(values.Length + 7) / 8];
        for (var i = 0; i < values.Length; i++)
        {
            bits[i / 8] |= (byte)((values[i] ? 1 : 0) << (i % 8));
        }
        return new ArrayData(BooleanType.Default, values.Length, 0, 0, [ArrowBuffer.Empty, Buffer<byte>(bits)]);
    }

    public static ArrayData Texts(params string[] values)
    {
        var builder = new StringArray.Builder();
        foreach (var value in values)
        {
            builder.Append(value);
        }
        return builder.Build().Data;
    }

    /// <summary>Lists of these lengths.</summary>
    public static ArrayData Lists(ArrayData values, params int[] lengths)
    {
        int[] offsets = [.. Enumerable.Range(0, lengths.Length + 1).Select(i => lengths[..i].Sum())];
        return new ArrayData(
            new ListType(Item(values)),
            lengths.Length,
            0,
            0,
            [ArrowBuffer.Empty, Buffer<int>(offsets)],
            [values]
        );
    }

    /// <summary>Lists of this length, told by 64 bits.</summary>
    public static ArrayData LargeLists(ArrayData values, int length) =>
        new(
            new LargeListType(Item(values)),
            values.Length / length,
            0,
            0,
            [
                ArrowBuffer.Empty,
                Buffer<long>([.. Enumerable.Range(0, (values.Length / length) + 1).Select(i => (long)i * length)]),
            ],
            [values]
        );

    public static ArrayData FixedLists(ArrayData values, int length) =>
        new(new FixedSizeListType(Item(values), length), values.Length / length, 0, 0, [ArrowBuffer.Empty], [values]);

    public static ArrayData Struct(params (string Name, ArrayData Values)[] members) =>
        new(
            new StructType([
                .. members.Select(member => new Field(member.Name, member.Values.DataType, nullable: true)),
            ]),
            members[0].Values.Length,
            0,
            0,
            [ArrowBuffer.Empty],
            [.. members.Select(member => member.Values)]
        );

    /// <summary>A stream, as Hugging Face keeps it, of batches of the same columns.</summary>
    public static byte[] Stream(params (string Name, ArrayData Values)[][] batches)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, Schema(batches[0]), leaveOpen: true))
        {
            Write(writer, batches);
        }
        return stream.ToArray();
    }

    /// <summary>A file, as Minari keeps it.</summary>
    public static byte[] File(params (string Name, ArrayData Values)[][] batches)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowFileWriter(stream, Schema(batches[0]), leaveOpen: true))
        {
            Write(writer, batches);
        }
        return stream.ToArray();
    }

    private static void Write(ArrowStreamWriter writer, (string Name, ArrayData Values)[][] batches)
    {
        foreach (var batch in batches)
        {
            writer.WriteRecordBatch(
                new RecordBatch(
                    Schema(batch),
                    batch.Select(column => ArrowArrayFactory.BuildArray(column.Values)),
                    batch[0].Values.Length
                )
            );
        }
        writer.WriteEnd();
    }

    private static Schema Schema((string Name, ArrayData Values)[] columns) =>
        new(columns.Select(column => new Field(column.Name, column.Values.DataType, nullable: true)), metadata: null);

    private static ArrayData Numbers<T>(IArrowType type, T[] values)
        where T : unmanaged => new(type, values.Length, 0, 0, [ArrowBuffer.Empty, Buffer<T>(values)]);

    private static Field Item(ArrayData values) => new("item", values.DataType, nullable: true);

    private static ArrowBuffer Buffer<T>(T[] values)
        where T : unmanaged => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
