using Gail.Data.Inspection;
using Gail.Data.Tests.Formats.Arrow;
using Gail.Data.Tests.Formats.LeRobot;
using Gail.Numerics;

namespace Gail.Data.Tests.Fuzz;

/// <summary>
/// Data sets that are folders, one of whose files is damaged, is missing or has come from elsewhere: read, or refused
/// with a typed error that names the folder or a file in it, within little memory.
/// </summary>
[Collection(FuzzCollection.Name)]
public class FolderFuzzTests
{
    private const int Mutations = 400;
    private const long MostBytes = 64 << 20;

    [Theory]
    [InlineData("lerobot")]
    [InlineData("lerobot-v2.1")]
    [InlineData("minari")]
    [InlineData("arrow")]
    public void Damaged_folders_are_read_or_refused(string kind)
    {
        using var folder = new TemporaryFolder();
        var path = kind switch
        {
            "lerobot" => LeRobotSets.Third(folder),
            "lerobot-v2.1" => LeRobotSets.Second(folder),
            "minari" => MinariArrowTests.Saved(folder),
            _ => HuggingFaceTests.Saved(folder, ArrowMaker.Stream(HuggingFaceTests.Two("lists"))),
        };
        string[] places =
        [
            .. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        ];
        var contents = places.Select(File.ReadAllBytes).ToArray();
        Assert.Null(Problem(path, () => DemonstrationReader.Read(path)));
        var key = RandomKey.FromSeed(1);
        for (var i = 0; i < Mutations; i++)
        {
            var own = key.Fold(i);
            var at = i % places.Length;
            var other = contents[own.Below(0, contents.Length)];
            switch (own.Below(1, 8))
            {
                case 0:
                    File.Delete(places[at]);
                    break;
                case 1:
                    File.WriteAllBytes(places[at], other);
                    break;
                default:
                    File.WriteAllBytes(places[at], Mutator.Damaged(contents[at], other, own.Fold(1)));
                    break;
            }
            var before = GC.GetTotalAllocatedBytes();
            var problem =
                Problem(path, () => DemonstrationReader.Read(path))
                ?? Problem(path, () => DemonstrationInspector.Inspect(path).ToJson());
            Assert.True(problem is null, $"Mutation {i} of {places[at]}: {problem}");
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, MostBytes);
            File.WriteAllBytes(places[at], contents[at]);
        }
    }

    private static string? Problem(string path, Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (DemonstrationException e)
        {
            return e.File.StartsWith(path, StringComparison.Ordinal) ? null : $"the error does not name its file: {e}";
        }
        catch (Exception e)
        {
            return $"escaped as {e}";
        }
    }
}
