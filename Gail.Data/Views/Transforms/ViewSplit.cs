using Microsoft.ML;

namespace Gail.Data.Views.Transforms;

/// <summary>A view divided in two; no episode is in both.</summary>
/// <param name="Training">What to learn from.</param>
/// <param name="Validation">What to measure by.</param>
public sealed record ViewSplit(IDataView Training, IDataView Validation);
