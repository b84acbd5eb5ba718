using System.Collections.Immutable;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Microsoft.ML.Data;

namespace Gail.Data.Tests.MicrosoftML;

/// <summary>A cursor keeps to what ML.NET's documentation of DataViewRowCursor asks for.</summary>
public class CursorTests
{
    [Fact]
    public void The_position_counts_rows_and_is_minus_one_before_and_after()
    {
        var data = Data();
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.Equal(-1, cursor.Position);
        for (var row = 0; row < 5; row++)
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(row, cursor.Position);
        }
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
        Assert.False(cursor.MoveNext());
        Assert.Equal(-1, cursor.Position);
    }

    [Fact]
    public void Ids_are_the_same_in_every_pass_and_differ_between_rows()
    {
        var data = Data();
        Assert.Equal(Ids(data), Ids(data));
        Assert.Equal(5, Ids(data).Distinct().Count());
    }

    [Fact]
    public void Values_before_the_first_row_and_after_the_last_are_refused()
    {
        var data = Data();
        using var cursor = data.GetRowCursor(data.Schema);
        var (reward, id) = (cursor.GetGetter<double>(data.Schema[ColumnNames.Reward]), cursor.GetIdGetter());
        double value = 0;
        DataViewRowId row = default;
        Assert.Throws<InvalidOperationException>(() => reward(ref value));
        Assert.Throws<InvalidOperationException>(() => id(ref row));
        while (cursor.MoveNext())
        {
            reward(ref value);
        }
        Assert.Equal(5, value);
        Assert.Throws<InvalidOperationException>(() => reward(ref value));
        Assert.Throws<InvalidOperationException>(() => id(ref row));
    }

    [Fact]
    public void Only_the_columns_asked_for_are_read_and_active()
    {
        var spy = new Spy(Demonstrations());
        var data = ((IDataView)spy);
        using var cursor = data.GetRowCursor([data.Schema[ColumnNames.Reward]]);
        Assert.Equal([ColumnNames.Reward], Assert.Single(spy.Asked).ToArray());
        Assert.True(cursor.IsColumnActive(data.Schema[ColumnNames.Reward]));
        Assert.False(cursor.IsColumnActive(data.Schema[ColumnNames.Observation]));
        var exception = Assert.Throws<ArgumentException>(() =>
            cursor.GetGetter<VBuffer<float>>(data.Schema[ColumnNames.Observation])
        );
        Assert.Contains("'observation' was not asked for", exception.Message);
    }

    [Fact]
    public void Rows_can_be_counted_without_any_column()
    {
        using var cursor = Data().GetRowCursor([]);
        var rows = 0;
        while (cursor.MoveNext())
        {
            rows++;
        }
        Assert.Equal(5, rows);
    }

    [Fact]
    public void A_getter_of_another_type_is_refused()
    {
        var data = Data();
        using var cursor = data.GetRowCursor(data.Schema);
        var message = Assert
            .Throws<InvalidOperationException>(() => cursor.GetGetter<float>(data.Schema[ColumnNames.Reward]))
            .Message;
        Assert.Contains("'reward' holds Double, not System.Single", message);
    }

    [Fact]
    public void A_buffer_handed_in_is_filled_again_not_replaced()
    {
        var data = Data();
        using var cursor = data.GetRowCursor(data.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(data.Schema[ColumnNames.Observation]);
        VBuffer<float> value = default;
        cursor.MoveNext();
        getter(ref value);
        var first = value.GetValues();
        cursor.MoveNext();
        getter(ref value);
        Assert.True(first == value.GetValues());
        Assert.Equal([2f, 3], value.GetValues().ToArray());
    }

    [Fact]
    public void Two_cursors_at_once_do_not_disturb_each_other()
    {
        var data = Data();
        using var first = data.GetRowCursor(data.Schema);
        using var second = Assert.Single(data.GetRowCursorSet(data.Schema, 4));
        var column = data.Schema[ColumnNames.Reward];
        var (one, two) = (first.GetGetter<double>(column), second.GetGetter<double>(column));
        Assert.True(first.MoveNext() && first.MoveNext() && second.MoveNext());
        double left = 0;
        double right = 0;
        one(ref left);
        two(ref right);
        Assert.Equal((2, 1), (left, right));
    }

    [Fact]
    public void A_cursor_let_go_early_lets_go_of_the_view()
    {
        var spy = new Spy(Demonstrations());
        using (var cursor = ((IDataView)spy).GetRowCursor([]))
        {
            Assert.True(cursor.MoveNext());
            Assert.False(spy.Closed);
        }
        Assert.True(spy.Closed);
    }

    private static IDataView Demonstrations()
    {
        using var folder = new TemporaryFolder();
        return DemonstrationReader.Read(folder.Put("d.npz", Npy.Zip(Samples.Imitation()))).AsView();
    }

    private static IDataView Data() => Demonstrations();

    private static List<DataViewRowId> Ids(IDataView data)
    {
        using var cursor = data.GetRowCursor([]);
        var getter = cursor.GetIdGetter();
        var ids = new List<DataViewRowId>();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            getter(ref id);
            ids.Add(id);
        }
        return ids;
    }

    /// <summary>Notes what is asked of a view.</summary>
    private sealed class Spy(IDataView view) : DemonstrationView
    {
        public List<ImmutableArray<string>> Asked { get; } = [];

        public bool Closed { get; private set; }

        public override ViewSchema Description => view.Describe();

        public override long? RowCount => view.GetRowCount();

        protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
        {
            Asked.Add(columns);
            return Noticed(columns);
        }

        private IEnumerable<ViewBatch> Noticed(ImmutableArray<string> columns)
        {
            try
            {
                foreach (var batch in view.Read(columns))
                {
                    yield return batch;
                }
            }
            finally
            {
                Closed = true;
            }
        }
    }
}
