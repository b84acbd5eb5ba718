using System.Collections.Frozen;

namespace Gail.MuJoCo.Environments.Options;

/// <summary>One option of an environment, for people and for programs that offer it to them.</summary>
/// <param name="Name">As it stands in an environment's name.</param>
/// <param name="Value">Its value there.</param>
/// <param name="Default">The version's own value.</param>
/// <param name="Expected">What a value must be.</param>
/// <param name="Meaning">A sentence: the summary of the property.</param>
public sealed record RobotOptionInfo(string Name, string Value, string Default, string Expected, string Meaning)
{
    // The summaries of the properties in a form that a program has at hand; a test compares them.
    private static readonly FrozenDictionary<string, string> Meanings = new Dictionary<string, string>
    {
        ["frameSkip"] = "The number of the engine's time steps in one step of the environment.",
        ["forwardRewardWeight"] = "The reward for a forward velocity of 1 m/s.",
        ["uphCostWeight"] = "The reward for a height of 1 m in each time step of the engine.",
        ["rewardDistWeight"] = "The cost of a distance of 1 m.",
        ["ctrlCostWeight"] = "The cost of a squared action of 1, before the engine clamps it.",
        ["rewardControlWeight"] = "The cost of a squared action of 1, before the engine clamps it.",
        ["healthyReward"] = "The reward for a healthy step.",
        ["terminateWhenUnhealthy"] =
            "Whether an episode ends when the robot is no longer healthy; false is the fixed horizon.",
        ["healthyStateRange"] = "Where velocities, and positions from the pitch on, are healthy; bounds excluded.",
        ["healthyZRange"] = "Where the height is healthy, m; bounds excluded.",
        ["Ant.healthyZRange"] = "Where the height is healthy, m; bounds included.",
        ["healthyAngleRange"] = "Where the pitch is healthy, rad; bounds excluded.",
        ["useContactForces"] = "Whether contact forces are observed and cost; not in version 4 unless asked for.",
        ["contactForceRange"] = "The range that contact forces are clipped to.",
        ["contactCostWeight"] = "The cost of a squared contact force of 1; 0 in version 4 unless asked for.",
        ["Ant.contactCostWeight"] = "The cost of a squared clipped contact force of 1, where contact forces are used.",
        ["contactCostRange"] = "The range that the contact cost is clipped to.",
        ["impactCostWeight"] = "The cost of a squared contact force of 1.",
        ["impactCostRange"] = "The range that the impact cost is clipped to.",
        ["resetNoiseScale"] = "Positions and velocities begin uniform within this of the reference, which is at rest.",
        ["Ant.resetNoiseScale"] = Normal,
        ["HalfCheetah.resetNoiseScale"] = Normal,
        ["InvertedDoublePendulum.resetNoiseScale"] = Normal,
        ["excludeCurrentPositionsFromObservation"] = "Whether x and y are left out of the observation.",
        ["HalfCheetah.excludeCurrentPositionsFromObservation"] = Planar,
        ["Hopper.excludeCurrentPositionsFromObservation"] = Planar,
        ["Walker2d.excludeCurrentPositionsFromObservation"] = Planar,
        ["includeCinertInObservation"] = "Whether the bodies' masses and inertias (cinert) are observed.",
        ["includeCvelInObservation"] = "Whether the bodies' velocities (cvel) are observed.",
        ["includeQfrcActuatorInObservation"] = "Whether the motors' forces on the joints (qfrc_actuator) are observed.",
        ["includeCfrcExtInObservation"] = "Whether the contact forces on the bodies (cfrc_ext) are observed.",
        ["Ant.includeCfrcExtInObservation"] = "Whether contact forces, where they are used, are observed or cost only.",
    }.ToFrozenDictionary();

    private const string Normal =
        "Positions begin uniform within this of the reference; velocities normal with this standard deviation.";

    private const string Planar = "Whether x is left out of the observation.";

    /// <summary>The meaning of a robot's option.</summary>
    internal static string MeaningOf(string robot, string option) =>
        Meanings.TryGetValue($"{robot}.{option}", out var special) ? special : Meanings[option];
}
