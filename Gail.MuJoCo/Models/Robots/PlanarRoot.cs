using System.Collections.Immutable;
using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>Joints that keep a torso in the plane y = 0: it slides along x and z and pitches about y.</summary>
internal static class PlanarRoot
{
    /// <summary>rootx, rootz and rooty: free of limits, friction and inertia of their own.</summary>
    /// <param name="height">The torso's height in the reference pose, m, which is where rootz starts to count.</param>
    // 0 - height, for the height 0 gives no negative zero then.
    internal static ImmutableArray<Joint> Joints(double height) =>
        [
            new("rootx", JointKind.Slide) { Axis = (1, 0, 0), Position = (0, 0, 0 - height) },
            new("rootz", JointKind.Slide)
            {
                Axis = (0, 0, 1),
                Position = (0, 0, 0 - height),
                Reference = height,
            },
            new("rooty", JointKind.Hinge) { Axis = (0, 1, 0) },
        ];
}
