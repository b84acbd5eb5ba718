using Gail.Data.Columns;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Foreign;
using Gail.Numerics;
using Microsoft.ML.Data;

namespace Gail.Data.Tests.MicrosoftML;

/// <summary>Demonstrations are the same after they have been ML.NET's, and after ML.NET has handled them.</summary>
public class RoundTripTests
{
    private static readonly MLContext ML = new(seed: 1);

    public static TheoryData<long> Seeds => new(Enumerable.Range(0, 40).Select(seed => (long)seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_became_a_data_view_comes_back_bit_for_bit(long seed)
    {
        var demonstrations = Samples.Random(seed);
        var data = demonstrations.AsView();
        var view = data.AsDemonstrations(DataViewMapping.ByName);
        Assert.Equal(demonstrations.StepCount, data.GetRowCount());
        Assert.Equal(demonstrations.AsView().Describe().Columns, view.Describe().Columns, new SameColumn());
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(view)));
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(view)), "the second time");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_ML_NET_cached_comes_back_bit_for_bit(long seed)
    {
        var demonstrations = Samples.Random(seed);
        var cached = ML.Data.Cache(demonstrations.AsView());
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(cached)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_ML_NET_saved_and_loaded_comes_back_bit_for_bit(long seed)
    {
        using var folder = new TemporaryFolder();
        var demonstrations = Samples.Random(seed);
        using (var file = File.Create(folder["d.idv"]))
        {
            ML.Data.SaveAsBinary(demonstrations.AsView(), file);
        }
        var loaded = ML.Data.LoadFromBinary(folder["d.idv"]);
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(loaded)));
    }

    [Fact]
    public void More_rows_than_a_batch_come_back_bit_for_bit()
    {
        var demonstrations = Long(rows: 9000);
        var view = demonstrations.AsView().AsDemonstrations(DataViewMapping.ByName);
        Assert.Equal([4096, 4096, 808], view.Read([ColumnNames.Episode]).Select(batch => batch.Rows).ToArray());
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(view)));
    }

    [Fact]
    public void The_members_of_a_dictionary_come_back()
    {
        var demonstrations = Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(2, 4, [1, 2, 3, 4, 5, 6, 7, 8]),
                EpisodeStarts = [0],
                ObservationParts = [new("goal", 1), new("arm/position", 2), new("speed", 1)],
            }
        );
        var data = demonstrations.AsView();
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(data.AsDemonstrations(DataViewMapping.ByName))));
    }

    [Fact]
    public void The_types_are_those_of_ML_NET()
    {
        var schema = Demonstrations.Collect(Long(rows: 5).AsView()).AsView().Schema;
        Assert.Equal(NumberDataViewType.Int64, schema[ColumnNames.Episode].Type);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), schema[ColumnNames.Observation].Type);
        Assert.Equal(NumberDataViewType.Double, schema[ColumnNames.Reward].Type);
        Assert.Equal(BooleanDataViewType.Instance, schema[ColumnNames.Terminated].Type);
    }

    /// <summary>Episodes of 7 steps with observations of width 3, continuous actions and rewards.</summary>
    internal static Demonstrations Long(int rows)
    {
        var key = RandomKey.FromSeed(5);
        float[] Normals(ulong fold, int count) =>
            [.. Enumerable.Range(0, count).Select(i => (float)key.Fold(fold).Normal((ulong)i))];
        var episodes = (rows + 6) / 7;
        return Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(rows, 3, Normals(1, rows * 3)),
                Actions = NdArray.Matrix<float>(rows, 2, Normals(2, rows * 2)),
                Rewards = NdArray.Vector<double>([.. Enumerable.Range(0, rows).Select(i => i / 10.0)]),
                EpisodeStarts = [.. Enumerable.Range(0, episodes).Select(episode => episode * 7)],
                Terminated = NdArray.Vector<bool>([.. Enumerable.Range(0, episodes).Select(i => i % 2 == 0)]),
                Ended = NdArray.Vector<bool>([.. Enumerable.Repeat(true, episodes)]),
            }
        );
    }

    private sealed class SameColumn : IEqualityComparer<ViewColumn>
    {
        public bool Equals(ViewColumn? left, ViewColumn? right) =>
            left is not null
            && right is not null
            && left.ToString() == right.ToString()
            && (left.IsDiscrete, left.ChoiceCount) == (right.IsDiscrete, right.ChoiceCount)
            && left.Parts.SequenceEqual(right.Parts);

        public int GetHashCode(ViewColumn column) => StringComparer.Ordinal.GetHashCode(column.Name);
    }
}
