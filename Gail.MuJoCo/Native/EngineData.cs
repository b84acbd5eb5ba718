using System.Runtime.InteropServices;

namespace Gail.MuJoCo.Native;

/// <summary>
/// The engine's working data for a model: scratch of one thread at a time. Whatever state it was left in, what follows
/// depends only on the positions, velocities, warm start and controls written to it.
/// </summary>
internal sealed unsafe class EngineData : SafeHandle
{
    private readonly EngineModel _model;
    private readonly double* _positions;
    private readonly double* _velocities;
    private readonly double* _warmStart;
    private readonly double* _control;
    private readonly double* _time;
    private readonly int* _warnings;

    internal EngineData(EngineModel model)
        : base(0, ownsHandle: true)
    {
        _model = model;
        var layout = model.Engine.Layout;
        // The data points into the model, which therefore must outlive it.
        var added = false;
        model.DangerousAddRef(ref added);
        var data = model.Engine.MakeData(model.Pointer);
        SetHandle((nint)data);
        if (data is null)
        {
            model.DangerousRelease();
            throw new EngineException("The engine could not allocate its working data: out of memory?");
        }
        _positions = Array("qpos");
        _velocities = Array("qvel");
        _warmStart = Array("qacc_warmstart");
        _control = Array("ctrl");
        _time = (double*)(data + layout.Field("mjData.time").Offset);
        _warnings = (int*)(data + layout.Field("mjData.warning").Offset);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>qpos.</summary>
    internal Span<double> Positions => new(_positions, _model.PositionCount);

    /// <summary>qvel.</summary>
    internal Span<double> Velocities => new(_velocities, _model.VelocityCount);

    /// <summary>qacc_warmstart: where the solver starts looking for accelerations.</summary>
    internal Span<double> WarmStart => new(_warmStart, _model.VelocityCount);

    /// <summary>ctrl; the engine clamps to the controls' ranges when it applies them.</summary>
    internal Span<double> Control => new(_control, _model.ControlCount);

    /// <summary>Seconds since the reset.</summary>
    internal double Time
    {
        get => *_time;
        set => *_time = value;
    }

    /// <summary>The values of a derived quantity.</summary>
    internal ReadOnlySpan<double> Values(Quantity quantity) =>
        new(*(double**)((byte*)handle + quantity.Offset), quantity.Count);

    /// <summary>Back to the model's reference position at rest, with nothing left of what was.</summary>
    internal void Reset() => _model.Engine.ResetData(_model.Pointer, (byte*)handle);

    /// <summary>Evaluates everything that derives from the state, without moving it.</summary>
    internal void Forward() => _model.Engine.Forward(_model.Pointer, (byte*)handle);

    /// <summary>Steps, and fills the contact forces.</summary>
    /// <param name="times">The number of the engine's time steps (frame skip).</param>
    /// <param name="contactForces">Whether cfrc_ext, cacc and cfrc_int are needed afterwards.</param>
    /// <returns>
    /// Whether the physics stayed finite and whole (<see cref="Engine.UnstableWarnings"/>). Where it did not, nothing in
    /// here means anything.
    /// </returns>
    internal bool Step(int times, bool contactForces)
    {
        ClearWarnings();
        StepBare(times);
        if (contactForces)
        {
            _model.Engine.RnePostConstraint(_model.Pointer, (byte*)handle);
        }
        return IsStable();
    }

    /// <summary>Steps and asks nothing: what the engine takes for it by itself.</summary>
    internal void StepBare(int times)
    {
        var step = _model.Engine.Step;
        byte* model = _model.Pointer,
            data = (byte*)handle;
        for (var i = 0; i < times; i++)
        {
            step(model, data);
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _model.Engine.DeleteData((byte*)handle);
        _model.DangerousRelease();
        return true;
    }

    // A warning is two numbers: what it was about, and how often it was raised.
    private bool IsStable()
    {
        foreach (var warning in _model.Engine.UnstableWarnings)
        {
            if (_warnings[(2 * warning) + 1] != 0)
            {
                return false;
            }
        }
        return true;
    }

    private void ClearWarnings()
    {
        foreach (var warning in _model.Engine.UnstableWarnings)
        {
            _warnings[(2 * warning) + 1] = 0;
        }
    }

    private double* Array(string name) =>
        *(double**)((byte*)handle + _model.Engine.Layout.Field($"mjData.{name}").Offset);
}
