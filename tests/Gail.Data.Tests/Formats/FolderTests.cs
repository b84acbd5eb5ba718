using System.IO.Compression;
using System.Text;
using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats;

/// <summary>Folders and lists of files of which some are odd.</summary>
public class FolderTests
{
    private static readonly DemonstrationFileOptions Skip = new() { SkipBad = true };

    [Fact]
    public void A_bad_file_among_others_is_named_with_the_way_out()
    {
        using var folder = new TemporaryFolder();
        folder.Put("a.npz", Npy.Zip(Samples.StableBaselines()));
        var bad = folder.Put("b.npz", Npy.Zip(Samples.StableBaselines())[..^40]);
        var error = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(folder.Path));
        Assert.Equal(bad, error.File);
        Assert.Contains("damaged or was cut off", error.Message);
        Assert.EndsWith("--skip-bad, in code the option SkipBad of the file.", error.Message);
    }

    [Fact]
    public void A_bad_file_among_others_can_be_left_out()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Put("a.npz", Npy.Zip(Samples.StableBaselines()));
        folder.Put("b.npz", Npy.Zip(Samples.StableBaselines())[..^40]);
        folder.Put("c.csv", Encoding.UTF8.GetBytes("obs_0,act\n1,0\n"));
        var view = DemonstrationReader.Open(folder.Path, Skip);
        Assert.True(Demonstrations.Collect(view).SameBits(DemonstrationReader.Read(good)));
        Assert.Collection(
            view.Describe().LeftOut,
            first => Assert.Contains("b.npz", first),
            second => Assert.Contains("c.csv: observation: is F32 of 1 values but F32 of 2 values", second)
        );
    }

    [Fact]
    public void Where_nothing_can_be_read_the_first_reasons_are_told()
    {
        using var folder = new TemporaryFolder();
        folder.Put("a.npz", Npy.Zip(Samples.StableBaselines())[..^40]);
        folder.Put("b.npz", Npy.Zip(Samples.StableBaselines())[..^50]);
        var error = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(folder.Path, Skip));
        Assert.Contains("none of its 2 files can be used.", error.Message);
        Assert.Contains("damaged or was cut off", error.Message);
    }

    [Fact]
    public void Several_paths_are_read_one_after_the_other()
    {
        using var folder = new TemporaryFolder();
        var (one, two) = (
            folder.Put("a.npz", Npy.Zip(Samples.StableBaselines())),
            folder.Put("b.csv", "obs_0,obs_1,act,reward\n1,2,1,0\n"u8.ToArray())
        );
        var read = Demonstrations.Collect(DemonstrationReader.OpenAll([two, one], DemonstrationFileOptions.Default));
        Assert.Equal([0, 1, 4], read.EpisodeStarts.ToArray());
        Assert.Equal(6, read.StepCount);
    }

    [Fact]
    public void The_only_folder_in_a_folder_is_read()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["set/data"]);
        File.WriteAllBytes(folder["set/data/a.npz"], Npy.Zip(Samples.StableBaselines()));
        Assert.Equal(5, DemonstrationReader.Read(folder["set"]).StepCount);
    }

    [Fact]
    public void A_folder_of_other_files_names_them()
    {
        using var folder = new TemporaryFolder();
        folder.Put("notes.txt", "Read me\n"u8.ToArray());
        Assert.EndsWith(
            "is a folder without demonstrations: notes.txt is of no known format.",
            Refused.Message(folder.Path)
        );
    }

    [Theory]
    [InlineData(
        "version https://git-lfs.github.com/spec/v1\noid sha256:87ba\nsize 247960\n",
        "a pointer of Git LFS, a few lines in the place of the data; fetch the data with git lfs pull"
    )]
    [InlineData("/annex/objects/MD5E-s3--900150983cd24fb0.npz\n", "git annex get")]
    [InlineData("\n<!DOCTYPE html>\n<html><body>404</body></html>\n", "a web page")]
    [InlineData("<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>\n", "XML")]
    public void What_stands_in_the_place_of_data_is_told(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d.npz", Encoding.UTF8.GetBytes(content));
        Assert.Contains(expected, Refused.Message(path));
        var named = new DemonstrationFileOptions { Format = "csv" };
        Assert.Contains(
            expected,
            Assert.Throws<DemonstrationException>(() => DemonstrationReader.Open(path, named)).Message
        );
    }

    [Theory]
    [InlineData("xl/workbook.xml", "is an Excel workbook; save its table as CSV.")]
    [InlineData("run/a.csv", "is a zip archive of other files than arrays (run/a.csv); unpack it")]
    public void An_archive_of_other_files_is_told(string member, string expected)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry(member);
        }
        Refused.Check(stream.ToArray(), expected);
    }

    [Fact]
    public void A_pointer_among_files_is_not_passed_over_in_silence()
    {
        using var folder = new TemporaryFolder();
        folder.Put("a.npz", Npy.Zip(Samples.StableBaselines()));
        var pointer = folder.Put("b.npz", "version https://git-lfs.github.com/spec/v1\n"u8.ToArray());
        Assert.Equal(pointer, Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(folder.Path)).File);
    }
}
