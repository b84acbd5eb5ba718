namespace Gail.MuJoCo.Environments;

/// <summary>
/// The parts of a state vector, [1 + nq + 2 nv + kept]: the time, the positions, the velocities, where the constraint
/// solver starts looking (qacc_warmstart), and what of the engine's derived quantities is kept.
/// </summary>
/// <remarks>
/// That is enough to continue bit for bit. What is kept has to be: the engine evaluates derived quantities at the
/// point where it last evaluated the dynamics, which lies before the state it then integrates to, so they cannot be
/// found again from positions and velocities.
/// </remarks>
internal readonly ref struct RobotState
{
    private readonly ReadOnlySpan<double> _all;
    private readonly int _positions;
    private readonly int _velocities;

    internal RobotState(ReadOnlySpan<double> all, int positions, int velocities)
    {
        _all = all;
        _positions = positions;
        _velocities = velocities;
    }

    /// <summary>Seconds since the reset.</summary>
    internal double Time => _all[0];

    /// <summary>qpos, [nq].</summary>
    internal ReadOnlySpan<double> Positions => _all.Slice(1, _positions);

    /// <summary>qvel, [nv].</summary>
    internal ReadOnlySpan<double> Velocities => _all.Slice(1 + _positions, _velocities);

    /// <summary>qacc_warmstart, [nv].</summary>
    internal ReadOnlySpan<double> WarmStart => _all.Slice(1 + _positions + _velocities, _velocities);

    /// <summary>The values that the robot's rules keep (<see cref="RobotRules.Keep"/>).</summary>
    internal ReadOnlySpan<double> Kept => _all[(1 + _positions + (2 * _velocities))..];

    /// <summary>The variables that the engine integrates: positions, velocities and warm start.</summary>
    internal ReadOnlySpan<double> Motion => _all.Slice(1, _positions + (2 * _velocities));
}
