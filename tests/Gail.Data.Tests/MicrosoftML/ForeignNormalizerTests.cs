using Gail.Data.Columns;
using Gail.Data.Normalizers;
using Gail.Data.Views;
using Gail.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Gail.Data.Tests.MicrosoftML;

/// <summary>A normaliser fitted by ML.NET does in Gail what it does in ML.NET.</summary>
public class ForeignNormalizerTests
{
    private static readonly MLContext ML = new(seed: 1);

    private static readonly Dictionary<string, Func<string, NormalizingEstimator>> Affine = new()
    {
        ["min-max"] = column => ML.Transforms.NormalizeMinMax(column, fixZero: false),
        ["min-max, zero kept"] = column => ML.Transforms.NormalizeMinMax(column, fixZero: true),
        ["mean-variance"] = column => ML.Transforms.NormalizeMeanVariance(column, fixZero: false, useCdf: false),
        ["mean-variance, zero kept"] = column =>
            ML.Transforms.NormalizeMeanVariance(column, fixZero: true, useCdf: false),
        ["robust"] = column => ML.Transforms.NormalizeRobustScaling(column, centerData: true),
        ["robust, not centred"] = column => ML.Transforms.NormalizeRobustScaling(column, centerData: false),
    };

    private static readonly Dictionary<string, Func<string, NormalizingEstimator>> Others = new()
    {
        ["CdfNormalizerModelParameters"] = column => ML.Transforms.NormalizeMeanVariance(column, useCdf: true),
        ["BinNormalizerModelParameters"] = column => ML.Transforms.NormalizeBinning(column),
    };

    public static TheoryData<string> AffineNames => new(Affine.Keys);

    public static TheoryData<string> OtherNames => new(Others.Keys);

    [Theory]
    [MemberData(nameof(AffineNames))]
    public void It_gives_what_ML_NET_gives(string name)
    {
        var view = Demonstrations(constant: !name.StartsWith("robust", StringComparison.Ordinal)).AsView();
        var transformer = Affine[name](ColumnNames.Observation).Fit(view);
        var expected = transformer.Transform(view).GetColumn<float[]>(ColumnNames.Observation);
        var fitted = transformer.ToFittedNormalizer();
        var actual = Collected(fitted.Apply(view)).Observations;
        Assert.Equal(ColumnNames.Observation, fitted.Column);
        Assert.Equal(actual.Rows, expected.Count());
        Assert.All(
            expected.SelectMany(row => row).Zip(actual.Values),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5f * Math.Max(1, Math.Abs(pair.First)))
        );
    }

    [Theory]
    [MemberData(nameof(AffineNames))]
    public void So_does_one_of_single_doubles(string name)
    {
        var view = Demonstrations().AsView();
        var transformer = Affine[name](ColumnNames.Reward).Fit(view);
        var expected = transformer.Transform(view).GetColumn<double>(ColumnNames.Reward).ToArray();
        var actual = Collected(transformer.ToFittedNormalizer(ColumnNames.Reward).Apply(view)).Rewards!;
        Assert.All(expected.Zip(actual.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void A_column_among_several_is_taken_by_its_index()
    {
        var data = Demonstrations().AsView();
        var transformer = ML
            .Transforms.NormalizeMinMax([new(ColumnNames.Reward), new(ColumnNames.Action)], fixZero: false)
            .Fit(data);
        Assert.Equal(2, transformer.ToFittedNormalizer(ColumnNames.Action, index: 1).Centre.Length);
        Assert.Single(transformer.ToFittedNormalizer(ColumnNames.Reward).Centre);
    }

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void What_is_not_affine_is_refused(string name)
    {
        var transformer = Others[name](ColumnNames.Observation).Fit(Demonstrations().AsView());
        var message = Assert.Throws<NotSupportedException>(() => transformer.ToFittedNormalizer()).Message;
        Assert.Contains($"'observation' is no affine one but {name};", message);
    }

    [Fact]
    public void A_value_that_never_varied_is_not_scaled()
    {
        var data = Demonstrations(constant: true).AsView();
        var robust = ML.Transforms.NormalizeRobustScaling(ColumnNames.Observation).Fit(data).ToFittedNormalizer();
        Assert.Equal((3, 1), (robust.Centre[1], robust.Scale[1]));
    }

    /// <summary>Observations far from 0, of different spread, the second one always 3 if constant.</summary>
    private static Demonstrations Demonstrations(bool constant = false)
    {
        var demonstrations = RoundTripTests.Long(rows: 200);
        float[] values = [.. demonstrations.Observations.Values];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (i % 3) switch
            {
                0 => (values[i] * 20) + 100,
                1 => constant ? 3 : values[i] - 5,
                _ => values[i] / 50,
            };
        }
        return Gail.Data.Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(200, 3, values),
                Actions = demonstrations.Actions,
                Rewards = demonstrations.Rewards,
                EpisodeStarts = demonstrations.EpisodeStarts,
            }
        );
    }

    private static Demonstrations Collected(IDataView view) => Gail.Data.Demonstrations.Collect(view);
}
