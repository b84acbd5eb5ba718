using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Hdf5;
using Gail.Data.Formats.Hdf5.Child;

namespace Gail.Data.Tests.Formats.Hdf5;

/// <summary>Datasets of text that h5py wrote, read in this process and in a child.</summary>
public class Hdf5TextsTests
{
    private const string Written = """
        with h5.File(args[0], 'w') as f:
            f['fixed'] = np.array(['demo_0', 'demo_10'], dtype='S')
            f['any'] = ['demo_0', 'Größe', '', 'x' * 3000]
            f.create_dataset('packed', data=np.array([b'a', b'bc'] * 100), chunks=(7,), compression='gzip')
            f.create_dataset('grown', data=['a', 'b'], maxshape=(None,), chunks=(1,), dtype=h5.string_dtype())
            f['one'] = 'words'
            f['bytes'] = np.array([b'\xff\xfe'])
            f['none'] = np.zeros(0, 'S4')
            f['numbers'] = [1.0]
            f['matrix'] = np.array([['a', 'b']], dtype='S')
            f.create_dataset('unwritten', (2,), dtype=h5.string_dtype())
            long = h5.string_dtype()
            f.create_dataset('much', data=['y' * 1_000_000] * 9, dtype=long)
            f.create_dataset('wide', (2,), dtype='S5000000')
            f.create_dataset('many', (1_100_000,), dtype='S1', chunks=(1000,))
        """;

    static Hdf5TextsTests() => Hdf5ChildTests.UseThisProgram();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Texts_of_fixed_length_and_of_any_are_read(bool isolated)
    {
        using var folder = new TemporaryFolder();
        using var file = Open(folder, isolated);
        Assert.Equal(["demo_0", "demo_10"], file.Texts("fixed").ToArray());
        Assert.Equal(["demo_0", "Größe", "", new string('x', 3000)], file.Texts("any").ToArray());
        Assert.Equal(200, file.Texts("packed").Length);
        Assert.Equal("bc", file.Texts("packed")[199]);
        Assert.Equal(["a", "b"], file.Texts("grown").ToArray());
        Assert.Equal(["words"], file.Texts("one").ToArray());
        Assert.Equal(["\uFFFD\uFFFD"], file.Texts("bytes").ToArray());
        Assert.Empty(file.Texts("none"));
        Assert.Equal(["", ""], file.Texts("unwritten").ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_no_text_or_too_much_of_it_is_refused(bool isolated)
    {
        using var folder = new TemporaryFolder();
        using var file = Open(folder, isolated);
        Refused("nothing", "there is no such array");
        Refused("numbers", "expected a list of texts");
        Refused("matrix", "expected a list of texts");
        Refused("much", "has 9000000 bytes of text, expected 8388608 at most");
        Refused("wide", "has 10000000 bytes of text");
        Refused("many", "has 1100000 texts");

        void Refused(string name, string problem)
        {
            var wrong = Assert.Throws<DemonstrationException>(() => file.Texts(name));
            Assert.Equal((file.Path, name), (wrong.File, wrong.Field));
            Assert.Contains(problem, wrong.Message);
        }
    }

    private static IArrayFile Open(TemporaryFolder folder, bool isolated)
    {
        var path = folder["t.h5"];
        Hdf5Needs.H5Py(Written, path);
        return isolated
            ? new Hdf5ChildFile(path, new Hdf5ChildPool(() => Hdf5ChildProcess.Start(path)))
            : Hdf5File.Open(path);
    }
}
