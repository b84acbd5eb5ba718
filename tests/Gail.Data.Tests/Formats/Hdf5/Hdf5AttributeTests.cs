using Gail.Data.Formats.Hdf5;

namespace Gail.Data.Tests.Formats.Hdf5;

/// <summary>Attributes of files that h5py wrote, and of some that no writer makes.</summary>
public class Hdf5AttributeTests
{
    [Fact]
    public void Attributes_come_as_text()
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            """
                f.attrs['text'] = 'Größe'
                f.attrs['fixed'] = np.bytes_('fixed ')
                f.attrs['f4'] = np.float32(0.1)
                f.attrs['f8'] = 0.1
                f.attrs['i8'] = -5
                f.attrs['u8'] = np.uint64(2**64 - 1)
                f.attrs['flag'] = True
                f.attrs['list'] = [1, 2]
                f.attrs['names'] = ['a', 'b']
                f.attrs['flags'] = [True, False]
                f.attrs['matrix'] = np.zeros((2, 2))
                f.attrs['nothing'] = h5.Empty('f4')
                f.attrs['none'] = np.zeros(0)
                f.attrs['ref'] = f.ref
                f.attrs['json'] = json.dumps({'x': 'y' * 30000})
                g = f.create_group('data/demo_0')
                g.attrs['num_samples'] = 7
                g['obs'] = [1.0]
                g['obs'].attrs['unit'] = 'm'
            """
        );
        Assert.Equal("Größe", file.Attributes["@text"]);
        Assert.Equal("fixed", file.Attributes["@fixed"]);
        Assert.Equal("0.1", file.Attributes["@f4"]);
        Assert.Equal("0.1", file.Attributes["@f8"]);
        Assert.Equal("-5", file.Attributes["@i8"]);
        Assert.Equal("18446744073709551615", file.Attributes["@u8"]);
        Assert.Equal("true", file.Attributes["@flag"]);
        Assert.Equal("[1, 2]", file.Attributes["@list"]);
        Assert.Equal("[\"a\", \"b\"]", file.Attributes["@names"]);
        Assert.Equal("[true, false]", file.Attributes["@flags"]);
        Assert.Equal("[]", file.Attributes["@none"]);
        Assert.Equal(30009, file.Attributes["@json"].Length);
        Assert.Equal("7", file.Attributes["data/demo_0@num_samples"]);
        Assert.Equal("m", file.Attributes["data/demo_0/obs@unit"]);
        Assert.DoesNotContain("@matrix", file.Attributes.Keys);
        Assert.DoesNotContain("@nothing", file.Attributes.Keys);
        Assert.DoesNotContain("@ref", file.Attributes.Keys);
    }

    [Fact]
    public void Long_attributes_are_left_out_beyond_a_sum_and_short_ones_are_not()
    {
        using var folder = new TemporaryFolder();
        using var file = Hdf5Needs.Written(
            folder,
            """
                for i in range(100):
                    g = f.create_group(f'demo_{i:03}')
                    g.attrs['model'] = 'x' * 30000
                    g.attrs['n'] = i
            """
        );
        Assert.Equal(100, file.Attributes.Keys.Count(key => key.EndsWith("@n")));
        Assert.Equal(34, file.Attributes.Keys.Count(key => key.EndsWith("@model")));
    }

    /// <summary>Texts of attributes that all refer to the place of one, as no writer makes them.</summary>
    [Theory]
    [InlineData(1, 200)]
    [InlineData(16, 12)]
    [InlineData(200, 1)]
    public void Attributes_that_repeat_one_long_text_are_not_read_again_and_again(int texts, int attributes)
    {
        using var folder = new TemporaryFolder();
        var path = folder["f.h5"];
        Hdf5Needs.H5Py(
            """
            import struct
            texts, attributes, size = int(args[1]), int(args[2]), 8 << 20
            with h5.File(args[0], 'w') as f:
                f['a'] = [1.0]
                f.attrs['a'] = 'first'
                for i in range(attributes):
                    long = 'x' * size if i == 0 else 'y'
                    f.attrs[f'b{i}'] = [long, *(f'{k:04}' for k in range(1, texts))] if texts > 1 else long
            data = bytearray(open(args[0], 'rb').read())
            # A reference: the length, the address of a collection of texts, the number within it.
            def references(length):
                at = -1
                while (at := data.find(struct.pack('<I', length), at + 1)) >= 0 and at + 16 <= len(data):
                    collection, = struct.unpack('<Q', data[at + 4 : at + 12])
                    if data[collection : collection + 4] == b'GCOL':
                        yield at
            to, = references(size)
            for at in [*references(1), *references(4)]:
                data[at : at + 16] = data[to : to + 16]
            open(args[0], 'wb').write(data)
            """,
            path,
            $"{texts}",
            $"{attributes}"
        );
        var before = GC.GetAllocatedBytesForCurrentThread();
        if (texts == 1)
        {
            var wrong = Assert.Throws<DemonstrationException>(() => Hdf5File.Open(path));
            Assert.Contains("the attributes have more bytes of text than the file", wrong.Message);
        }
        else
        {
            using var file = Hdf5File.Open(path);
            Assert.Equal("first", file.Attributes["@a"]);
            Assert.Single(file.Attributes);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100L << 20);
    }

    [Fact]
    public void The_attributes_of_what_many_links_lead_to_are_read_once()
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs.H5Py(
            """
            with h5.File(args[0], 'w') as f:
                f['0/x'] = [1.0]
                f['0/x'].attrs['short'] = 5
                for i in range(8):
                    f['0'].attrs[f'long{i}'] = np.bytes_('x' * 60_000)
                for i in range(1, 11):
                    f[f'{i}/a'] = f[f'{i - 1}']
                    f[f'{i}/b'] = f[f'{i - 1}']
                    if i > 1:
                        del f[f'{i - 1}']
            """,
            folder["f.h5"]
        );
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var file = Hdf5File.Open(folder["f.h5"]);
        // Half a gigabyte as bytes alone, if read on each way.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50L << 20);
        Assert.Equal(1025, file.Arrays.Length);
        Assert.Equal(1025, file.Attributes.Count(attribute => attribute is { Value: "5" }));
        Assert.Equal("5", file.Attributes["10/b/b/b/b/b/b/b/b/b/b/x@short"]);
    }
}
