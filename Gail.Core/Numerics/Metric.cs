namespace Gail.Numerics;

/// <summary>One number about an iteration.</summary>
/// <param name="Name">As in "policy_kl"; the columns of metrics.csv.</param>
/// <param name="Value">NaN where there was nothing to measure.</param>
public readonly record struct Metric(string Name, double Value);
