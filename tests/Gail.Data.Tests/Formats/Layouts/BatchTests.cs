using System.IO.Compression;
using System.Runtime.InteropServices;
using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>
/// Files of more rows than a batch has, with values that follow from their place: however they are stored, reading in
/// batches and reading as a whole give these values.
/// </summary>
public class BatchTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 70).Select(e => 1 + (e * 37 % 160))];
    private static readonly int Rows = Lengths.Sum();

    // The value of column c in step t of episode e; also of t = length, which is the final observation.
    private static float Value(int e, int t, int c) => (100 * e) + (0.25f * t) + (1000 * c);

    private static float[] Observations(int e, int first, int end) =>
        [.. Enumerable.Range(first, end - first).SelectMany(t => new[] { Value(e, t, 0), Value(e, t, 1) })];

    private static float[] Expected => [.. Lengths.SelectMany((length, e) => Observations(e, 0, length))];

    private static float[] ExpectedNext => [.. Lengths.SelectMany((length, e) => Observations(e, 1, length + 1))];

    private static void Check(Dictionary<string, byte[]> arrays, CompressionLevel level, bool hasNext)
    {
        using var folder = new TemporaryFolder();
        var view = DemonstrationReader.Open(folder.Put("d", Npy.Zip(arrays, level)));
        var whole = Demonstrations.Collect(view);
        var batches = Demonstrations.Collect(new Plain(view));
        Assert.True(whole.SameBits(batches));
        Assert.Equal(Expected, whole.Observations.Span.ToArray());
        Assert.Equal(Lengths, whole.EpisodeLengths.ToArray());
        Assert.Equal(hasNext, view.Describe().Has(ColumnNames.NextObservation));
        if (hasNext)
        {
            Assert.Equal(
                ExpectedNext,
                view.Read([ColumnNames.NextObservation])
                    .SelectMany(batch => batch.Get<float>(ColumnNames.NextObservation).Span.ToArray())
                    .ToArray()
            );
        }
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Episodes_in_groups(CompressionLevel level)
    {
        var arrays = new Dictionary<string, byte[]>();
        for (var e = 0; e < Lengths.Length; e++)
        {
            var length = Lengths[e];
            arrays[$"episode_{e}/observations"] = Npy.Floats([length + 1, 2], Observations(e, 0, length + 1));
            arrays[$"episode_{e}/actions"] = Npy.Doubles([length], new double[length]);
            arrays[$"episode_{e}/terminations"] = Npy.Flags(new bool[length]);
            arrays[$"episode_{e}/truncations"] = Npy.Flags(new bool[length]);
        }
        Check(arrays, level, hasNext: true);
    }

    [Theory]
    [InlineData("<f4", false)]
    [InlineData("<f8", false)]
    [InlineData("<f4", true)]
    [InlineData(">f4", true)]
    public void Trajectories_of_one_length(string type, bool fortran)
    {
        var most = Lengths.Max();
        var padded = new float[Lengths.Length, most, 2];
        for (var e = 0; e < Lengths.Length; e++)
        {
            for (var t = 0; t < most; t++)
            {
                // What fills up the rest must not be read.
                padded[e, t, 0] = t < Lengths[e] ? Value(e, t, 0) : float.NaN;
                padded[e, t, 1] = t < Lengths[e] ? Value(e, t, 1) : float.NaN;
            }
        }
        var ordered = new List<float>();
        foreach (var (e, t, c) in Order(fortran, most))
        {
            ordered.Add(padded[e, t, c]);
        }
        Check(
            new()
            {
                ["obs_B_T_Do"] = Npy.Raw(
                    Npy.Header(type, [Lengths.Length, most, 2], fortran),
                    Bytes(type, [.. ordered])
                ),
                ["a_B_T_Da"] = Npy.Longs([Lengths.Length, most, 1], new long[Lengths.Length * most]),
                ["len_B"] = Npy.Of("<i4", [Lengths.Length], Lengths),
            },
            CompressionLevel.Optimal,
            hasNext: false
        );
    }

    [Theory]
    [InlineData("<f4", false, 1)]
    [InlineData(">f4", false, 2)]
    [InlineData("<f8", false, 3)]
    [InlineData(">f8", true, 1)]
    [InlineData("<f4", true, 3)]
    public void One_array_however_it_is_stored(string type, bool fortran, byte version)
    {
        var values = fortran
            ? [.. Enumerable.Range(0, 2).SelectMany(c => Expected.Where((_, i) => i % 2 == c))]
            : Expected;
        var starts = new bool[Rows];
        for (int e = 0, row = 0; e < Lengths.Length; row += Lengths[e++])
        {
            starts[row] = true;
        }
        Check(
            new()
            {
                ["obs"] = Npy.Raw(Npy.Header(type, [Rows, 2], fortran), Bytes(type, values), version),
                ["actions"] = Npy.Flags(new bool[Rows]),
                ["episode_starts"] = Npy.Flags(starts),
            },
            CompressionLevel.NoCompression,
            hasNext: false
        );
    }

    private static IEnumerable<(int E, int T, int C)> Order(bool fortran, int most) =>
        fortran
            ? from c in Enumerable.Range(0, 2)
            from t in Enumerable.Range(0, most)
            from e in Enumerable.Range(0, Lengths.Length)
            select (e, t, c)
            : from e in Enumerable.Range(0, Lengths.Length)
            from t in Enumerable.Range(0, most)
            from c in Enumerable.Range(0, 2)
            select (e, t, c);

    private static byte[] Bytes(string type, float[] values)
    {
        var bytes =
            type[2] == '4'
                ? MemoryMarshal.AsBytes(values.AsSpan()).ToArray()
                : MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (double)value).AsSpan()).ToArray();
        if (type[0] == '>')
        {
            var size = type[2] - '0';
            for (var at = 0; at < bytes.Length; at += size)
            {
                bytes.AsSpan(at, size).Reverse();
            }
        }
        return bytes;
    }
}
