using System.Collections.Immutable;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Tests.Views;

/// <summary>Rows that a program produces are a view, numbered and checked on the way.</summary>
public class RowsViewTests
{
    private static readonly ViewColumn Observation = ViewColumn.Vector(ColumnNames.Observation, 2);
    private static readonly ViewColumn Episode = ViewColumn.Scalar(ColumnNames.Episode, ElementType.I64);
    private static readonly ViewColumn Step = ViewColumn.Scalar(ColumnNames.Step, ElementType.I64);
    private static readonly ViewColumn Ended = ViewColumn.Scalar(ColumnNames.Ended, ElementType.Bool);

    public static TheoryData<long> Seeds => new(Enumerable.Range(0, 40).Select(seed => (long)seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_rows_of_a_view_are_that_view(long seed)
    {
        var demonstrations = Samples.Random(seed);
        var source = demonstrations.AsView();
        var view = RowsView.Of<(ViewBatch Batch, int Row)>(
            source.Describe(),
            names =>
                source.Read(names).SelectMany(batch => Enumerable.Range(0, batch.Rows).Select(row => (batch, row))),
            (at, name) => Numbers(at.Batch[name], at.Row),
            source.GetRowCount()
        );
        Assert.Equal(source.GetRowCount(), view.GetRowCount());
        Assert.Equal(source.Describe().Names.ToArray(), view.Describe().Names.ToArray());
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(view)));
        Assert.True(demonstrations.SameBits(Demonstrations.Collect(view)), "the second time");
        foreach (var name in source.Describe().Names)
        {
            ViewTable.AssertSame(ViewTable.Of(source, name), ViewTable.Of(view, name));
        }
    }

    [Fact]
    public void Episodes_are_told_by_their_number_or_by_flags_or_where_t_goes_back()
    {
        Assert.Equal(
            [0L, 0, 0],
            Numbered(
                [],
                [
                    [],
                    [],
                    [],
                ]
            ).Episodes
        );
        Assert.Equal(
            [0L, 0, 1],
            Numbered(
                [Episode],
                [
                    [7],
                    [7],
                    [-3],
                ]
            ).Episodes
        );
        Assert.Equal(
            [0L, 1, 1],
            Numbered(
                [Ended],
                [
                    [1],
                    [0],
                    [1],
                ]
            ).Episodes
        );
        Assert.Equal(
            [0L, 0, 1],
            Numbered(
                [Step],
                [
                    [0],
                    [5],
                    [0],
                ]
            ).Episodes
        );
        Assert.Equal(
            [0L, 5, 0],
            Numbered(
                [Step],
                [
                    [0],
                    [5],
                    [0],
                ]
            ).Steps
        );
        Assert.Equal(
            [0L, 1, 0],
            Numbered(
                [Episode],
                [
                    [7],
                    [7],
                    [-3],
                ]
            ).Steps
        );
    }

    [Fact]
    public void Only_what_is_needed_is_asked_for()
    {
        var asked = new List<ImmutableArray<string>>();
        var view = View(
            [Observation with { Width = 1 }, Ended],
            names =>
            {
                asked.Add(names);
                return
                [
                    [1],
                ];
            }
        );
        Assert.Empty(asked);
        ViewTable.Of(view, ColumnNames.Observation);
        ViewTable.Of(view, ColumnNames.Episode);
        Assert.Equal(
            [
                [ColumnNames.Observation],
                [ColumnNames.Ended],
            ],
            asked.Select(names => names.ToArray())
        );
        Assert.Throws<DemonstrationException>(() => view.Read([ColumnNames.Reward]));
    }

    [Fact]
    public void Batches_are_not_too_large()
    {
        var view = View([Observation], _ => Enumerable.Repeat<double[]>([1, 2], 9000));
        Assert.Equal([4096, 4096, 808], view.Read([ColumnNames.Step]).Select(batch => batch.Rows));
        var wide = View(
            [ViewColumn.Vector(ColumnNames.Observation, 1 << 21)],
            _ => Enumerable.Repeat(new double[1 << 21], 3)
        );
        Assert.Equal([2, 1], wide.Read([ColumnNames.Observation]).Select(batch => batch.Rows));
    }

    [Fact]
    public void What_cannot_be_a_row_is_refused_with_its_number()
    {
        static string Refused(ViewColumn column, params double[][] rows) =>
            Assert.Throws<DemonstrationException>(() => Numbered([column], rows)).Message;
        Assert.Equal("ended: row 1 is 5, expected 0 or 1.", Refused(Ended, [0], [5]));
        Assert.Equal("t: row 0 is 0.5, expected a whole number of at most 2^53.", Refused(Step, [0.5]));
        Assert.Contains("episode: row 0 is NaN, expected", Refused(Episode, [double.NaN]));
        Assert.Contains("episode: row 0 is 9007199254740994, expected", Refused(Episode, [9007199254740994]));
        Assert.Equal("t: row 1 has 0 values, expected 1.", Refused(Step, [0], []));
        Assert.StartsWith("episode: row 2 comes back to episode '4'", Refused(Episode, [4], [5], [4]));
        Assert.StartsWith("episode: row 1 is step 1 after step 2", Refused(Step, [2], [1]));
    }

    [Fact]
    public void A_schema_without_observations_or_with_other_types_is_refused()
    {
        static string Refused(params ImmutableArray<ViewColumn> columns) =>
            Assert.Throws<DemonstrationException>(() => View(columns, _ => [])).Message;
        Assert.StartsWith("observation: there is no such column", Refused(Step));
        Assert.StartsWith(
            "demonstrations: t: a column of this name is I64",
            Refused(Observation, Step with { Type = ElementType.F32 })
        );
    }

    /// <summary>Episodes and steps of rows with one column, which are only asked for that.</summary>
    private static (long[] Episodes, long[] Steps) Numbered(ImmutableArray<ViewColumn> columns, double[][] rows)
    {
        var table = ViewTable.Of(View([Observation, .. columns], _ => rows), ColumnNames.Episode, ColumnNames.Step);
        long[] Column(string name) => ((NdArray<long>)table[name]).Span.ToArray();
        return (Column(ColumnNames.Episode), Column(ColumnNames.Step));
    }

    private static IEnumerable<double> Numbers(NdArray column, int row) =>
        column switch
        {
            NdArray<float> floats => floats.Row(row).ToArray().Select(value => (double)value),
            NdArray<double> doubles => doubles.Row(row).ToArray(),
            NdArray<long> integers => integers.Row(row).ToArray().Select(value => (double)value),
            _ => ((NdArray<bool>)column).Row(row).ToArray().Select(value => value ? 1.0 : 0),
        };

    private static IDataView View(
        ImmutableArray<ViewColumn> columns,
        Func<ImmutableArray<string>, IEnumerable<double[]>> rows
    ) => RowsView.Of(new ViewSchema { Columns = columns }, rows, (row, _) => row);
}
