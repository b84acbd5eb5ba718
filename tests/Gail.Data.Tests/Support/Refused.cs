namespace Gail.Data.Tests.Support;

/// <summary>Files that are refused: what the message must name, and that nothing is left behind.</summary>
internal static class Refused
{
    public static void Check(byte[] content, params string[] expected)
    {
        using var folder = new TemporaryFolder();
        var message = Message(folder.Put("demo.npz", content));
        Assert.All(expected, part => Assert.Contains(part, message));
        Assert.Equal(["demo.npz"], folder.Files);
    }

    public static string Message(string path)
    {
        var exception = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path));
        Assert.Equal(path, exception.File);
        return exception.Message;
    }
}
