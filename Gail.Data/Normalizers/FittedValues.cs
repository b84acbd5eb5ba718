using System.Collections.Immutable;
using System.Globalization;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Normalizers;

/// <summary>
/// A column as a normaliser is fitted to it: in double precision, so that ML.NET sums in it, and refused where a number
/// is not finite. It remembers the first row.
/// </summary>
internal sealed class FittedValues(DemonstrationView source, string column)
    : TransformedView(
        source,
        source.Description with
        {
            Columns =
            [
                new ViewColumn
                {
                    Name = Column,
                    Type = ElementType.F64,
                    Width = source.Description[column].Width ?? 1,
                },
            ],
        }
    )
{
    /// <summary>What the column is called here.</summary>
    public const string Column = "values";

    /// <summary>The values of each row.</summary>
    public int Width => Description[Column].Width!.Value;

    /// <summary>The values of the first row, once rows have been read.</summary>
    public double[] First { get; private set; } = [];

    protected override IEnumerable<ViewBatch> Batches(ImmutableArray<string> columns)
    {
        var before = 0L;
        foreach (var batch in Source.Read([column]))
        {
            var values = ColumnMaps.Doubles(batch[column]);
            var width = values.Length / batch.Rows;
            var bad = Array.FindIndex(values, value => !double.IsFinite(value));
            if (bad >= 0)
            {
                throw EpisodePasses.Fail(
                    Source,
                    column,
                    $"row {before + (bad / width)} holds {values[bad].ToString(CultureInfo.InvariantCulture)}; only finite numbers can be normalised by."
                );
            }
            if (before == 0)
            {
                First = values[..width];
            }
            before += batch.Rows;
            var all = new ViewBatch(batch.Rows).With(Column, NdArray<double>.Own(new Shape(batch.Rows, width), values));
            yield return all.Only(columns);
        }
        if (before == 0)
        {
            throw EpisodePasses.Fail(Source, column, "there are no rows to fit a normaliser to.");
        }
    }
}
