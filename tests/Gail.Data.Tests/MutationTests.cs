using System.IO.Compression;
using System.Text;
using Gail.Data.Files;
using Gail.Data.Inspection;
using Gail.Data.Tests.Formats.Text;
using Gail.Data.Tests.Formats.Unity;
using Gail.Data.Tests.Fuzz;
using Gail.Data.Tests.Support;
using Gail.Numerics;
using Gail.Runs.Tensors;

namespace Gail.Data.Tests;

/// <summary>
/// Damages valid files at random places: they are read, or refused with a message; nothing else may come out. What
/// reading one may take is measured by <see cref="FuzzTests"/>.
/// </summary>
public class MutationTests
{
    private const int Mutations = 400;

    [Theory]
    [InlineData("stable-baselines", CompressionLevel.NoCompression)]
    [InlineData("imitation", CompressionLevel.Optimal)]
    [InlineData("gail", CompressionLevel.NoCompression)]
    [InlineData("gail", CompressionLevel.Optimal)]
    [InlineData("minari", CompressionLevel.NoCompression)]
    [InlineData("paper", CompressionLevel.Optimal)]
    public void Damaged_archives_are_read_or_refused(string format, CompressionLevel level) =>
        Check(
            Npy.Zip(Samples.Of(format), level),
            path =>
            {
                DemonstrationInspector.Inspect(path);
                DemonstrationReader.Read(path);
            }
        );

    [Theory]
    [InlineData(TextSamples.Csv)]
    [InlineData(TextSamples.JsonSteps)]
    [InlineData(TextSamples.JsonEpisodes)]
    public void Damaged_texts_are_read_or_refused(string text) =>
        Check(
            Encoding.UTF8.GetBytes(text),
            path =>
            {
                DemonstrationInspector.Inspect(path);
                DemonstrationReader.Read(path);
            }
        );

    [Fact]
    public void Damaged_records_of_unity_are_read_or_refused() =>
        Check(
            DemoFile.Walk(),
            path =>
            {
                DemonstrationInspector.Inspect(path);
                DemonstrationReader.Read(path);
            }
        );

    /// <summary>The checksum hides most damage to an array from the parsers; here it is right after the damage.</summary>
    [Theory]
    [InlineData("stable-baselines")]
    [InlineData("imitation")]
    [InlineData("gail")]
    [MemberData(nameof(LayoutSamples.Names), MemberType = typeof(LayoutSamples))]
    public void Damaged_arrays_are_read_or_refused(string format)
    {
        using var folder = new TemporaryFolder();
        var key = RandomKey.FromSeed(7);
        for (var i = 0; i < Mutations; i++)
        {
            var own = key.Fold(i);
            var arrays = Samples.Of(format);
            var name = arrays.Keys.ElementAt(own.Below(100, arrays.Count));
            arrays[name] = Damaged(arrays[name], own);
            var path = folder.Put("d", Npy.Zip(arrays));
            Survive(() => DemonstrationReader.Read(path), name, i);
            Survive(() => DemonstrationInspector.Inspect(path).ToJson(), name, i);
        }
    }

    [Fact]
    public void Damaged_safetensors_are_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(
            folder["s"],
            StateTree
                .Empty.With("policy/w", NdArray.Matrix<float>(2, 3, [1, 2, 3, 4, 5, 6]))
                .With("policy/b", NdArray.Vector<double>([1, 2]))
                .With("flags", NdArray.Vector<bool>([true, false]))
                .With("empty", StateTree.Empty)
                .With("count", NdArray.Scalar(5L)),
            new Dictionary<string, string> { ["format"] = "gail" }
        );
        Check(File.ReadAllBytes(folder["s"]), path => Safetensors.Read(path));
    }

    private static void Check(byte[] valid, Action<string> read)
    {
        using var folder = new TemporaryFolder();
        read(folder.Put("d", valid));
        var key = RandomKey.FromSeed(42);
        for (var i = 0; i < Mutations; i++)
        {
            var path = folder.Put("d", Damaged(valid, key.Fold(i)));
            Survive(() => read(path), "file", i);
        }
    }

    private static void Survive(Action read, string what, int mutation)
    {
        try
        {
            read();
        }
        catch (DataFileException e)
        {
            Assert.NotEmpty(e.Message);
        }
        catch (Exception e)
        {
            Assert.Fail($"Mutation {mutation} of {what} escaped as {e}");
        }
    }

    /// <summary>One of: a few flipped bits, a byte replaced by an extreme, the end cut off, a stretch left out.</summary>
    internal static byte[] Damaged(byte[] valid, RandomKey key)
    {
        var bytes = valid.ToArray();
        var at = key.Below(0, bytes.Length);
        switch (key.Below(1, 5))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + key.Below(2, 16))..]];
            case 2:
                bytes[at] = key.Below(2, 2) == 0 ? (byte)0 : (byte)255;
                return bytes;
            default:
                for (var flip = 0; flip <= key.Below(2, 4); flip++)
                {
                    bytes[key.Below(10 + (ulong)flip, bytes.Length)] ^= (byte)(1 << key.Below(20 + (ulong)flip, 8));
                }
                return bytes;
        }
    }
}
