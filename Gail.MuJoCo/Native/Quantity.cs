namespace Gail.MuJoCo.Native;

/// <summary>A derived quantity of a model: where in mjData its pointer lies, and how many doubles it points to.</summary>
/// <param name="Offset">In bytes.</param>
/// <param name="Count">In doubles.</param>
internal readonly record struct Quantity(int Offset, int Count);
