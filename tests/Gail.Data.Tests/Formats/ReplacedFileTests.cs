using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats;

/// <summary>Files that are other ones by the time a view of them is read.</summary>
public class ReplacedFileTests
{
    [Theory]
    [InlineData("obs", "<f4", 4, 2)]
    [InlineData("obs", "<f4", 10, 2)]
    [InlineData("obs", "<f4", 5, 1)]
    [InlineData("obs", "<f4", 5, 3)]
    [InlineData("actions", "<f8", 5, 1)]
    public void Arrays_of_another_shape_or_type_are_refused(string name, string type, int rows, int columns)
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.StableBaselines();
        var view = DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(arrays)));
        arrays[name] =
            type == "<f8"
                ? Npy.Doubles([rows, columns], new double[rows * columns])
                : Npy.Floats([rows, columns], new float[rows * columns]);
        folder.Put("d.npz", Npy.Zip(arrays));
        foreach (
            var read in (Action[])
                [() => Demonstrations.Collect(view), () => _ = view.Read(view.Describe().Names).Count()]
        )
        {
            var refused = Assert.Throws<DemonstrationException>(read);
            Assert.Contains($"{name}: is not what it was when the file was opened", refused.Message);
        }
    }

    [Fact]
    public void Other_values_of_the_same_shape_are_read()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.StableBaselines();
        var view = DemonstrationReader.Open(folder.Put("d.npz", Npy.Zip(arrays)));
        arrays["obs"] = Npy.Floats([5, 2], 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        folder.Put("d.npz", Npy.Zip(arrays));
        Assert.Equal(9, Demonstrations.Collect(view).Observations.Span[0]);
    }

    [Fact]
    public void A_row_of_more_than_memory_addresses_is_refused()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.StableBaselines();
        arrays["obs"] = Npy.Raw(Npy.Header("<f4", [0, 65536, 65536]), []);
        var path = folder.Put("d.npz", Npy.Zip(arrays));
        Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path));
    }
}
