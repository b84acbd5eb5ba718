namespace Gail.Data.Views.Transforms;

/// <summary>A function of a row's values.</summary>
/// <param name="row">The values of a column in one row.</param>
/// <param name="result">Where to write the new ones; all of them, they begin as zeros.</param>
public delegate void RowFunction(ReadOnlySpan<float> row, Span<float> result);
