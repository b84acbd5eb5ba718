using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>
/// The differences between the humanoids: the places of their parts in the reference pose. Positions are in the frame of the
/// parent, m, in the plane of symmetry.
/// </summary>
/// <remarks>
/// The axes of the joints do not turn with the pose, in the originals nor here; so the one that lies has
/// a waist and hips of its own kind.
/// </remarks>
internal sealed record HumanoidPose
{
    internal required double Height { get; init; }
    internal required Vector Head { get; init; }
    internal required Vector UpperWaist { get; init; }
    internal required Vector LowerWaist { get; init; }
    internal required Vector Pelvis { get; init; }
    internal required Vector Hip { get; init; }

    /// <summary>The end of the thigh's capsule.</summary>
    internal required Vector Thigh { get; init; }

    internal required Vector Knee { get; init; }

    /// <summary>The end of the shin's capsule.</summary>
    internal required Vector Shin { get; init; }

    internal required Vector Foot { get; init; }

    /// <summary>The limits of the left hip_y, rad; the right one has (-110, 20) degrees in either pose.</summary>
    internal required Interval LeftHip { get; init; }
}
