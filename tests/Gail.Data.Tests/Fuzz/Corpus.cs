using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Gail.Data;

namespace Gail.Tests;

/// <summary>A small valid file of every format and layout, by a name for messages.</summary>
internal static class Corpus
{
    public static ImmutableSortedDictionary<string, byte[]> Files { get; } = Make();

    private static ImmutableSortedDictionary<string, byte[]> Make()
    {
        var files = new Dictionary<string, byte[]>();
        foreach (
            var layout in (string[])
                [
                    "gail",
                    "stable-baselines",
                    "imitation",
                    .. ((IEnumerable<object[]>)LayoutSamples.Names).Select(row => (string)row[0]),
                ]
        )
        {
            var arrays = Samples.Of(layout);
            files[$"{layout}, stored"] = Npy.Zip(arrays);
            files[$"{layout}, deflated"] = Npy.Zip(arrays, CompressionLevel.Optimal);
        }
        using var folder = new TemporaryFolder();
        for (var seed = 0; seed < 4; seed++)
        {
            foreach (var format in (string[])["csv", "jsonl"])
            {
                var path = folder[$"{seed}.{format}"];
                DemonstrationWriter.Write(path, Samples.Random(seed), format);
                files[$"{format} {seed}"] = File.ReadAllBytes(path);
            }
        }
        files["jsonl, an episode a line"] = Encoding.UTF8.GetBytes(
            """
            {"observations":[[0,1],[2,3],[4,5]],"actions":[0,1],"rewards":[1,2.5],"terminated":true,"truncated":false}
            {"observations":[[6,7],[8,9]],"actions":[1],"rewards":[-1],"terminated":false,"truncated":true}
            """
        );
        files["ml-agents"] = DemoFile.Walk();
        return files.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
