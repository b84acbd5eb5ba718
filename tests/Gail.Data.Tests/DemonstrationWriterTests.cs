using Gail.Data.Formats.Npz;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests;

public class DemonstrationWriterTests
{
    [Fact]
    public void Bytes_stay_what_they_are()
    {
        using var folder = new TemporaryFolder();
        var read = DemonstrationReader.Read(folder.Put("a.npz", Npy.Zip(Samples.Gail())));
        DemonstrationWriter.Write(folder["b.npz"], read);
        var bytes = File.ReadAllBytes(folder["b.npz"]);
        Assert.Equal(
            "14836F05AA5A0B93",
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))[..16]
        );
    }

    [Fact]
    public void Discrete_actions_are_integers_in_the_file()
    {
        using var folder = new TemporaryFolder();
        var read = DemonstrationReader.Read(folder.Put("a.npz", Npy.Zip(Samples.StableBaselines())));
        DemonstrationWriter.Write(folder["b.npz"], read);
        using var archive = NpzArchive.Open(folder["b.npz"]);
        Assert.Equal("<i8", archive.Arrays.Single(array => array.Name == "actions").DataType);
        Assert.Equal([0L, 1, 0, 1, 1], archive.Integers("actions").Span.ToArray());
        Assert.False(archive.Contains("final_observations"));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        var missing = Assert.Throws<DemonstrationException>(() =>
            DemonstrationWriter.Write(folder["no/such.npz"], Samples.Random(1))
        );
        Assert.Contains("such.npz: cannot be written", missing.Message);
        Directory.CreateDirectory(folder["d.npz"]);
        Assert.Throws<DemonstrationException>(() => DemonstrationWriter.Write(folder["d.npz"], Samples.Random(1)));
        Assert.Empty(folder.Files);
    }
}
