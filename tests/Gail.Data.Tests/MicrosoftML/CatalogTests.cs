using System.Collections.Immutable;
using Gail.Data.Catalogs;
using Gail.Data.Columns;
using Gail.Data.Normalizers;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;
using Microsoft.ML.Data;

namespace Gail.Data.Tests.MicrosoftML;

/// <summary>Demonstrations on ML.NET's own catalogs: loading, rows and columns beside what stands there already.</summary>
public class CatalogTests
{
    private static readonly MLContext ML = new(seed: 1);

    private static readonly RandomKey Key = RandomKey.FromSeed(3);

    private static readonly Demonstrations Expert = RoundTripTests.Long(rows: 70);

    [Fact]
    public void Demonstrations_are_loaded_and_saved()
    {
        using var folder = new TemporaryFolder();
        ML.Data.SaveDemonstrations(Expert.AsView(), folder["a.npz"]);
        ML.Data.SaveDemonstrations(ML.Data.LoadDemonstrations(folder["a.npz"]), folder["a.any"], "jsonl");
        Assert.True(Expert.SameBits(Demonstrations.Collect(ML.Data.LoadDemonstrations(folder["a.any"]))));
    }

    [Fact]
    public void What_drops_rows_stands_on_data_and_goes_together_with_ML_NETs_own()
    {
        var few = ML.Data.TakeEpisodes(
            ML.Data.FilterRowsByColumn(Expert.AsView(), ColumnNames.Reward, upperBound: 3.45),
            3
        );
        Assert.Equal([7, 7, 7], Demonstrations.Collect(few).EpisodeLengths.ToArray());
        var view = Expert.AsView();
        (IDataView Catalog, IDataView Plain)[] pairs =
        [
            (ML.Data.TakeEpisodes(view, 2, Key), view.TakeEpisodes(2, Key)),
            (ML.Data.TakeBestEpisodes(view, 2), view.TakeBestEpisodes(2)),
            (ML.Data.FilterEpisodesByReturn(view, 10), view.WhereReturn(10)),
            (ML.Data.SelectEpisodes(view, [3, 1]), view.SelectEpisodes([3, 1])),
            (ML.Data.SplitByEpisode(view, 0.5, Key).Training, view.SplitByEpisode(0.5, Key).Training),
            (ML.Data.ConcatEpisodes(view, few), view.Concat(few)),
            (ML.Data.KeepEvery(view, 3, Key), view.KeepEvery(3, Key)),
            (ML.Data.BalanceClusters(view, 2, Key), view.BalanceClusters(2, Key)),
        ];
        Assert.All(
            pairs,
            pair => Assert.True(Demonstrations.Collect(pair.Plain).SameBits(Demonstrations.Collect(pair.Catalog)))
        );
    }

