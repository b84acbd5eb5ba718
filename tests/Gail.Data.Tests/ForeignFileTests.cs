using System.Text;
using Gail.Data.Files;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests;

/// <summary>What is no file of demonstrations is told by its name, or by what it begins with.</summary>
public class ForeignFileTests
{
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["empty"] = [],
        ["text"] = Encoding.UTF8.GetBytes("Observations and actions\nof a cart\n"),
        ["hdf5"] = [0x89, .. "HDF\r\n\u001a\n"u8, .. new byte[40]],
        ["pickle"] = [0x80, 4, 0x95, 1, 0, 0],
        ["old pickle"] = "(dp0\nVsum\np1\n(lp2\nF0.5\nas."u8.ToArray(),
        ["binary pickle"] = "}q\0X\x03\0\0\0obsq\x01K\x01s."u8.ToArray(),
        ["arrow"] = [.. "ARROW1\0\0"u8, .. new byte[40]],
        ["parquet"] = [.. "PAR1"u8, 0x15, 0x04, .. new byte[40]],
        ["matlab"] =
        [
            .. "MATLAB 5.0 MAT-file, Platform: GLNXA64, Created on: Sat Nov 21 2026".PadRight(124).Select(c => (byte)c),
            .. new byte[40],
        ],
        ["gzip"] = [0x1F, 0x8B, 8, 0, 0, 0],
        ["xz"] = [0xFD, .. "7zXZ\0"u8, 0, 4],
        ["zstd"] = [0x28, 0xB5, 0x2F, 0xFD, 4, 0],
        ["npy"] = Npy.Floats([1], 1),
        ["random"] = [0xFE, 0x01, 0x02, 0x03],
        ["cut"] = Npy.Zip(Samples.StableBaselines())[..^40],
        ["half"] = Npy.Zip(Samples.StableBaselines())[..700],
    };

    [Theory]
    [InlineData("empty", "the file is empty")]
    [InlineData("text", "the file is a text file")]
    [InlineData("hdf5", "HDF5")]
    [InlineData("pickle", "cannot be read as a Python pickle: it ends at byte")]
    [InlineData("old pickle", "the arrays found, sum, are of no known layout")]
    [InlineData("binary pickle", "the arrays found, obs, are of no known layout")]
    [InlineData("arrow", "does not say what it holds")]
    [InlineData("parquet", "does not end as a Parquet file does")]
    [InlineData("matlab", "the file is a MATLAB file; convert it to .npz or CSV.")]
    [InlineData("gzip", "the file is a gzip file; unpack it first.")]
    [InlineData("xz", "the file is an xz file; unpack it first.")]
    [InlineData("zstd", "the file is a Zstandard file; unpack it first.")]
    [InlineData("npy", "a single .npy array")]
    [InlineData("random", "of an unknown kind, beginning with FE010203")]
    [InlineData("cut", "damaged or was cut off")]
    [InlineData("half", "damaged or was cut off")]
    public void Files_that_are_no_archives(string file, string expected) =>
        Refused.Check(Files[file], "demo.npz", expected);

    [Fact]
    public void What_a_file_holds_is_shown_without_control_characters()
    {
        using var folder = new TemporaryFolder();
        var options = new DemonstrationFileOptions { Format = "csv" };
        byte[][] files =
        [
            Npy.Zip(Samples.StableBaselines()),
            "obs_0,done\n1,\u001b[31mred\u0007\n"u8.ToArray(),
            "\u001b[2J,\u202eb\n1,2\n"u8.ToArray(),
        ];
        foreach (var file in files)
        {
            var path = folder.Put("demo.npz", file);
            var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path, options)).Message;
            Assert.DoesNotContain(message, char.IsControl);
            Assert.DoesNotContain('\u202e', message);
        }
        Assert.Equal("a\\u001b[0mé\u00e4\\u000ab\\u007f", Printable.Of("a\u001b[0mé\u00e4\nb\u007f"));
    }

    [Fact]
    public void Missing_files_and_folders()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("there is no such file", Refused.Message(folder["no.npz"]));
        Assert.Contains("is a folder", Refused.Message(folder["."]));
        Assert.Empty(folder.Files);
    }
}
