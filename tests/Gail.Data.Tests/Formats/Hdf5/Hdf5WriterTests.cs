using Gail.Data.Formats.Hdf5;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.Hdf5;

/// <summary>Files that h5py reads.</summary>
public class Hdf5WriterTests
{
    private static void Write(string path) =>
        Hdf5Writer.Write(
            path,
            file =>
            {
                file.Group("empty group");
                file.Dataset("a/b/c/floats", NdArray.Matrix<float>(2, 3, [1, 2, 3, 4, 5, float.NaN]));
                file.Dataset("doubles", NdArray.Vector<double>([0.1, double.NegativeInfinity]));
                file.Dataset("longs", NdArray.Vector<long>([long.MinValue, long.MaxValue]));
                file.Dataset("flags", NdArray.Vector<bool>([true, false, true]));
                file.Dataset("scalar", NdArray.Scalar(2.5));
                file.Dataset("none", NdArray.Zeros<float>(new Shape(0, 3)));
                file.Attribute("", "text", "Größe");
                file.Attribute("a/b", "blank", "");
                file.Attribute("a/b", "count", 5L);
                file.Attribute("a", "rate", 0.1);
                file.Attribute("flags", "flag", value: true);
                file.Attribute("flags", "single", 0.5f);
            }
        );

    [Fact]
    public void H5py_reads_what_was_written()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        Write(folder["w.h5"]);
        Assert.Equal(["w.h5"], folder.Files);
        var printed = Hdf5Needs.H5Py(
            """
            def show(name, item):
                if isinstance(item, h5.Dataset):
                    print(name, item.dtype.str, item.shape, item[()].tolist())
                else:
                    print(name)
                for key, value in item.attrs.items():
                    print(f'{name}@{key}', type(value).__name__, value)
            with h5.File(args[0]) as f:
                show('', f)
                f.visititems(show)
            """,
            folder["w.h5"]
        );
        Assert.Equal(
            """

            @text str Größe
            a
            a@rate float64 0.1
            a/b
            a/b@blank str 
            a/b@count int64 5
            a/b/c
            a/b/c/floats <f4 (2, 3) [[1.0, 2.0, 3.0], [4.0, 5.0, nan]]
            doubles <f8 (2,) [0.1, -inf]
            empty group
            flags |b1 (3,) [True, False, True]
            flags@flag bool_ True
            flags@single float32 0.5
            longs <i8 (2,) [-9223372036854775808, 9223372036854775807]
            none <f4 (0, 3) []
            scalar <f8 () 2.5

            """.ReplaceLineEndings("\n"),
            printed
        );
    }

    [Fact]
    public void What_was_written_is_read()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        Write(folder["w.h5"]);
        using var file = Hdf5File.Open(folder["w.h5"]);
        Assert.Equal(
            [
                "a/b/c/floats <f4 (2, 3)",
                "doubles <f8 (2,)",
                "flags |b1 (3,)",
                "longs <i8 (2,)",
                "none <f4 (0, 3)",
                "scalar <f8 ()",
            ],
            file.Arrays.Select(array => array.ToString())
        );
        Assert.Equal("Größe", file.Attributes["@text"]);
        Assert.Equal("", file.Attributes["a/b@blank"]);
        Assert.Equal("5", file.Attributes["a/b@count"]);
        Assert.Equal("0.1", file.Attributes["a@rate"]);
        Assert.Equal("true", file.Attributes["flags@flag"]);
        using var flags = file.Open("flags");
        Assert.Equal([true, false, true], flags.ReadAll<bool>().Span.ToArray());
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        Write(folder["1.h5"]);
        // A time stamp of whole seconds would differ.
        Thread.Sleep(1100);
        Write(folder["2.h5"]);
        Assert.Equal(File.ReadAllBytes(folder["1.h5"]), File.ReadAllBytes(folder["2.h5"]));
    }

    [Fact]
    public void A_failure_leaves_the_earlier_file()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        Write(folder["w.h5"]);
        var before = File.ReadAllBytes(folder["w.h5"]);
        var twice = Assert.Throws<DemonstrationException>(() =>
            Hdf5Writer.Write(
                folder["w.h5"],
                file =>
                {
                    file.Group("a");
                    file.Group("a");
                }
            )
        );
        Assert.Contains("the group a cannot be made", twice.Message);
        Assert.Throws<InvalidOperationException>(() =>
            Hdf5Writer.Write(folder["w.h5"], _ => throw new InvalidOperationException())
        );
        Assert.Throws<IOException>(() => Hdf5Writer.Write(folder["."], _ => { }));
        Assert.Equal(["w.h5"], folder.Files);
        Assert.Equal(before, File.ReadAllBytes(folder["w.h5"]));
    }
}