    [Fact]
    public void What_makes_columns_is_an_estimator_in_a_pipeline()
    {
        var pipeline = ML
            .Transforms.NextObservations()
            .Append(ML.Transforms.AddObservationNoise(0.1, Key))
            .Append(ML.Transforms.AddActionNoise(0.1, Key))
            .Append(ML.Transforms.Clip(ColumnNames.Action, -1, 1))
            .Append(ML.Transforms.NormalizeDemonstrations(Normalizer.MinMax))
            .Append(ML.Transforms.Concatenate("both", ColumnNames.Observation, ColumnNames.NextObservation));
        var view = Expert.AsView();
        var data = pipeline.Fit(view).Transform(view);
        var noisy = view.PairNext()
            .AddObservationNoise(0.1, Key)
            .AddActionNoise(0.1, Key)
            .Clip(ColumnNames.Action, -1, 1);
        var expected = Demonstrations.Collect(noisy.Normalize(Normalizer.MinMax.Fit(noisy, ColumnNames.Observation)));
        Assert.True(expected.SameBits(Demonstrations.Collect(data)));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 6), data.Schema["both"].Type);
    }

    [Fact]
    public void The_schema_of_the_result_is_told_without_rows()
    {
        var schema = Expert.AsView().Schema;
        var next = ML.Transforms.NextObservations().Fit(Expert.AsView()).GetOutputSchema(schema);
        Assert.Equal(schema[ColumnNames.Observation].Type, next[ColumnNames.NextObservation].Type);
        var fitted = ML.Transforms.NormalizeDemonstrations(Normalizer.MeanVariance).Fit(Expert.AsView());
        Assert.Equal(schema.Count, ((ITransformer)fitted).GetOutputSchema(schema).Count);
        Assert.Throws<NotSupportedException>(() => ML.Model.Save(fitted, schema, new MemoryStream()));
    }

    [Fact]
    public void Choices_become_vectors()
    {
        var choices = Demonstrations.Create(
            new DemonstrationColumns
            {
                Observations = NdArray.Matrix<float>(3, 1, [7, 8, 9]),
                Actions = NdArray.Matrix<float>(3, 1, [2, 0, 1]),
                ActionsAreDiscrete = true,
                EpisodeStarts = [0],
            }
        );
        var view = choices.AsView();
        var data = ML.Transforms.OneHotChoices(ColumnNames.Action).Fit(view).Transform(view);
        var collected = Demonstrations.Collect(data);
        Assert.Equal([0f, 0, 1, 1, 0, 0, 0, 1, 0], collected.Actions!.Span.ToArray());
        Assert.False(collected.ActionsAreDiscrete);
        Assert.Contains(
            "holds 2, expected a choice from 0 to 1",
            Assert.Throws<DemonstrationException>(() => Demonstrations.Collect(view.OneHot("action", 2))).Message
        );
        Assert.Contains(
            "holds no choices",
            Assert.Throws<DemonstrationException>(() => view.OneHot(ColumnNames.Observation)).Message
        );
    }

    [Fact]
    public void Columns_are_flattened_into_an_observation_that_knows_its_parts()
    {
        Step[] steps = [new() { Goal = 1, Arm = [2, 3] }, new() { Goal = 4, Arm = [5, 6] }];
        var data = ML.Data.LoadFromEnumerable(steps);
        var flat = ML.Transforms.FlattenObservations(nameof(Step.Goal), nameof(Step.Arm)).Fit(data).Transform(data);
        var collected = Demonstrations.Collect(flat);
        Assert.Equal([1f, 2, 3, 4, 5, 6], collected.Observations.Span.ToArray());
        Assert.Equal([new("Goal", 1), new("Arm", 2)], collected.ObservationParts.ToArray());
    }

    [Fact]
    public void Columns_of_both_kinds_are_flattened_into_hybrid_actions()
    {
        Move[] moves =
        [
            new()
            {
                Observation = [1],
                Torque = 0.5f,
                Jumps = true,
                Gear = 2,
            },
            new() { Observation = [2] },
        ];
        var data = ML.Data.LoadFromEnumerable(moves, SchemaDefinition.Create(typeof(Move)));
        var pipeline = ML.Transforms.FlattenActions(nameof(Move.Torque), nameof(Move.Jumps), nameof(Move.Gear));
        var collected = Demonstrations.Collect(pipeline.Fit(data).Transform(data));
        Assert.Equal([0.5f, 1, 2, 0, 0, 0], collected.Actions!.Span.ToArray());
        Assert.Equal(
            [new("Torque", 1), ColumnPart.OfChoices("Jumps", [2]), ColumnPart.OfChoices("Gear", [3])],
            collected.ActionParts.ToArray()
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_column_that_hardly_varies_is_centred_and_not_scaled(bool isRange)
    {
        // Constant; varying by a thousandth of a millionth of its size; varying.
        float[] values = [3, 1e6f, 0, 3, 1e6f + 0.0625f, 1, 3, 1e6f, 2];
        var demonstrations = Demonstrations.Create(
            new DemonstrationColumns { Observations = NdArray.Matrix<float>(3, 3, values), EpisodeStarts = [0] }
        );
        var normalizer = isRange ? Normalizer.MinMax : Normalizer.MeanVariance;
        var fitted = normalizer.Fit(demonstrations.AsView(), ColumnNames.Observation);
        Assert.Equal(3, fitted.Centre[0]);
        Assert.Equal([1, 1], fitted.Scale[..2].ToArray());
        Assert.Equal(1e6 + (isRange ? 0.03125 : 0.0625 / 3), fitted.Centre[1], 1e-6);
        Assert.Equal(1, fitted.Centre[2], 1e-12);
        Assert.Equal(isRange ? 1 : Math.Sqrt(2.0 / 3), fitted.Scale[2], 1e-12);
    }

    /// <summary>Should ML.NET mend this, Normalizer.Robust can be fitted by it.</summary>
    [Fact]
    public void ML_NETs_robust_scaling_divides_by_half_the_range()
    {
        float[] values = [.. Enumerable.Range(0, 101).Select(i => i == 100 ? 10_000f : i)];
        var demonstrations = Demonstrations.Create(
            new DemonstrationColumns { Observations = NdArray.Matrix<float>(101, 1, values), EpisodeStarts = [0] }
        );
        var theirs = ML.Transforms.NormalizeRobustScaling(ColumnNames.Observation).Fit(demonstrations.AsView());
        Assert.Equal(5_000, theirs.ToFittedNormalizer().Scale[0], 1e-2);
        Assert.Equal(50, Normalizer.Robust.Fit(demonstrations.AsView(), ColumnNames.Observation).Scale[0], 1e-9);
    }

    [Fact]
    public void A_view_of_somebody_elses_is_read_in_its_own_batches()
    {
        var theirs = new Batches(Expert.AsView());
        Assert.True(Expert.SameBits(Demonstrations.Collect(theirs)));
        Assert.True(
            Expert.Transform(view => view.KeepEvery(3, Key)).SameBits(Demonstrations.Collect(theirs.KeepEvery(3, Key)))
        );
        Assert.Equal(2, theirs.Readings);
    }

    private sealed class Batches(IDataView view) : IBatchedRows
    {
        public int Readings { get; private set; }

        public DataViewSchema Schema => view.Schema;

        public bool CanShuffle => false;

        public long? GetRowCount() => view.GetRowCount();

        public IEnumerable<ViewBatch> Read(ImmutableArray<string> columns)
        {
            Readings++;
            return view.Read(columns);
        }

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
            throw new NotSupportedException();

        public DataViewRowCursor[] GetRowCursorSet(
            IEnumerable<DataViewSchema.Column> columnsNeeded,
            int n,
            Random? rand = null
        ) => throw new NotSupportedException();
    }

    private sealed class Move
    {
        [ColumnName(ColumnNames.Observation), VectorType(1)]
        public float[] Observation { get; set; } = [];

        public float Torque { get; set; }

        public bool Jumps { get; set; }

        public int Gear { get; set; }
    }

    private sealed class Step
    {
        public float Goal { get; set; }

        [VectorType(2)]
        public float[] Arm { get; set; } = [];
    }
}
