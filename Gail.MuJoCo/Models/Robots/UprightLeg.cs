using System.Collections.Immutable;
using Gail.MuJoCo.Models.Mjcf;
using static Gail.MuJoCo.Models.Mjcf.Interval;
using static Gail.MuJoCo.Models.Robots.UprightPose;

namespace Gail.MuJoCo.Models.Robots;

/// <summary>A leg of Hopper or Walker2d: thigh, leg and foot on hip, knee and ankle.</summary>
/// <remarks>The thigh has its frame at the hip, the leg in its middle, the foot on the floor.</remarks>
/// <param name="Side">The end of the names, as in "_left".</param>
/// <param name="Hinge">Makes a joint of the robot's from a name.</param>
/// <param name="Solid">Makes a geom of the robot's from a name and a shape.</param>
internal sealed record UprightLeg(string Side, Func<string, Joint> Hinge, Func<string, GeomShape, Geom> Solid)
{
    private const double MidLeg = (Knee + Ankle) / 2;

    /// <summary>The rear end of the axis of the foot's capsule, as x, m; the hip is at 0.</summary>
    internal required double Heel { get; init; }

    /// <summary>The front end, as x, m.</summary>
    internal required double Toe { get; init; }

    /// <summary>The origin of the foot's frame, as x, m.</summary>
    internal required double FootFrame { get; init; }

    /// <summary>The friction of the foot.</summary>
    internal required Friction Sole { get; init; }

    /// <summary>The thigh and all that hangs on it.</summary>
    internal Body Thigh =>
        new($"thigh{Side}")
        {
            Position = (0, 0, Hip - Torso),
            Joints = [Hinge($"thigh{Side}_joint") with { Range = Degrees(-150, 0) }],
            Geoms =
            [
                Solid($"thigh{Side}_geom", Capsule(0.05, Hip, Knee)) with
                {
                    Position = Centre(Hip, Knee, frame: Hip),
                },
            ],
            Children = [Leg],
        };

    private Body Leg =>
        new($"leg{Side}")
        {
            Position = (0, 0, MidLeg - Hip),
            Joints = [Hinge($"leg{Side}_joint") with { Position = (0, 0, Knee - MidLeg), Range = Degrees(-150, 0) }],
            Geoms = [Solid($"leg{Side}_geom", Capsule(0.04, Knee, Ankle))],
            Children = [Foot],
        };

    private Body Foot =>
        new($"foot{Side}")
        {
            Position = (FootFrame, 0, -MidLeg),
            Joints = [Hinge($"foot{Side}_joint") with { Position = (-FootFrame, 0, Ankle), Range = Degrees(-45, 45) }],
            Geoms = [Solid($"foot{Side}_geom", FootShape) with { Friction = Sole }],
        };

    private GeomShape FootShape =>
        GeomShape.Capsule(0.06, from: (Heel - FootFrame, 0, Ankle), to: (Toe - FootFrame, 0, Ankle));

    /// <summary>Motors on hip, knee and ankle, all of one gear (N m).</summary>
    internal ImmutableArray<Motor> Motors(double gear) =>
        [new($"thigh{Side}_joint", gear), new($"leg{Side}_joint", gear), new($"foot{Side}_joint", gear)];
}
