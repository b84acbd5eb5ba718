using System.Buffers.Binary;
using System.IO.Compression;
using Gail.Data.Formats.Npz;

namespace Gail.Data.Tests.Formats;

public class NpzArchiveTests
{
    private static readonly double[] Expected = [0, 1, 2, 3, 4, 5];

    private static NpzArchive Open(TemporaryFolder folder, byte[] array, CompressionLevel level) =>
        NpzArchive.Open(folder.Put("a.npz", Npy.Zip(new Dictionary<string, byte[]> { ["a"] = array }, level)));

    private static double[] Doubles(byte[] array, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var folder = new TemporaryFolder();
        using var archive = Open(folder, array, level);
        return archive.Doubles("a").Span.ToArray();
    }

    public static TheoryData<byte[]> Types =>
        new()
        {
            Npy.Of<sbyte>("|i1", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of<byte>("|u1", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of<short>("<i2", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of<ushort>("<u2", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of("<i4", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of<uint>("<u4", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of<long>("<i8", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of<ulong>("<u8", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of("<f2", [6], (Half)0, (Half)1, (Half)2, (Half)3, (Half)4, (Half)5),
            Npy.Of<float>("<f4", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of<double>("<f8", [6], 0, 1, 2, 3, 4, 5),
            Npy.Of(">i4", [6], [.. Expected.Select(v => BinaryPrimitives.ReverseEndianness((int)v))]),
            Npy.Of(">u2", [6], [.. Expected.Select(v => BinaryPrimitives.ReverseEndianness((ushort)v))]),
            Npy.Of(
                ">f8",
                [6],
                [.. Expected.Select(v => BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToInt64Bits(v)))]
            ),
        };

    [Theory]
    [MemberData(nameof(Types))]
    public void Reads_every_type(byte[] array)
    {
        Assert.Equal(Expected, Doubles(array));
        Assert.Equal(Expected, Doubles(array, CompressionLevel.Optimal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reads_every_version(byte version) =>
        Assert.Equal(Expected, Doubles(Npy.Raw(Npy.Header("|u1", [6]), [0, 1, 2, 3, 4, 5], version)));

    [Theory]
    [InlineData("{'descr':'|u1','fortran_order':False,'shape':(6,)}")]
    [InlineData("{\"shape\": (2L, 3L), \"descr\": \"|u1\", \"fortran_order\": False, }      ")]
    [InlineData("{'descr': '|u1', 'fortran_order': True, 'shape': (6,), }")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 6, 1, 1), }")]
    public void Reads_headers_however_they_are_spelt(string header) =>
        Assert.Equal(Expected, Doubles(Npy.Raw(header, [0, 1, 2, 3, 4, 5])));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (6,), } x")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-6,), }")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (6,,), }")]
    [InlineData("{'descr': '|u1', 'fortran_order': 0, 'shape': (6,), }")]
    [InlineData("{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (6,), }")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (6,), 'more': 1}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}")]
    [InlineData("{'descr': '|u1")]
    [InlineData("{'descr': [('a', '<f4'")]
    public void Refuses_headers_that_are_not_NumPys(string header)
    {
        var exception = Assert.Throws<DemonstrationException>(() => Doubles(Npy.Raw(header, [0, 1, 2, 3, 4, 5])));
        Assert.Contains("a.npz: a: the .npy header is malformed", exception.Message);
    }

    [Theory]
    [InlineData("<c8")]
    [InlineData("<U2")]
    [InlineData("<f16")]
    [InlineData("|i2")]
    [InlineData("<M8[ns]")]
    public void Refuses_types_that_are_no_numbers(string type)
    {
        var exception = Assert.Throws<DemonstrationException>(() =>
            Doubles(Npy.Raw(Npy.Header(type, [1]), new byte[8]))
        );
        Assert.Contains($"a: the element type '{type}' is not read", exception.Message);
    }

    [Fact]
    public void Refuses_structured_types()
    {
        var exception = Assert.Throws<DemonstrationException>(() =>
            Doubles(
                Npy.Raw(
                    "{'descr': [('x', '<f4'), ('[', '<f4', (2,))], 'fortran_order': False, 'shape': (1,), }",
                    new byte[12]
                )
            )
        );
        Assert.Contains("[('x', '<f4'), ('[', '<f4', (2,))]", exception.Message);
    }

    [Fact]
    public void Turns_column_major_arrays_of_any_rank()
    {
        // The element at [i, j, k] is 100 i + 10 j + k; the first index varies fastest.
        var values = new List<short>();
        var expected = new List<double>();
        for (var k = 0; k < 4; k++)
        {
            for (var j = 0; j < 3; j++)
            {
                for (var i = 0; i < 2; i++)
                {
                    values.Add((short)((100 * i) + (10 * j) + k));
                }
            }
        }
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                expected.AddRange(Enumerable.Range(0, 4).Select(k => (double)((100 * i) + (10 * j) + k)));
            }
        }
        var bytes = values.SelectMany(BitConverter.GetBytes).ToArray();
        Assert.Equal(expected, Doubles(Npy.Raw(Npy.Header("<i2", [2, 3, 4], fortran: true), bytes)));
    }

    [Fact]
    public void Lists_objects_but_does_not_read_them()
    {
        using var folder = new TemporaryFolder();
        using var archive = Open(folder, Npy.NoObjects(3), CompressionLevel.Optimal);
        Assert.True(archive.Arrays[0].IsObject);
        Assert.Contains(
            "pickled Python objects",
            Assert.Throws<DemonstrationException>(() => archive.Doubles("a")).Message
        );
        Assert.Contains(
            "b: there is no such array; the file holds a",
            Assert.Throws<DemonstrationException>(() => archive.Doubles("b")).Message
        );
    }

    [Fact]
    public void Integers_over_63_bits_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var archive = Open(folder, Npy.Of("<u8", [2], 1UL, ulong.MaxValue), CompressionLevel.NoCompression);
        Assert.Contains(
            "value 1 is 18446744073709551615",
            Assert.Throws<DemonstrationException>(() => archive.Integers("a")).Message
        );
        Assert.Equal(1.8446744073709552E+19, archive.Doubles("a")[1]);
    }
}
