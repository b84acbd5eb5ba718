using System.Globalization;
using Gail.Data.Inspection;
using Gail.Numerics;

namespace Gail.Data.Tests.Fuzz;

/// <summary>Nothing runs beside these: they measure what one reading takes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class FuzzCollection
{
    public const string Name = "Fuzz";
}

/// <summary>
/// Damaged files of all formats but HDF5, which has tests of its own (its library has to be guarded by a process): read,
/// or refused with a typed error that names the file, within little memory and processor time; nothing is left behind.
/// </summary>
/// <remarks>
/// GAIL_FUZZ says how many, and GAIL_FUZZ_SEED which: <c>dotnet cake --target=Fuzz --mutations=1000000 --seed=1</c>.
/// </remarks>
[Collection(FuzzCollection.Name)]
public class FuzzTests(ITestOutputHelper output)
{
    private static readonly DemonstrationFileOptions Skip = new() { SkipBad = true };
    private const int Usual = 20_000;
    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5); // Of processors.

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        var key = RandomKey.FromSeed(Setting("GAIL_FUZZ_SEED", 0));
        var files = Corpus.Files;
        var names = files.Keys.ToArray();
        // The first reading compiles, which counts neither as time nor as memory of a file.
        foreach (var name in names)
        {
            Assert.Null(Problem(folder.Put("d", files[name])));
        }
        var mutations = Setting("GAIL_FUZZ", Usual);
        var (read, slowest, largest) = (0, TimeSpan.Zero, 0L);
        for (var i = 0; i < mutations; i++)
        {
            var own = key.Fold(i);
            var name = names[i % names.Length];
            var other = files[names[own.Below(0, names.Length)]];
            var inside = own.Below(1, 2) == 0 ? Corpus.DamagedInside(name, other, own.Fold(2)) : null;
            var path = folder.Put("d", inside ?? Mutator.Damaged(files[name], other, own.Fold(1)));
            var before = GC.GetTotalAllocatedBytes();
            var start = Environment.CpuUsage.TotalTime;
            if (Problem(path) is { } problem)
            {
                Assert.Fail($"Mutation {i} of '{name}': {problem}");
            }
            read++;
            var bytes = GC.GetTotalAllocatedBytes() - before;
            var time = Environment.CpuUsage.TotalTime - start;
            Assert.True(time < MostTime, $"Mutation {i} of '{name}' took {time.TotalSeconds:F1} s of processor time.");
            Assert.True(bytes < MostBytes, $"Mutation {i} of '{name}' took {bytes:N0} bytes of memory.");
            slowest = time > slowest ? time : slowest;
            largest = Math.Max(largest, bytes);
        }
        Assert.Equal(["d"], folder.Files);
        output.WriteLine(
            $"{read:N0} mutations of {names.Length} files; the slowest took {slowest.TotalMilliseconds:F0} ms, the largest {largest >> 10:N0} KiB"
        );
    }

    /// <summary>What is wrong with how a file was taken, or null.</summary>
    private static string? Problem(string path) =>
        Problem(path, () => DemonstrationReader.Read(path))
        ?? Problem(path, () => DemonstrationReader.Read(path, Skip))
        ?? Problem(path, () => DemonstrationInspector.Inspect(path).ToJson());

    private static string? Problem(string path, Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (DemonstrationException e)
        {
            return e.File == path && e.Message.Length > path.Length + 2
                ? null
                : $"the error does not name its file: {e}";
        }
        catch (Exception e)
        {
            return $"escaped as {e}";
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : usual;
}
