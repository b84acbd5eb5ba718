using Gail.Data.Normalizers;
using Microsoft.ML;

namespace Gail.Data.Catalogs;

/// <summary>A transform of demonstrations in a pipeline of ML.NET; it has nothing to learn.</summary>
public sealed class ViewEstimator : IEstimator<ITransformer>
{
    private readonly Func<IDataView, IDataView> _transform;
    private readonly IEstimator<ITransformer>? _shape;

    /// <summary>A transform.</summary>
    /// <param name="transform">What it does.</param>
    /// <param name="shape">
    /// An estimator of ML.NET that adds columns of the same kinds, since only these can make descriptions of columns;
    /// null where the kinds stay as they are.
    /// </param>
    internal ViewEstimator(Func<IDataView, IDataView> transform, IEstimator<ITransformer>? shape = null) =>
        (_transform, _shape) = (transform, shape);

    /// <inheritdoc/>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ViewTransformer(_transform);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _shape?.GetOutputSchema(inputSchema) ?? inputSchema;
}

/// <summary>A normaliser in a pipeline of ML.NET, fitted by ML.NET's own: <see cref="Normalizer"/>.</summary>
public sealed class NormalizerEstimator : IEstimator<FittedNormalizer>
{
    private readonly Normalizer _normalizer;
    private readonly string _column;

    internal NormalizerEstimator(Normalizer normalizer, string column) => (_normalizer, _column) = (normalizer, column);

    /// <inheritdoc/>
    /// <exception cref="DemonstrationException">See <see cref="Normalizer.Fit"/>.</exception>
    public FittedNormalizer Fit(IDataView input) => _normalizer.Fit(input, _column);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
}
