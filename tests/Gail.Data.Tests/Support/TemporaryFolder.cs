namespace Gail.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gail-data-");

    public IEnumerable<string> Files => _folder.GetFiles().Select(file => file.Name).Order();

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string Put(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
