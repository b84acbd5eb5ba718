using Gail.MuJoCo.Models.Mjcf;
using static Gail.MuJoCo.Models.Robots.UprightPose;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>The torso of Hopper and Walker2d.</summary>
internal static class UprightTorso
{
    /// <summary>The torso on its legs.</summary>
    /// <param name="solid">Makes a geom of the robot's from a name and a shape.</param>
    /// <param name="legs">Their thighs.</param>
    internal static Body With(Func<string, GeomShape, Geom> solid, params ReadOnlySpan<Body> legs) =>
        new("torso")
        {
            Position = (0, 0, Torso),
            Joints = PlanarRoot.Joints(Torso),
            Geoms = [solid("torso_geom", Capsule(0.05, Neck, Hip)) with { Position = Centre(Neck, Hip, frame: Torso) }],
            Children = [.. legs],
        };
}
