using Gail.Data.Formats.Hdf5;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests.Formats.Hdf5;

/// <summary>Files that h5py wrote.</summary>
public class Hdf5FileTests
{
    private static T[] All<T>(Hdf5File file, string name)
        where T : unmanaged
    {
        using var reader = file.Open(name);
        return reader.ReadAll<T>().Span.ToArray();
    }

    [Theory]
    [InlineData("<f2")]
    [InlineData(">f2")]
    [InlineData("<f4")]
    [InlineData(">f4")]
    [InlineData("<f8")]
    [InlineData(">f8")]
    [InlineData("|i1")]
    [InlineData("<i2")]
    [InlineData(">i2")]
    [InlineData("<i4")]
    [InlineData(">i4")]
    [InlineData("<i8")]
    [InlineData(">i8")]
    [InlineData("|u1")]
    [InlineData("<u2")]
    [InlineData(">u2")]
    [InlineData("<u4")]
    [InlineData(">u4")]
    [InlineData("<u8")]
    [InlineData(">u8")]
    [InlineData("|b1")]
    public void Numbers_of_all_types_come_as_they_are(string type)
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            $"""
                a = np.arange(12).reshape(4, 3).astype('{type}')
                f['plain'] = a
                f.create_dataset('packed', data=a, chunks=(2, 2), compression='gzip', shuffle=True, fletcher32=True)
            """
        );
        Assert.Equal(["packed", "plain"], file.Arrays.Select(array => array.Name));
        foreach (var array in file.Arrays)
        {
            Assert.Equal(type, array.DataType);
            Assert.Equal([4, 3], array.Shape.ToArray());
            var expected = Enumerable.Range(0, 12).Select(i => type == "|b1" ? Math.Min(i, 1) : (double)i);
            Assert.Equal(expected, All<double>(file, array.Name));
            using var reader = file.Open(array.Name);
            var rows = new float[6];
            reader.Read<float>(1, 2, rows);
            Assert.Equal(expected.Skip(3).Take(6).Select(value => (float)value), rows);
        }
    }

    [Fact]
    public void Extreme_values_keep_their_bits()
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            """
                f['i'] = np.array([-2**63, 2**63 - 1, -1], '>i8')
                f['f'] = np.array([np.nan, np.inf, -0.0, 5e-324], '>f8')
                f['h'] = np.array([65504, 6e-8, -0.0], '<f2')
                f['flags'] = np.array([True, False, True])
            """
        );
        Assert.Equal([long.MinValue, long.MaxValue, -1], All<long>(file, "i"));
        Assert.Equal([double.NaN, double.PositiveInfinity, -0.0, double.Epsilon], All<double>(file, "f"));
        Assert.Equal([65504f, (float)(Half)6e-8, -0f], All<float>(file, "h"));
        Assert.Equal([true, false, true], All<bool>(file, "flags"));
    }

    [Fact]
    public void Scalars_and_empty_datasets_are_read()
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            """
                f['scalar'] = np.float32(2.5)
                f['none'] = np.zeros((0, 3), 'f4')
                f['wide'] = np.zeros((3, 0), 'f4')
                f['null'] = h5.Empty('f8')
                f['cube'] = np.arange(24, dtype='i4').reshape(2, 3, 4)
            """
        );
        Assert.Equal([2.5f], All<float>(file, "scalar"));
        Assert.Empty(All<float>(file, "none"));
        Assert.Empty(All<float>(file, "wide"));
        Assert.Empty(All<double>(file, "null"));
        using var reader = file.Open("cube");
        Assert.Equal((2, 12), (reader.Rows, reader.Columns));
        var row = new long[12];
        reader.Read<long>(1, 1, row);
        Assert.Equal(Enumerable.Range(12, 12).Select(i => (long)i), row);
    }

    [Fact]
    public void Groups_are_gone_through_by_name_and_only_hard_links_are_followed()
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs.H5Py("h5.File(args[0], 'w')['x'] = 1.0", folder["other.h5"]);
        using var file = Hdf5Needs.Written(
            folder,
            """
                f['a/b/c/d'] = [1.0]
                f['a/b/e'] = [2.0]
                f['z'] = [3.0]
                f['a/z'] = f['z']
                f['a/b/up'] = f['a']
                f['soft'] = h5.SoftLink('/z')
                f['circle'] = h5.SoftLink('/circle')
                f['away'] = h5.ExternalLink('other.h5', '/x')
                f['named type'] = np.dtype('f4')
                f['Größe'] = [4.0]
            """
        );
        Assert.Equal(["Größe", "a/b/c/d", "a/b/e", "a/z", "z"], file.Arrays.Select(array => array.Name));
        Assert.True(file.Contains("a/b/e"));
        Assert.False(file.Contains("soft"));
        Assert.Equal([3.0], All<double>(file, "a/z"));
        Assert.Equal([4.0], All<double>(file, "Größe"));
    }

    [Fact]
    public void What_has_a_name_that_is_no_text_is_left_out()
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            """
                f['a'] = [1.0]
                f.attrs['b'] = 2
                latin = 'Größe'.encode('latin-1')
                h5.h5g.create(f.id, latin)
                one = h5.h5s.create(h5.h5s.SCALAR)
                h5.h5d.create(f.id, latin + b'2', h5.h5t.IEEE_F32LE, one)
                h5.h5a.create(f.id, latin, h5.h5t.IEEE_F32LE, one)
            """
        );
        Assert.Equal(["a"], file.Arrays.Select(array => array.Name));
        Assert.Equal(["@b"], file.Attributes.Keys);
        Assert.Equal([1.0], All<double>(file, "a"));
    }

    [Fact]
    public void Groups_nested_too_deeply_are_refused()
    {
        using var folder = new TemporaryFolder();
        var wrong = Assert.Throws<DemonstrationException>(() =>
            Hdf5Needs.Written(folder, "    f['/'.join(['g'] * 40)] = [1.0]").Dispose()
        );
        Assert.Contains("deeper than 32", wrong.Message);
    }

    [Fact]
    public void What_is_no_number_is_listed_and_refused()
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            """
                f['text'] = 'words'
                f['fixed'] = np.array([b'ab', b'cd'])
                f['texts'] = ['a', 'b']
                f['record'] = np.zeros(2, [('x', 'f4'), ('y', 'i4')])
                f['ragged'] = np.array([np.arange(2), np.arange(3)], dtype=h5.vlen_dtype('i4'))
                f['complex'] = np.zeros(2, 'c8')
                f['long'] = np.zeros(2, 'f16')
                f['enum'] = np.array([0, 5]).astype(h5.enum_dtype({'A': 0, 'B': 5}, 'i2'))
                f.create_dataset('link', data=f['text'].ref, dtype=h5.ref_dtype)
                f.create_dataset('outside', (4,), 'f4', external=[('values.bin', 0, 16)])
                layout = h5.VirtualLayout((1,), 'f8')
                layout[:] = h5.VirtualSource('other.h5', 'x', (1,))
                f.create_virtual_dataset('virtual', layout)
            """
        );
        var types = file.Arrays.ToDictionary(array => array.Name, array => array.DataType);
        foreach (var name in (string[])["text", "fixed", "texts", "record", "ragged", "complex", "long", "link"])
        {
            Assert.Equal(name is "text" or "fixed" or "texts" ? "|S" : "|V", types[name]);
            Assert.Contains("expected bool, an integer", Refusal(file, name));
        }
        Assert.Equal([0, 5], All<long>(file, "enum"));
        Assert.Contains("other files", Refusal(file, "outside"));
        Assert.Contains("virtual", Refusal(file, "virtual"));
        Assert.Contains("there is no such array; the file holds complex", Refusal(file, "nothing"));
    }

    [Fact]
    public void A_dataset_that_claims_what_the_file_does_not_hold_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            """
                f.create_dataset('unwritten', (1000, 4), 'f4', chunks=(10, 4), fillvalue=3)
                f.create_dataset('huge', (400_000_000,), 'f4', chunks=(1000,), compression='gzip')
                f.create_dataset('much', (200_000_000,), 'f4')
                f.create_dataset('more', (200_000_000,), 'f4')
                f.create_dataset('beyond', (3_000_000_000,), 'f4', chunks=(1000,))
                f.create_dataset('chunky', (10,), 'f4', chunks=(1 << 29,), maxshape=(None,))
            """
        );
        Assert.All(All<float>(file, "unwritten"), value => Assert.Equal(3, value));
        Assert.Contains("claims to hold 1600000000 bytes of which 0 are stored", Refusal(file, "huge"));
        Assert.Contains("(3000000000) has more elements", Refusal(file, "beyond"));
        Assert.Contains("in chunks of 2147483648 bytes", Refusal(file, "chunky"));
        // Each would do, but not both.
        using var other = Hdf5File.Open(file.Path);
        other.Open("much").Dispose();
        other.Open("much").Dispose();
        Assert.Contains("other datasets", Refusal(other, "more"));
    }

    [Fact]
    public void A_missing_filter_is_named_with_the_way_out()
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            "    f.create_dataset('a', data=np.zeros((9, 4)), compression='lzf')"
        );
        var refusal = Refusal(file, "a");
        Assert.Contains("lzf (filter 32000)", refusal);
        Assert.Contains("h5repack", refusal);
    }

    [Fact]
    public void Big_chunks_are_unpacked_once()
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            """
                a = np.arange(4_000_000, dtype='f4').reshape(-1, 4)
                f.create_dataset('a', data=a, chunks=(500_000, 4), compression='gzip', compression_opts=1)
            """
        );
        using var reader = file.Open("a");
        var row = new double[400];
        var before = FileReads.OfThread();
        for (var first = 0; first < 1_000_000; first += 100)
        {
            reader.Read<double>(first, 100, row);
            Assert.Equal(4.0 * first, row[0]);
        }
        // And so is read once from the file.
        FileReads.AtMost(2 * new FileInfo(folder["f.h5"]).Length, FileReads.OfThread() - before);
    }

    [Fact]
    public void Other_files_and_closed_ones_are_refused_with_a_message()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        Assert.Contains(
            "no such file",
            Assert.Throws<DemonstrationException>(() => Hdf5File.Open(folder["x"])).Message
        );
        var text = folder.Put("t.h5", "hello"u8.ToArray());
        Assert.Contains(
            "file signature not found",
            Assert.Throws<DemonstrationException>(() => Hdf5File.Open(text)).Message
        );
        using var file = Hdf5Needs.Written(folder, "    f['a'] = [1.0]");
        using var reader = file.Open("a");
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Open("a"));
        Assert.Throws<DemonstrationException>(() => reader.ReadAll<double>());
    }

    [Fact]
    public void A_library_that_cannot_be_loaded_is_named_with_the_way_out()
    {
        var wrong = Assert.Throws<Hdf5Exception>(() => Hdf5Library.Find("/nowhere/libhdf5.so"));
        Assert.Contains("GAIL_HDF5_LIBRARY", wrong.Message);
        Assert.Contains("apt-get install libhdf5-103-1", wrong.Message);
    }

    [Fact]
    public void Many_threads_read_at_once()
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs
            .Written(folder, "    f.create_dataset('a', data=np.arange(100_000.0), chunks=(100,), compression='gzip')")
            .Dispose();
        Parallel.For(
            0,
            16,
            _ =>
            {
                using var file = Hdf5File.Open(folder["f.h5"]);
                Assert.Equal(99_999, All<double>(file, "a")[^1]);
            }
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(2048)]
    public void The_format_is_known_by_its_signature(int block)
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs.H5Py("h5.File(args[0], 'w', userblock_size=int(args[1]))['a'] = [1.0]", folder["f"], $"{block}");
        var refusal = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(folder["f"])).Message;
        Assert.Contains("of no known layout", refusal);
        Assert.DoesNotContain("HDF5 library", refusal);
    }

    [Fact]
    public void Layouts_of_arrays_are_read_from_hdf5_too()
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs.H5Py(
            """
            with h5.File(args[0], 'w') as f:
                f['obs'] = np.arange(10, dtype='>f4').reshape(5, 2)
                f['actions'] = np.array([[0], [1], [0], [1], [1]])
                f['rewards'] = np.ones(5)
                f['episode_returns'] = np.array([3.0, 2.0])
                f['episode_starts'] = np.array([True, False, False, True, False])
            """,
            folder["d.h5"]
        );
        var fromHdf5 = DemonstrationReader.Read(folder["d.h5"]);
        var fromNpz = DemonstrationReader.Read(folder.Put("d.npz", Npy.Zip(Samples.StableBaselines())));
        Assert.True(fromHdf5.SameBits(fromNpz));
    }

    private static string Refusal(Hdf5File file, string name)
    {
        var wrong = Assert.Throws<DemonstrationException>(() => file.Open(name));
        Assert.Equal((file.Path, name), (wrong.File, wrong.Field));
        return wrong.Message;
    }
}
