using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Gail.Data.Tests.Formats.Arrow;
using Gail.Data.Tests.Formats.Godot;
using Gail.Data.Tests.Formats.Parquet;
using Gail.Data.Tests.Formats.Text;
using Gail.Data.Tests.Formats.Unity;
using Gail.Data.Tests.Support;
using Gail.Numerics;
using Parquet;

namespace Gail.Data.Tests.Fuzz;

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
        var isTorch = name.StartsWith("torch, ", StringComparison.Ordinal);
        if (!isTorch && name.Split(", ") is not [_, "stored" or "deflated"])
        {
            return null;
        }
        List<KeyValuePair<string, byte[]>> members = isTorch
            ? Pickled.TorchMembers(PickleSamples.Tensors())
            : [.. Samples.Of(name.Split(", ")[0])];
        var at = key.Below(0, members.Count);
        members[at] = new(members[at].Key, Mutator.Damaged(members[at].Value, other, key.Fold(1)));
        return isTorch ? Pickled.Zip(members) : Npy.Zip(members);
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
            foreach (var format in (string[])["csv", "jsonl", "parquet"])
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
        files["csv, decimal commas"] =
            "Episode;T;Obs[0];Obs[1];Act;Reward\n0;0;1,5;-2,25;1;\n0;1;2;3,5e1;0;1,0\n1;0;4;5;1;2\n"u8.ToArray();
        foreach (var (who, value) in PickleSamples.All)
        {
            foreach (var protocol in (int[])[0, 2, 4, 5])
            {
                files[$"pickle of {who}, protocol {protocol}"] = Pickled.Of(value, protocol);
            }
        }
        files["objects in an archive"] = Npy.Zip(
            new Dictionary<string, byte[]>
            {
                ["acs"] = Npy.Objects(Pickled.Floats([2, 1], 1, 2), Pickled.Floats([1, 1], 3)),
                ["obs"] = Npy.Objects(Pickled.Floats([2, 1], 1, 2), Pickled.Floats([1, 1], 3)),
                ["ep_rets"] = Npy.Doubles([2], 1, 2),
            }
        );
        files["torch, zip"] = Pickled.TorchZip(PickleSamples.Tensors());
        files["torch, zip, packed"] = Pickled.TorchZip(PickleSamples.Tensors(), level: CompressionLevel.Optimal);
        files["torch before 1.6"] = Pickled.TorchLegacy(PickleSamples.Tensors());
        files["ml-agents"] = DemoFile.Walk();
        files["arrow"] = ArrowMaker.Stream(HuggingFaceTests.Two("lists"), HuggingFaceTests.Two("lists"));
        files["arrow, lists of one length"] = ArrowMaker.Stream(HuggingFaceTests.Two("fixed"));
        files["godot"] = Encoding.UTF8.GetBytes(GodotTests.Choices);
        foreach (var hint in Enum.GetValues<EncodingHint>())
        {
            files[$"parquet, {hint}"] = ParquetMaker.Of(
                2,
                ParquetMaker.Encoded(hint, "episode", "t", "obs", "act"),
                new Made("episode", new[] { "a", "a", "b", "b", "b", "b" }),
                new Made("t", new long[] { 0, 1, 0, 1, 2, 3 }),
                new Made("obs", new double[] { 1, 2, 3, 4, 5, 6 }),
                new Made("act", new long[] { 1, 0, 1, 0, 0, 1 }),
                new Made("reward", new float?[] { 1, null, 3, 4, 5, 6 })
            );
        }
        foreach (
            var method in (CompressionMethod[])[CompressionMethod.None, CompressionMethod.Gzip, CompressionMethod.Zstd]
        )
        {
            files[$"parquet, {method}"] = ParquetMaker.Of(
                1,
                new ParquetOptions { CompressionMethod = method },
                new Made("obs", new float[12], 3),
                new Made("act", new float[] { 0, 1, 2, 3 }),
                new Made("ended", new[] { false, true, false, true })
            );
        }
        return files.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
