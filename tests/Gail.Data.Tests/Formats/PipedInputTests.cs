using Gail.Data.Files;
using Gail.Runs;
using Gail.Runs.PolicyFiles;
using Gail.Runs.Tensors;

namespace Gail.Data.Tests.Formats;

/// <summary>What is no file: refused by what it is before it is opened, since opening one may wait forever.</summary>
public sealed class PipedInputTests
{
    [Fact]
    public void Files_and_folders_are_no_others()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(FileKind.OfOther(folder.Put("file", [1])));
        Assert.Null(FileKind.OfOther(folder["."]));
        Assert.Null(FileKind.OfOther(folder["nothing"]));
        Assert.Null(FileKind.OfOther(""));
    }

    [Fact]
    public void Pipes_and_devices_are_told_by_their_kind_and_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        using var folder = new TemporaryFolder();
        var pipe = MakePipe(folder["pipe.npz"]);
        File.CreateSymbolicLink(folder["link.npz"], pipe);
        foreach (
            var (path, kind) in new[] { (pipe, "a pipe"), (folder["link.npz"], "a pipe"), ("/dev/null", "a device") }
        )
        {
            Assert.Equal(kind, FileKind.OfOther(path));
            var refused = new[]
            {
                Assert.ThrowsAny<DataFileException>(() => DemonstrationReader.Open(path)),
                Assert.ThrowsAny<DataFileException>(() => PolicyFile.Read(path)),
                Assert.ThrowsAny<DataFileException>(() => Safetensors.Read(path)),
                Assert.ThrowsAny<DataFileException>(() => new RunInfo().WithDemonstrations(path)),
            };
            Assert.All(
                refused,
                e => Assert.StartsWith($"{path}: is {kind}, expected a file", e.Message, StringComparison.Ordinal)
            );
            Assert.Contains(
                kind,
                Assert.Throws<IOException>(() => AtomicFile.WriteBytes(path, ReadOnlyMemory<byte>.Empty)).Message,
                StringComparison.Ordinal
            );
            Assert.Equal(kind, FileKind.OfOther(path));
        }
    }

    [Fact]
    public void A_pipe_among_the_files_of_a_folder_is_named()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        using var folder = new TemporaryFolder();
        MakePipe(folder["b.npz"]);
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Open(folder["."])).Message;
        Assert.Contains("b.npz: is a pipe", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_is_kept_to_the_last_byte()
    {
        using var folder = new TemporaryFolder();
        var content = new byte[200_000];
        new Random(1).NextBytes(content);
        using var stream = new MemoryStream(content);
        Assert.Equal(content, File.ReadAllBytes(PipedInput.Keep(stream, content.Length, folder["."])));
        Assert.Single(folder.Files);
    }

    [Fact]
    public void What_is_longer_than_the_limit_is_refused_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var stream = new MemoryStream(new byte[(2 << 20) + 1]);
        var message = Assert.Throws<IOException>(() => PipedInput.Keep(stream, 2 << 20, folder["."])).Message;
        Assert.Contains("more than 2 MiB came", message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void What_breaks_off_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var stream = new Broken();
        Assert.Throws<IOException>(() => PipedInput.Keep(stream, long.MaxValue, folder["."]));
        Assert.Empty(folder.Files);
    }

    private static string MakePipe(string path)
    {
        using var making = TestProcess.Start("mkfifo", [path]);
        Assert.Equal(0, making.End());
        return path;
    }

    /// <summary>A few bytes, then an error.</summary>
    private sealed class Broken() : MemoryStream(new byte[100_000])
    {
        public override int Read(Span<byte> buffer) =>
            Position < Length ? base.Read(buffer) : throw new IOException("The other end is gone.");
    }
}
