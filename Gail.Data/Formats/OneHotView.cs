using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Formats;

/// <summary>A view whose choices are stored one-hot, a place for each alternative, with the choices themselves.</summary>
internal sealed class OneHotView : TransformedView
{
    private readonly string _note;

    private OneHotView(DemonstrationView source, int count, string note)
        : base(
            source,
            source.Description.With(
                ViewColumn.Vector(ColumnNames.Action, 1) with
                {
                    IsDiscrete = true,
                    ChoiceCount = count,
                }
            ) with
            {
                Notes = [.. source.Description.Notes, note],
            }
        ) => _note = note;

    public override long? RowCount => Source.RowCount;

    public override ImmutableArray<string> Findings => Source.Findings;

    /// <summary>
    /// The view, or this one of it where its actions are whole numbers of which exactly one in every row is 1 and the
    /// others 0. Reads actions up to the first that are otherwise.
    /// </summary>
    /// <param name="source">A view of arrays, which do not say whether such numbers are one choice or several.</param>
    public static DemonstrationView OrSame(DemonstrationView source)
    {
        if (source.Description.Find(ColumnNames.Action) is not { IsDiscrete: true, Width: > 1 and var width })
        {
            return source;
        }
        foreach (var batch in source.Read([ColumnNames.Action]))
        {
            if (!Are(batch.Get<float>(ColumnNames.Action)))
            {
                return source;
            }
        }
        return new OneHotView(
            source,
            width,
            $"Actions are one-hot, a single 1 among {width} whole numbers, and are taken for the choices from 0 to {width - 1} that they stand for."
        );
    }

    /// <summary>Whether every row has a single 1 and zeros besides.</summary>
    public static bool Are(NdArray<float> actions)
    {
        for (var row = 0; row < actions.Rows; row++)
        {
            var ones = 0;
            foreach (var value in actions.Row(row))
            {
                if (value is not (0 or 1))
                {
                    return false;
                }
                ones += value == 1 ? 1 : 0;
            }
            if (ones != 1)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>[rows, 1]: the place of the 1 in each row.</summary>
    public static NdArray<float> Choices(NdArray<float> actions) =>
        NdArray.Matrix<float>(
            actions.Rows,
            1,
            [.. Enumerable.Range(0, actions.Rows).Select(row => (float)actions.Row(row).IndexOf(1f))]
        );

    public override LoadedDemonstrations Load()
    {
        var loaded = Source.Load();
        return loaded with
        {
            Columns = loaded.Columns with
            {
                Actions = Choices(loaded.Columns.Actions!),
                ActionParts = Description[ColumnNames.Action].Parts,
            },
            Notes = loaded.Notes.Add(_note),
        };
    }

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns) =>
        Source
            .Read(columns)
            .Select(batch =>
                columns.Contains(ColumnNames.Action)
                    ? batch.With(ColumnNames.Action, Choices(batch.Get<float>(ColumnNames.Action)))
                    : batch
            );
}
