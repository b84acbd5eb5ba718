namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>The freedom that a joint gives to its body.</summary>
public enum JointKind
{
    /// <summary>All of it: 7 positions (m, and a quaternion) and 6 velocities (m/s and rad/s).</summary>
    Free,

    /// <summary>Turning about an axis: 1 position (rad).</summary>
    Hinge,

    /// <summary>Moving along an axis: 1 position (m).</summary>
    Slide,
}
