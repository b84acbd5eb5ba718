namespace Gail.MuJoCo.Native;

/// <summary>A derived quantity of a model: where in mjData its pointer lies, and how many doubles it points to.</summary>
/// <param name="Offset">The offset, in bytes.</param>
/// <param name="Count">The number of doubles.</param>
internal readonly record struct Quantity(int Offset, int Count);
