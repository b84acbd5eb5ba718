using Gail.Data.Files;

namespace Gail.Data.Tests;

public class AtomicFileTests
{
    [Fact]
    public void Replaces_the_file_and_leaves_nothing_else()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteBytes(folder["a"], new byte[] { 1, 2 });
        AtomicFile.WriteBytes(folder["a"], new byte[] { 3 });
        Assert.Equal([3], File.ReadAllBytes(folder["a"]));
        Assert.Equal(["a"], folder.Files);
    }

    [Fact]
    public void A_failure_keeps_the_earlier_file_and_leaves_nothing_else()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteBytes(folder["a"], new byte[] { 1, 2 });
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                folder["a"],
                stream =>
                {
                    stream.WriteByte(9);
                    throw new InvalidOperationException("half-way");
                }
            )
        );
        Assert.Equal([1, 2], File.ReadAllBytes(folder["a"]));
        Assert.Equal(["a"], folder.Files);
    }

    [Fact]
    public void Refuses_a_folder_and_a_missing_folder()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<IOException>(() => AtomicFile.WriteBytes(folder["."], new byte[] { 1 }));
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.WriteBytes(folder["no/file"], new byte[] { 1 }));
        Assert.Empty(folder.Files);
    }
}
