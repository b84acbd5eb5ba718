using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>
/// The pose in which Hopper and Walker2d are defined: capsules upright above each other, in the plane y = 0. These are
/// heights above the floor, m.
/// </summary>
/// <remarks>
/// Gymnasium's bodies are differences of these, rounding included (the thigh is at -0.19999999999999996), so the
/// order of operations counts.
/// </remarks>
internal static class UprightPose
{
    internal const double Neck = 1.45;
    internal const double Torso = 1.25;
    internal const double Hip = 1.05;
    internal const double Knee = 0.6;
    internal const double Ankle = 0.1;

    /// <summary>An upright capsule.</summary>
    /// <param name="radius">Its radius, m.</param>
    /// <param name="top">The height of the upper end of its axis, m.</param>
    /// <param name="bottom">The height of the lower end, m.</param>
    internal static GeomShape Capsule(double radius, double top, double bottom) =>
        GeomShape.Capsule(radius, halfLength: (top - bottom) / 2);

    /// <summary>The centre of an upright capsule in a frame of some height.</summary>
    internal static Vector Centre(double top, double bottom, double frame) => (0, 0, (top + bottom) / 2 - frame);
}
