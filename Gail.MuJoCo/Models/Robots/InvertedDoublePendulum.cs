using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>A pole on a pole on a cart, 1 motor, to keep upright.</summary>
/// <remarks>
/// Positions: the cart's x, the first pole's angle from upright, and the second's from the first. The numbers are
/// those of Gymnasium's InvertedDoublePendulum, v4 and v5.
/// </remarks>
public static class InvertedDoublePendulum
{
    private const double Length = 0.6;

    /// <summary>The cart on its rail.</summary>
    public static MjcfModel Model { get; } =
        new("cartpole")
        {
            Physics = new()
            {
                TimeStep = 0.01,
                Integrator = Integrator.RK4,
                // A breath of it forward, so that the poles fall by themselves.
                Gravity = (1e-5, 0, -9.81),
            },
            Sizes = new() { Stack = 3000 },
            Geoms =
            [
                CartOnRail.Solid("floor", GeomShape.Plane(halfX: 40, halfY: 40, grid: 40)) with
                {
                    Position = (0, 0, -3),
                    Color = Palette.Floor,
                },
                CartOnRail.Rail,
            ],
            Bodies = [Cart],
            Motors = [new("slider", Gear: 500) { Name = "slide" }],
            // A number of the original's that no one reads; the environment has its own.
            Numerics = [new("frame_skip", [2])],
        };

    private static Body Cart
    {
        get
        {
            var cart = CartOnRail.Cart(Damping, Lower);
            return cart with { Joints = [cart.Joints[0] with { Margin = 0.01 }] };
        }
    }

    private static Body Lower =>
        new("pole")
        {
            Joints = [CartOnRail.Hinge("hinge", Damping)],
            Geoms = [CartOnRail.Pole("cpole", radius: 0.045, tip: (0, 0, Length))],
            Children = [Upper],
        };

    private static Body Upper =>
        new("pole2")
        {
            Position = (0, 0, Length),
            Joints = [CartOnRail.Hinge("hinge2", Damping)],
            Geoms = [CartOnRail.Pole("cpole2", radius: 0.045, tip: (0, 0, Length))],
            Sites = [new("tip") { Position = (0, 0, Length), Size = (0.01, 0.01, 0.005) }],
        };

    private const double Damping = 0.05;
}
