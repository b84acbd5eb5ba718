using System.Collections.Immutable;
using Gail.Data.Tests.Support;
using Gail.Numerics;
using Parquet;
using Parquet.Schema;

namespace Gail.Data.Tests.Formats.Parquet;

/// <summary>Flat tables in Parquet: what this project writes, and what others do.</summary>
public class ParquetTests
{
    private static readonly float[] Observations = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_written_is_read_back_to_the_bit(int seed)
    {
        using var folder = new TemporaryFolder();
        var written = Samples.Random(seed);
        DemonstrationWriter.Write(folder["a.parquet"], written);
        var read = DemonstrationReader.Read(folder["a.parquet"]);
        Assert.True(written.SameBits(read), $"seed {seed}: {written} became {read}");
        Assert.Equal(written.Source.EnvironmentId, read.Source.EnvironmentId);
        Assert.Equal("parquet", read.Source.Format);
        DemonstrationWriter.Write(folder["b.parquet"], read);
        Assert.Equal(File.ReadAllBytes(folder["a.parquet"]), File.ReadAllBytes(folder["b.parquet"]));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 24)];

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Brotli)]
    [InlineData(CompressionMethod.Zstd)]
    public void Compression_and_groups_of_rows_change_nothing(CompressionMethod method)
    {
        for (var groups = 1; groups <= 5; groups++)
        {
            CheckLists(ParquetMaker.Of(groups, new ParquetOptions { CompressionMethod = method }, Lists()));
        }
    }

    [Fact]
    public void A_vector_is_a_column_of_lists_or_many_columns()
    {
        Made[] columns =
        [
            .. Lists()[1..],
            new("obs_0", new float[] { 0, 2, 4, 6, 8 }),
            new("obs_1", new float[] { 1, 3, 5, 7, 9 }),
        ];
        CheckLists(ParquetMaker.Of(columns));
    }

    [Fact]
    public void Numbers_of_any_type_are_read()
    {
        foreach (
            var observations in (Array[])
                [
                    Array.ConvertAll(Observations, value => (double)value),
                    Array.ConvertAll(Observations, value => (int)value),
                    Array.ConvertAll(Observations, value => (long)value),
                    Array.ConvertAll(Observations, value => (byte)value),
                ]
        )
        {
            CheckLists(ParquetMaker.Of([new Made("obs", observations, 2), .. Lists()[1..]]));
        }
    }

    [Theory]
    [InlineData(EncodingHint.DeltaBinaryPacked)]
    [InlineData(EncodingHint.ByteSplitStream)]
    [InlineData(EncodingHint.Dictionary)]
    public void Encodings_change_nothing(EncodingHint hint)
    {
        const int Rows = 3000;
        long[] steps = [.. Enumerable.Range(0, Rows).Select(i => (long)(i % 100))];
        long[] episodes = [.. Enumerable.Range(0, Rows).Select(i => i / 100L)];
        long[] actions = [.. Enumerable.Range(0, Rows).Select(i => (long)(i * 7 % 11))];
        string[] names = [.. episodes.Select(episode => $"run {episode}")];
        double[] values = [.. Enumerable.Range(0, Rows).Select(i => Math.Sin(i))];
        foreach (var episode in (Array[])[episodes, names])
        {
            var file = ParquetMaker.Of(
                2,
                ParquetMaker.Encoded(hint, "episode", "t", "obs", "act"),
                new Made("episode", episode),
                new Made("t", steps),
                new Made("obs", values),
                new Made("act", actions)
            );
            var read = Read(file);
            Assert.Equal(30, read.EpisodeCount);
            Assert.Equal(steps, read.Steps.Values);
            Assert.Equal(values.Select(value => (float)value), read.Observations.Values);
            Assert.Equal(actions.Select(value => (float)value), read.Actions!.Values);
            Assert.True(read.ActionsAreDiscrete);
        }
    }

    [Fact]
    public void Optional_columns_may_be_missing()
    {
        var read = Read(ParquetMaker.Of(new Made("obs", Observations, 2)));
        Assert.Equal(1, read.EpisodeCount);
        Assert.Null(read.Actions);
        Assert.Null(read.Rewards);
        Assert.Null(read.Ended);
    }

    [Fact]
    public void Other_names_are_given_by_options()
    {
        var file = ParquetMaker.Of(
            new Made("run", new[] { "a", "a", "b", "b", "b" }),
            new Made("x", new float[] { 0, 2, 4, 6, 8 }),
            new Made("v", new double[] { 1, 3, 5, 7, 9 }),
            new Made("force", new float[] { 1, 2, 3, 4, 5 })
        );
        using var folder = new TemporaryFolder();
        var options = new DemonstrationFileOptions
        {
            ColumnNames = new Dictionary<string, string>
            {
                ["episode"] = "run",
                ["observation"] = "x+v",
                ["action"] = "force",
            }.ToImmutableDictionary(),
        };
        var read = DemonstrationReader.Read(folder.Put("a.parquet", file), options);
        Assert.Equal([0, 2], read.EpisodeStarts);
        Assert.Equal(Observations, read.Observations.Values);
        Assert.Contains("has no column of observations", Refused.Message(folder.Put("b.parquet", file)));
    }

    [Fact]
    public void Missing_rewards_are_NaN_and_missing_choices_are_refused()
    {
        using var folder = new TemporaryFolder();
        var rewards = folder.Put(
            "a.parquet",
            ParquetMaker.Of(new Made("obs", Observations, 2), new Made("reward", new double?[] { 1, null, 3, null, 5 }))
        );
        var batch = Gail.Data.Views.ViewReading.Read(DemonstrationReader.Open(rewards), "reward").Single();
        Assert.Equal([1, double.NaN, 3, double.NaN, 5], batch.Get<double>("reward").Values);
    }

    [Fact]
    public void Lists_of_differing_lengths_are_refused_by_name()
    {
        // As many values as if all were alike.
        var levels = ParquetMaker.Of(new Made("obs", new float[10], 2));
        using var folder = new TemporaryFolder();
        var message = Refused.Message(folder.Put("a.parquet", Ragged()));
        Assert.Contains("obs: has lists of differing lengths, expected 2 values: see row 1", message);
        Assert.Equal(5, Read(levels).StepCount);
    }

    [Fact]
    public void Damage_is_told_by_the_column_or_the_file()
    {
        using var folder = new TemporaryFolder();
        var file = ParquetMaker.Of(Lists());
        Assert.Contains("does not end as a Parquet file does", Refused.Message(folder.Put("a.parquet", file[..^20])));
        Assert.Contains("too short", Refused.Message(folder.Put("b.parquet", file[..9])));
        Assert.Contains("encrypted", Refused.Message(folder.Put("c.parquet", [.. file[..^4], .. "PARE"u8])));
    }

    /// <summary>Two episodes of 2 and 3 steps.</summary>
    private static Made[] Lists() =>
        [
            new("obs", Observations, 2),
            new("episode", new long[] { 4, 4, 9, 9, 9 }),
            new("t", new int[] { 0, 1, 0, 1, 2 }),
            new("action", new long[] { 0, 1, 2, 1, 0 }),
            new("reward", new float[] { 1, 2, 3, 4, 5.5f }),
            new("terminated", new[] { false, true, false, false, false }),
            new("truncated", new[] { false, false, false, false, true }),
        ];

    private static void CheckLists(byte[] file)
    {
        var read = Read(file);
        Assert.Equal([0, 2], read.EpisodeStarts);
        Assert.Equal(new Shape(5, 2), read.Observations.Shape);
        Assert.Equal(Observations, read.Observations.Values);
        Assert.Equal([0, 1, 2, 1, 0], read.Actions!.Values);
        Assert.True(read.ActionsAreDiscrete);
        Assert.Equal(3, read.ActionCount);
        Assert.Equal([1, 2, 3, 4, 5.5], read.Rewards!.Values);
        Assert.Equal([true, false], read.Terminated!.Values);
        Assert.Equal([true, true], read.Ended!.Values);
        Assert.Empty(read.ObservationParts);
    }

    /// <summary>Lists of 2, 3, 1 and 2 values.</summary>
    private static byte[] Ragged()
    {
        using var stream = new MemoryStream();
        var schema = new ParquetSchema(new ListField("obs", new DataField<float>("element")));
        Task.Run(async () =>
            {
                await using var writer = await ParquetWriter.CreateAsync(schema, stream);
                using var group = writer.CreateRowGroup();
                var field = schema.DataFields[0];
                await group.WriteAllPartsAsync<float>(
                    field,
                    new float[8],
                    Enumerable.Repeat(field.MaxDefinitionLevel, 8).ToArray(),
                    new[] { 0, 1, 0, 1, 1, 0, 0, 1 },
                    CancellationToken.None
                );
            })
            .GetAwaiter()
            .GetResult();
        return stream.ToArray();
    }

    private static Demonstrations Read(byte[] file)
    {
        using var folder = new TemporaryFolder();
        return DemonstrationReader.Read(folder.Put("a.parquet", file));
    }
}
