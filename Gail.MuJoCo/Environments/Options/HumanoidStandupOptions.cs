using Gail.MuJoCo.Environments.Rules;
using Gail.MuJoCo.Models.Mjcf;
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
public sealed record HumanoidStandupOptions : RobotOptions
{
    internal static RobotFamily Robot { get; } =
        new(
            "HumanoidStandup",
            RobotFamily.Gymnasium,
            version => new HumanoidStandupOptions { Version = version },
            [
                Count("frameSkip", o => o.FrameSkip, (o, v) => o.With(frameSkip: v)),
                Number("uphCostWeight", o => o.UphCostWeight, (o, v) => o.With(uphCostWeight: v)),
                Number("ctrlCostWeight", o => o.CtrlCostWeight, (o, v) => o.With(ctrlCostWeight: v)),
                Number("impactCostWeight", o => o.ImpactCostWeight, (o, v) => o.With(impactCostWeight: v)),
                Range("impactCostRange", o => o.ImpactCostRange, (o, v) => o.With(impactCostRange: v)),
                Scale("resetNoiseScale", o => o.ResetNoiseScale, (o, v) => o.With(resetNoiseScale: v)),
                Flag(
                    "excludeCurrentPositionsFromObservation",
                    o => o.ExcludeCurrentPositionsFromObservation,
                    (o, v) => o.With(excludeCurrentPositionsFromObservation: v)
                ),
                Flag(
                    "includeCinertInObservation",
                    o => o.IncludeCinertInObservation,
                    (o, v) => o.With(includeCinertInObservation: v)
                ),
                Flag(
                    "includeCvelInObservation",
                    o => o.IncludeCvelInObservation,
                    (o, v) => o.With(includeCvelInObservation: v)
                ),
                Flag(
                    "includeQfrcActuatorInObservation",
                    o => o.IncludeQfrcActuatorInObservation,
                    (o, v) => o.With(includeQfrcActuatorInObservation: v)
                ),
                Flag(
                    "includeCfrcExtInObservation",
                    o => o.IncludeCfrcExtInObservation,
                    (o, v) => o.With(includeCfrcExtInObservation: v)
                ),
            ]
        );

    /// <inheritdoc/>
    public override int FrameSkip { get; init; } = 5;

    /// <summary>What a height of 1 m pays in each time step of the engine.</summary>
    public double UphCostWeight { get; init; } = 1;

    /// <summary>The cost of a squared action of 1, before the engine clamps it.</summary>
    public double CtrlCostWeight { get; init; } = 0.1;

    /// <summary>The cost of a squared contact force of 1.</summary>
    public double ImpactCostWeight { get; init; } = 5e-7;

    /// <summary>What the impact cost is clipped to.</summary>
    public Interval ImpactCostRange { get; init; } = (double.NegativeInfinity, 10);

    /// <summary>Positions and velocities begin uniform within this of the reference, which is at rest.</summary>
    public double ResetNoiseScale { get; init; } = 0.01;

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

    /// <summary>A copy with the values given; what is left out or null stays as it is.</summary>
    public HumanoidStandupOptions With(
        int? frameSkip = null,
        double? uphCostWeight = null,
        double? ctrlCostWeight = null,
        double? impactCostWeight = null,
        Interval? impactCostRange = null,
        double? resetNoiseScale = null,
        bool? excludeCurrentPositionsFromObservation = null,
        bool? includeCinertInObservation = null,
        bool? includeCvelInObservation = null,
        bool? includeQfrcActuatorInObservation = null,
        bool? includeCfrcExtInObservation = null
    ) =>
        this with
        {
            FrameSkip = frameSkip ?? FrameSkip,
            UphCostWeight = uphCostWeight ?? UphCostWeight,
            CtrlCostWeight = ctrlCostWeight ?? CtrlCostWeight,
            ImpactCostWeight = impactCostWeight ?? ImpactCostWeight,
            ImpactCostRange = impactCostRange ?? ImpactCostRange,
            ResetNoiseScale = resetNoiseScale ?? ResetNoiseScale,
            ExcludeCurrentPositionsFromObservation =
                excludeCurrentPositionsFromObservation ?? ExcludeCurrentPositionsFromObservation,
            IncludeCinertInObservation = includeCinertInObservation ?? IncludeCinertInObservation,
            IncludeCvelInObservation = includeCvelInObservation ?? IncludeCvelInObservation,
            IncludeQfrcActuatorInObservation = includeQfrcActuatorInObservation ?? IncludeQfrcActuatorInObservation,
            IncludeCfrcExtInObservation = includeCfrcExtInObservation ?? IncludeCfrcExtInObservation,
        };

    private protected override RobotRules Rules() => new HumanoidStandupRules(this);
}
