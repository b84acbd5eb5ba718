using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Gail.Data;
using Gail.Numerics;

namespace Gail.Tests;

/// <summary>A small valid file of every format and layout, by a name for messages.</summary>
internal static class Corpus
{
    public static ImmutableSortedDictionary<string, byte[]> Files { get; } = Make();

    /// <summary>
    /// The same file with one of its members damaged, and packed again: what lies behind the checksums of an archive.
    /// Null for what is no archive.
    /// </summary>
    /// <param name="name">The file.</param>
    /// <param name="other">Another one, of which pieces may come.</param>
    /// <param name="key">Decides what and where.</param>
    public static byte[]? DamagedInside(string name, byte[] other, RandomKey key)
    {
        if (name.Split(", ") is not [var layout, "stored" or "deflated"])
        {
            return null;
        }
        var members = Samples.Of(layout).ToList();
        var at = key.Below(0, members.Count);
        members[at] = new(members[at].Key, Mutator.Damaged(members[at].Value, other, key.Fold(1)));
        return Npy.Zip(members);
    }

    private static ImmutableSortedDictionary<string, byte[]> Make()
    {
        var files = new Dictionary<string, byte[]>();
        foreach (
            var layout in (string[])
                ["gail", "stable-baselines", "imitation", "arrays", .. LayoutSamples.Names.Select(row => row.Data)]
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
        files["json, a list of steps"] = Encoding.UTF8.GetBytes(
            $"[\n{string.Join(",\n", TextSamples.JsonSteps.Split('\n'))}\n]\n"
        );
        files["csv, decimal commas"] = "Episode;T;Obs[0];Obs[1];Act;Reward\n0;0;1,5;-2,25;1;\n0;1;2;3,5e1;0;1,0\n1;0;4;5;1;2\n"u8.ToArray();
        files["ml-agents"] = DemoFile.Walk();
        return files.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
