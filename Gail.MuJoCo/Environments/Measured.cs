using Gail.MuJoCo.Native;

namespace Gail.MuJoCo.Environments;

/// <summary>The derived quantities that a robot's rules name, as the engine holds them now.</summary>
/// <param name="data">The engine's data.</param>
/// <param name="quantities">The places of the quantities, in the order of <see cref="RobotRules.Quantities"/>.</param>
internal readonly ref struct Measured(EngineData data, ReadOnlySpan<Quantity> quantities)
{
    private readonly ReadOnlySpan<Quantity> _quantities = quantities;

    /// <summary>The values of a quantity, row by row.</summary>
    /// <param name="index">Which of <see cref="RobotRules.Quantities"/>.</param>
    internal ReadOnlySpan<double> this[int index] => data.Values(_quantities[index]);
}
