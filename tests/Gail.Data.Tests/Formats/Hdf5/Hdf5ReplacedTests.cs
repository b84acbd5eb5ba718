using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Hdf5;
using Gail.Data.Formats.Hdf5.Child;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests.Formats.Hdf5;

/// <summary>Files that are replaced by others between opening and reading.</summary>
public class Hdf5ReplacedTests
{
    private const string Written = """
        with h5.File(args[0], 'w') as f:
            f['observations'] = np.ones(eval(args[2]), args[1])
            f['actions'] = np.ones((4096, 1), 'f4')
            f['rewards'] = np.ones(4096, 'f4')
            f['terminals'] = np.arange(4096) % 100 == 99
            f['names'] = ['a', 'b', 'c'][:int(args[3])]
        """;

    static Hdf5ReplacedTests() => Hdf5ChildTests.UseThisProgram();

    [Theory]
    [InlineData(NativeIsolation.InProcess, "f8", "(4096, 8)")]
    [InlineData(NativeIsolation.InProcess, "f2", "(4096, 16)")]
    [InlineData(NativeIsolation.InProcess, "f2", "(4096, 2, 4)")]
    [InlineData(NativeIsolation.InProcess, "f2", "(4096,)")]
    [InlineData(NativeIsolation.InProcess, "i2", "(4096, 8)")]
    [InlineData(NativeIsolation.InProcess, "S2", "(4096, 8)")]
    [InlineData(NativeIsolation.ChildProcess, "f8", "(4096, 8)")]
    [InlineData(NativeIsolation.ChildProcess, "f2", "(4096, 16)")]
    [InlineData(NativeIsolation.ChildProcess, "f2", "(4096, 2, 4)")]
    [InlineData(NativeIsolation.ChildProcess, "i2", "(4096, 8)")]
    [InlineData(NativeIsolation.ChildProcess, "S2", "(4096, 8)")]
    public void A_dataset_of_another_type_or_shape_is_refused(NativeIsolation isolation, string type, string shape)
    {
        using var folder = new TemporaryFolder();
        Put(folder, "f2", "(4096, 8)", 3);
        var options = new DemonstrationFileOptions { Isolation = isolation };
        var view = DemonstrationReader.Open(folder["d.h5"], options);
        Put(folder, type, shape, 3);
        var wrong = Assert.Throws<DemonstrationException>(() => ViewTable.Of(view, "observation"));
        Assert.Equal("observations", wrong.Field);
        Assert.EndsWith("d.h5: observations: is not what it was when the file was opened.", wrong.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_list_of_texts_of_another_length_is_refused(bool isolated)
    {
        using var folder = new TemporaryFolder();
        Put(folder, "f2", "(4096, 8)", 2);
        var path = folder["d.h5"];
        using var before = Hdf5File.Open(path);
        Put(folder, "f2", "(4096, 8)", 3);
        using IArrayFile after = isolated
            ? new Hdf5ChildFile(path, new Hdf5ChildPool(() => Hdf5ChildProcess.Start(path)), before.Contents)
            : Hdf5File.Open(path, before.Contents);
        var wrong = Assert.Throws<DemonstrationException>(() => after.Texts("names"));
        Assert.EndsWith("d.h5: names: is not what it was when the file was opened.", wrong.Message);
        Assert.Equal(["a", "b"], before.Texts("names").ToArray());
    }

    private static void Put(TemporaryFolder folder, string type, string shape, int names)
    {
        Hdf5Needs.H5Py(Written, folder["new.h5"], type, shape, $"{names}");
        File.Move(folder["new.h5"], folder["d.h5"], overwrite: true);
    }
}
