using Gail.MuJoCo.Models.Mjcf;
using static Gail.MuJoCo.Models.Mjcf.Interval;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>A pole on a cart, 1 motor, to keep upright.</summary>
/// <remarks>
/// Positions: the cart's x, and the pole's angle from upright. The numbers are those of Gymnasium's InvertedPendulum,
/// v4 and v5.
/// </remarks>
public static class InvertedPendulum
{
    /// <summary>The cart on its rail.</summary>
    public static MjcfModel Model { get; } =
        new("inverted pendulum")
        {
            Physics = new() { TimeStep = 0.02, Integrator = Integrator.RK4 },
            Sizes = new() { Stack = 3000 },
            Geoms = [CartOnRail.Rail],
            Bodies = [CartOnRail.Cart(damping: 1, Pole)],
            Motors = [new("slider", Gear: 100) { Name = "slide", ControlRange = (-3, 3) }],
        };

    private static Body Pole =>
        new("pole")
        {
            Joints = [CartOnRail.Hinge("hinge", damping: 1) with { Range = Degrees(-90, 90) }],
            // A millimetre askew, so that it falls by itself.
            Geoms = [CartOnRail.Pole("cpole", radius: 0.049, tip: (0.001, 0, 0.6))],
        };
}
