using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Data.Views;

/// <summary>Views one after the other; the columns are those that all of them have.</summary>
internal sealed class ConcatenatedView : DemonstrationView
{
    private readonly ImmutableArray<DemonstrationView> _views;

    private ConcatenatedView(ImmutableArray<DemonstrationView> views)
    {
        _views = views;
        Description = views.Skip(1).Aggregate(views[0].Description, (joined, view) => Joined(joined, view.Description));
    }

    public override ViewSchema Description { get; }

    public override long? RowCount =>
        _views.All(view => view.RowCount is not null) ? _views.Sum(view => view.RowCount!.Value) : null;

    public override ImmutableArray<string> Findings =>
        [.. _views.SelectMany(view => view.Findings.Select(finding => $"{view.Description.Source.Name}: {finding}"))];

    /// <summary>One view of several; of a single one itself.</summary>
    /// <exception cref="DemonstrationException">A width or kind of column differs.</exception>
    public static DemonstrationView Of(ImmutableArray<DemonstrationView> views) =>
        views.IsEmpty ? throw new ArgumentException("Expected at least one view.", nameof(views))
        : views.Length == 1 ? views[0]
        : new ConcatenatedView(EndedView.Alike(views));

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        var before = 0L;
        foreach (var view in _views)
        {
            var episodes = 0L;
            foreach (var batch in view.Read([.. columns.Union([ColumnNames.Episode])]))
            {
                var own = batch.Get<long>(ColumnNames.Episode);
                episodes = own[^1] + 1;
                var joined = new ViewBatch(batch.Rows);
                foreach (var name in columns)
                {
                    joined = joined.With(name, name == ColumnNames.Episode ? Shifted(own, before) : batch[name]);
                }
                yield return joined;
            }
            before += episodes;
        }
    }

    private static NdArray<long> Shifted(NdArray<long> values, long by) =>
        NdArray.Vector<long>([.. values.Values.Select(value => value + by)]);

    private static ViewSchema Joined(ViewSchema first, ViewSchema second) =>
        first with
        {
            Columns =
            [
                .. first
                    .Columns.Where(column => second.Has(column.Name))
                    .Select(column => Joined(column, second[column.Name], first.Source, second.Source)),
            ],
            IsSubsampled = first.IsSubsampled || second.IsSubsampled,
            Notes = [.. first.Notes.Union(second.Notes)],
            LeftOut = [.. first.LeftOut.Union(second.LeftOut)],
            Source = DemonstrationSource.Joined(first.Source, second.Source),
        };

    private static ViewColumn Joined(
        ViewColumn first,
        ViewColumn second,
        DemonstrationSource source,
        DemonstrationSource other
    )
    {
        var (own, others) = (first.Space, second.Space);
        if (
            first.Type != second.Type
            || first.Width != second.Width
            || !own.Counts.Select(IsChoice).SequenceEqual(others.Counts.Select(IsChoice))
        )
        {
            throw new DemonstrationException(
                other.File,
                first.Name,
                $"is {Described(second)} but {Described(first)} in {source.File}; only demonstrations of one environment go together."
            );
        }
        if (own.IsDictionary != others.IsDictionary || (own.IsDictionary && !Names(own).SequenceEqual(Names(others))))
        {
            throw new DemonstrationException(
                other.File,
                first.Name,
                $"is made of other members, or in another order, than in {source.File}: {string.Join(", ", second.Parts.Select(part => part.Name))} and {string.Join(", ", first.Parts.Select(part => part.Name))}."
            );
        }
        return first with { Parts = own.Joined(others).Parts };
    }

    private static bool IsChoice(int count) => count != ColumnSpace.Quantity;

    private static IEnumerable<(string Name, int Width)> Names(ColumnSpace space) =>
        space.Parts.Select(part => (part.Name, part.Width));

    private static string Described(ViewColumn column) =>
        column.IsHybrid
            ? $"{column.Type} of {column.Space}"
            : $"{(column.IsDiscrete ? "discrete " : "")}{column.Type}{(column.Width is { } width ? $" of {width} values" : "")}";
}
