using Gail.Data.Columns;
using Gail.Data.Normalizers;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Tests.Normalizers;

/// <summary>Normalisers: fitted once, applied to any view, written and read.</summary>
public class NormalizerTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(90);

    public static TheoryData<string, long> Cases
    {
        get
        {
            var cases = new TheoryData<string, long>();
            foreach (var kind in (string[])["mean", "range", "quartiles", "deciles"])
            {
                for (var seed = 0L; seed < 20; seed++)
                {
                    cases.Add(kind, seed);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fitting_does_not_depend_on_the_batches(string kind, long seed)
    {
        var view = Samples.Random(seed).AsView();
        var fitted = Of(kind).Fit(view, ColumnNames.Observation);
        Assert.Equal(fitted, Of(kind).Fit(new Rebatched(view, 1), ColumnNames.Observation));
        var once = new Rebatched(view, 3);
        Assert.Equal(fitted, Of(kind).Fit(once, ColumnNames.Observation));
        Assert.Equal((1, (long)view.GetRowCount()!), (once.Readings, once.RowsRead));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_view_normalised_is_the_arrays_normalised(string kind, long seed)
    {
        var demonstrations = Samples.Random(seed);
        var view = demonstrations.AsView();
        var fitted = Of(kind).Fit(view, ColumnNames.Observation);
        var normalized = Demonstrations.Collect(view.Normalize(fitted));
        Assert.Equal(fitted.Apply(demonstrations.Observations), normalized.Observations);
        Assert.Equal(
            demonstrations.FinalObservations is { } final ? fitted.Apply(final) : null,
            normalized.FinalObservations
        );
        Assert.Equal(demonstrations.Actions, normalized.Actions);
        var back = Demonstrations.Collect(fitted.Invert(view.Normalize(fitted)));
        Assert.All(
            Enumerable.Range(0, back.Observations.Length),
            i => Assert.Equal(demonstrations.Observations[i], back.Observations[i], 1e-5f)
        );
        Assert.Equal(fitted.Invert(normalized.Observations), back.Observations);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_was_written_is_read_with_the_same_bits(string kind, long seed)
    {
        var fitted = Of(kind).Fit(Samples.Random(seed).AsView(), ColumnNames.Observation);
        var read = FittedNormalizer.FromJson(fitted.ToJson());
        Assert.Equal(fitted, read);
        Assert.Equal(fitted.ToJson(), read.ToJson());
        Assert.Equal(fitted.GetHashCode(), read.GetHashCode());
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("range")]
    [InlineData("quartiles")]
    public void Normalised_columns_have_the_centre_0_and_the_scale_1(string kind)
    {
        var view = Normals(30_000).AsView();
        var again = Of(kind).Fit(view.Normalize(Of(kind).Fit(view, ColumnNames.Observation)), ColumnNames.Observation);
        Assert.All(again.Centre, centre => Assert.Equal(0, centre, 1e-5));
        Assert.All(again.Scale, scale => Assert.Equal(1, scale, 1e-5));
    }

    [Fact]
    public void Robust_fits_the_normal_distribution_through_the_sketch()
    {
        var fitted = Normalizer.Robust.Fit(Normals(150_000).AsView(), ColumnNames.Observation);
        // The quartiles of the normal distribution are 1.349 apart.
        Assert.All(fitted.Centre, centre => Assert.InRange(centre, 0.99, 1.01));
        Assert.All(fitted.Scale, scale => Assert.InRange(scale, 2 * 1.34, 2 * 1.36));
    }

    [Fact]
    public void Rewards_are_normalised_in_double_precision()
    {
        var demonstrations = Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Zeros<float>(new Shape(3, 1)),
                Rewards = NdArray.Vector<double>([1e9, 1e9 + 1, 1e9 + 2]),
                EpisodeStarts = [0],
            }
        );
        var fitted = Normalizer.MinMax.Fit(demonstrations.AsView(), ColumnNames.Reward);
        var normalized = Demonstrations.Collect(demonstrations.AsView().Normalize(fitted));
        Assert.Equal([-1, 0, 1], normalized.Rewards!.Span.ToArray());
    }

    [Fact]
    public void One_fitted_elsewhere_is_taken_over()
    {
        var fitted = new FittedNormalizer(ColumnNames.Observation, [1.0, 2], [0.5, 4]);
        Assert.Equal([4f, 0.5f], fitted.Apply(NdArray.Matrix<float>(1, 2, [3, 4])).Span.ToArray());
        Assert.Equal(
            """{"kind":"Given","column":"observation","centre":[1,2],"scale":[0.5,4],"parts":[]}""",
            fitted.ToJson()
        );
        var parts = fitted with { Parts = [new ColumnPart("position", 1), new ColumnPart("velocity", 1)] };
        Assert.Equal(parts, FittedNormalizer.FromJson(parts.ToJson()));
        Assert.NotEqual(fitted, parts);
    }

    public static TheoryData<string, string> Damaged =>
        new()
        {
            { "null", "null is no normaliser" },
            { "{", "" },
            { """{"column":"x","centre":[1]}""", "missing" },
            { """{"column":"x","centre":[1],"scale":[0]}""", "above 0" },
            { """{"column":"x","centre":[1],"scale":[1,2]}""", "a centre and a scale for each column" },
            { """{"column":"x","centre":[1],"scale":[1],"kind":"Other"}""", "kind" },
            { """{"column":"x","centre":[1],"scale":[1],"mean":0}""", "mean" },
        };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void What_is_no_normaliser_is_refused(string json, string message)
    {
        Assert.Contains(message, Assert.Throws<FormatException>(() => FittedNormalizer.FromJson(json)).Message);
    }

    [Fact]
    public void What_cannot_be_normalised_is_said()
    {
        var view = Normals(10).AsView();
        string Refused(Action action) => Assert.Throws<DemonstrationException>(action).Message;
        Assert.Contains("expected real numbers", Refused(() => Normalizer.MinMax.Fit(view, ColumnNames.Step)));
        Assert.Contains("there is no such column", Refused(() => Normalizer.MinMax.Fit(view, ColumnNames.Action)));
        var infinite = view.Map(ColumnNames.Observation, value => value > 3 ? double.PositiveInfinity : 1 / 0.0);
        Assert.Contains(
            "row 0 holds Infinity",
            Refused(() => Normalizer.Robust.Fit(infinite, ColumnNames.Observation))
        );
        var narrow = new FittedNormalizer(ColumnNames.Observation, [0.0], [1.0]);
        Assert.Contains("fitted to 1", Refused(() => view.Normalize(narrow)));
        Assert.Throws<ArgumentException>(() => Normalizer.RobustBetween(0.5, 0.5));
        Assert.Throws<ArgumentException>(() => Normalizer.RobustBetween(-0.1, 0.5));
    }

    private static Normalizer Of(string kind) =>
        kind switch
        {
            "mean" => Normalizer.MeanVariance,
            "range" => Normalizer.MinMax,
            "quartiles" => Normalizer.Robust,
            _ => Normalizer.RobustBetween(0.1, 0.9),
        };

    /// <summary>Rows of two normal numbers with mean 1 and standard deviation 2.</summary>
    private static Demonstrations Normals(int rows) =>
        Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(
                    rows,
                    2,
                    [.. Enumerable.Range(0, 2 * rows).Select(i => (float)(1 + (2 * Key.Normal((ulong)i))))]
                ),
                EpisodeStarts = [0],
            }
        );
}
