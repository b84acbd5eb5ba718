using System.Collections.Immutable;
using Gail.Data.Catalogs;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;
using Gail.Numerics.Scaling;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.Normalizers;

/// <summary>(x - centre) / scale for a column: fitted by a <see cref="Normalizer"/>, or elsewhere. Immutable.</summary>
/// <param name="Column">The column it is for; observation stands for next_observation too.</param>
/// <param name="Scaling">Centre and scale of each value.</param>
public sealed record FittedNormalizer(string Column, AffineScaling Scaling) : ITransformer
{
    /// <summary>A normaliser fitted elsewhere.</summary>
    /// <param name="column">The column it is for.</param>
    /// <param name="centre">What becomes 0, for each value of the column; finite.</param>
    /// <param name="scale">What becomes 1, for each value of the column; finite and above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is out of range.</exception>
    public FittedNormalizer(string column, IEnumerable<double> centre, IEnumerable<double> scale)
        : this(column, new AffineScaling(NdArray.Vector<double>([.. centre]), NdArray.Vector<double>([.. scale]))) { }

    /// <summary>How centre and scale were found.</summary>
    public NormalizerKind Kind { get; init; }

    /// <summary>The members of a flattened dictionary that the column was made of; empty otherwise.</summary>
    public ImmutableArray<ColumnPart> Parts { get; init; } = [];

    /// <summary>What becomes 0, for each value.</summary>
    public ImmutableArray<double> Centre => Scaling.Centre.Values;

    /// <summary>What becomes 1, for each value; above 0.</summary>
    public ImmutableArray<double> Scale => Scaling.Scale.Values;

    /// <summary>The view with the column normalised.</summary>
    /// <param name="view">A view with that column in the same width.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it is another one.</exception>
    public IDataView Apply(IDataView view) =>
        Mapped(view, (value, i) => (value - Scaling.Centre[i]) / Scaling.Scale[i]);

    /// <summary>(x - centre) / scale.</summary>
    /// <param name="rows">[n, width].</param>
    public NdArray<float> Apply(NdArray<float> rows) => Scaling.Apply(rows);

    /// <summary>The view with the column as it was before <see cref="Apply(IDataView)"/>, up to rounding.</summary>
    /// <param name="view">A view with that column in the same width.</param>
    /// <exception cref="DemonstrationException">There is no such column, or it is another one.</exception>
    public IDataView Invert(IDataView view) =>
        Mapped(view, (value, i) => (value * Scaling.Scale[i]) + Scaling.Centre[i]);

    /// <summary>x scale + centre.</summary>
    /// <param name="rows">[n, width].</param>
    public NdArray<float> Invert(NdArray<float> rows) => Scaling.Invert(rows);

    /// <summary>
    /// The moments that a policy's network begins with to standardise its observations in this way: for
    /// <see cref="Gail.Policies.PolicyNetwork.Init"/> with a normalisation that stays, such as
    /// <see cref="Gail.Policies.Normalization.Demonstrations"/>. The policy file then carries them.
    /// </summary>
    public NormalizationStatistics ToStatistics() => Scaling.ToStatistics();

    /// <summary>As JSON; every number is read back with the same bits.</summary>
    public string ToJson() => NormalizerJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">It is none, or holds impossible numbers; the message says which.</exception>
    public static FittedNormalizer FromJson(string json) => NormalizerJson.Read(json);

    /// <summary>Whether both do the same to the same column.</summary>
    /// <param name="other">The normaliser to compare with.</param>
    public bool Equals(FittedNormalizer? other) =>
        other is not null
        && Column == other.Column
        && Kind == other.Kind
        && Scaling == other.Scaling
        && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Kind, Scaling);

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => false;

    /// <inheritdoc/>
    IDataView ITransformer.Transform(IDataView input) => Apply(input);

    /// <inheritdoc/>
    DataViewSchema ITransformer.GetOutputSchema(DataViewSchema inputSchema) =>
        Apply(new SchemaView(inputSchema)).Schema;

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => throw ViewTransformer.NoMapper();

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException(
            "ML.NET saves transformers of its own only; keep ToJson(), which FromJson reads."
        );

    private MappedView Mapped(IDataView data, Func<double, int, double> map)
    {
        var view = DemonstrationView.Of(data);
        ColumnMaps.RequireReal(view, Column);
        var found = view.Description[Column];
        if ((found.Width ?? 1) != Scaling.Width)
        {
            throw EpisodePasses.Fail(
                view,
                Column,
                $"has {found.Width ?? 1} values in each row but the normaliser was fitted to {Scaling.Width}."
            );
        }
        if (!Parts.IsEmpty && !found.Parts.IsEmpty && !Parts.AsSpan().SequenceEqual(found.Parts.AsSpan()))
        {
            throw EpisodePasses.Fail(
                view,
                Column,
                $"is made of {Names(found.Parts)} but the normaliser was fitted to {Names(Parts)}."
            );
        }
        return new MappedView(
            view,
            view.Description,
            ColumnMaps.Together(view, Column),
            [],
            (name, batch) => ColumnMaps.Values(batch[name], (value, i) => map(value, i % Scaling.Width))
        );
    }

    private static string Names(ImmutableArray<ColumnPart> parts) =>
        string.Join(", ", parts.Select(part => $"{part.Name}[{part.Width}]"));
}
