using Gail.MuJoCo.Environments.Rules;
using Gail.MuJoCo.Models.Mjcf;
using Gail.OptionRules;
using static Gail.MuJoCo.Environments.Options.RobotOption<Gail.MuJoCo.Environments.Options.HumanoidStandupOptions>;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>Stand up from lying on the back.</summary>
/// <remarks>
/// <para>Observation, 376 until version 4: positions without x and y, 22; velocities, 23; cinert, 14 x 10; cvel, 14 x 6;
/// qfrc_actuator, 23; cfrc_ext, 14 x 6, not clipped. Version 5, 348: without the zeros of the world body and of the free
/// joint. All but positions and velocities are those where the engine last evaluated them, slightly behind the state; in
/// the first observation of an episode cfrc_ext is 0.</para>
/// <para>Reward: height / time step of the engine (not of the environment) + 1 - control cost - impact cost, the weighted
/// sum of the squared cfrc_ext within its range. Deliberate difference: Gymnasium takes the weight of the height but does
/// not use it.</para>
/// <para>Source: Gymnasium's <c>humanoidstandup_v4.py</c> and <c>humanoidstandup_v5.py</c>.</para>
/// </remarks>
[OptionRecord]
public sealed partial record HumanoidStandupOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "HumanoidStandup",
            RobotFamily.Gymnasium,
            version => new HumanoidStandupOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o with { FrameSkip = v }),
                Number("uphCostWeight", o => o.UphCostWeight, (o, v) => o with { UphCostWeight = v }),
                Number("ctrlCostWeight", o => o.CtrlCostWeight, (o, v) => o with { CtrlCostWeight = v }),
                Number("impactCostWeight", o => o.ImpactCostWeight, (o, v) => o with { ImpactCostWeight = v }),
                Range("impactCostRange", o => o.ImpactCostRange, (o, v) => o with { ImpactCostRange = v }),
                Scale("resetNoiseScale", o => o.ResetNoiseScale, (o, v) => o with { ResetNoiseScale = v }),
                Flag(
                    "excludeCurrentPositionsFromObservation",
                    o => o.ExcludeCurrentPositionsFromObservation,
                    (o, v) => o with { ExcludeCurrentPositionsFromObservation = v }
                ),
                Flag(
                    "includeCinertInObservation",
                    o => o.IncludeCinertInObservation,
                    (o, v) => o with { IncludeCinertInObservation = v }
                ),
                Flag(
                    "includeCvelInObservation",
                    o => o.IncludeCvelInObservation,
                    (o, v) => o with { IncludeCvelInObservation = v }
                ),
                Flag(
                    "includeQfrcActuatorInObservation",
                    o => o.IncludeQfrcActuatorInObservation,
                    (o, v) => o with { IncludeQfrcActuatorInObservation = v }
                ),
                Flag(
                    "includeCfrcExtInObservation",
                    o => o.IncludeCfrcExtInObservation,
                    (o, v) => o with { IncludeCfrcExtInObservation = v }
                ),
            ]
        );

    /// <inheritdoc/>
    public override int FrameSkip
    {
        get;
        init => field = Checked(OptionKind.Count, value);
    } = 5;

    /// <summary>The reward for a height of 1 m in each time step of the engine.</summary>
    public double UphCostWeight
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 1;

    /// <summary>The cost of a squared action of 1, before the engine clamps it.</summary>
    public double CtrlCostWeight
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 0.1;

    /// <summary>The cost of a squared contact force of 1.</summary>
    public double ImpactCostWeight
    {
        get;
        init => field = Checked(OptionKind.Number, value);
    } = 5e-7;

    /// <summary>The range that the impact cost is clipped to.</summary>
    public Interval ImpactCostRange
    {
        get;
        init => field = Checked(OptionKind.Range, value);
    } = (double.NegativeInfinity, 10);

    /// <summary>Positions and velocities begin uniform within this of the reference, which is at rest.</summary>
    public double ResetNoiseScale
    {
        get;
        init => field = Checked(OptionKind.Scale, value);
    } = 0.01;

    /// <summary>Whether x and y are left out of the observation.</summary>
    public bool ExcludeCurrentPositionsFromObservation { get; init; } = true;

    /// <summary>Whether the bodies' masses and inertias (cinert) are observed.</summary>
    public bool IncludeCinertInObservation { get; init; } = true;

    /// <summary>Whether the bodies' velocities (cvel) are observed.</summary>
    public bool IncludeCvelInObservation { get; init; } = true;

    /// <summary>Whether the motors' forces on the joints (qfrc_actuator) are observed.</summary>
    public bool IncludeQfrcActuatorInObservation { get; init; } = true;

    /// <summary>Whether the contact forces on the bodies (cfrc_ext) are observed.</summary>
    public bool IncludeCfrcExtInObservation { get; init; } = true;

    internal override RobotFamily Family => Robot;

    internal override RobotRules Rules() => new HumanoidStandupRules(this);
}
