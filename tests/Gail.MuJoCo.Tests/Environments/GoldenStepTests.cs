using System.Numerics.Tensors;
using Gail.MuJoCo.Environments;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>
/// Every recorded step from its recorded state: what follows agrees with the reference bit for bit, rewards and what
/// they are made of within 1e-9.
/// </summary>
public class GoldenStepTests(ITestOutputHelper output)
{
    private const double RewardTolerance = 1e-9;

    public static TheoryData<string, string> Cases => GoldenCases.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_step_is_the_reference_s(string id, string recording)
    {
        MuJoCoLibrary.Require();
        var golden = GoldenSteps.Read(recording);
        var env = GoldenCases.Create(id);
        var (state, next) = (new double[env.Spec.StateWidth], new double[env.Spec.StateWidth]);
        var seen = new float[env.Spec.Observation.Width];
        var (worstReward, worstTerm) = (0.0, 0.0);
        for (var row = 0; row < golden.Rows; row++)
        {
            var node = golden.NodeOf(row);
            Load(golden, node, env, state);
            float[] action = [.. golden.Values("row_action", row).ToArray().Select(value => (float)value)];
            var result = env.Step(state, action, next, out var terms);

            CheckMotion(golden, node + 1, env, next);
            env.Observe(next, seen);
            CheckObservation(golden, node + 1, seen);
            Assert.False(result.Unstable);
            Assert.Equal(golden.Value("row_terminated", row) != 0, result.Terminated);
            Assert.Equal(
                golden.Value("row_truncated", row) != 0,
                golden.Value("row_step", row) + 1 >= env.Spec.StepLimit
            );
            worstReward = Worst(
                worstReward,
                golden.Value("row_reward", row) - UnrecordedCost(id, golden, node + 1),
                result.Reward
            );
            foreach (var name in golden.Names("row_info_"))
            {
                if (Term(name["row_info_".Length..], recording, terms) is { } term)
                {
                    worstTerm = Worst(worstTerm, golden.Value(name, row), term);
                }
            }
        }
        output.WriteLine(
            $"{id}: {golden.Rows} rows; rewards within {worstReward:g2}, their terms within {worstTerm:g2}."
        );
        Assert.InRange(worstReward, 0, RewardTolerance);
        Assert.InRange(worstTerm, 0, RewardTolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_episode_begins_as_the_reference_s(string id, string recording)
    {
        MuJoCoLibrary.Require();
        var golden = GoldenSteps.Read(recording);
        var env = GoldenCases.Create(id);
        var state = new double[env.Spec.StateWidth];
        var seen = new float[env.Spec.Observation.Width];
        var starts = Enumerable.Range(0, golden.Nodes).Where(node => golden.Value("node_step", node) == 0).ToArray();
        Assert.NotEmpty(starts);
        // The engine normalises a free joint's quaternion, which changes a normalised one in the last place again.
        var tolerance = golden.Values("node_qpos", 0).Length > golden.Values("node_qvel", 0).Length ? 1e-9 : 0;
        foreach (var node in starts)
        {
            env.StartAt(golden.Values("node_qpos", node), golden.Values("node_qvel", node), state);
            CheckMotion(golden, node, env, state, tolerance);
            env.Observe(state, seen);
            CheckObservation(golden, node, seen, tolerance);
        }
    }

    // What Humanoid-v1 pays for contact and the recorded version 4 does not: min(10, 5e-7 sum(cfrc_ext^2)). The forces
    // on 14 bodies are the last of what is seen after the step.
    private static double UnrecordedCost(string id, GoldenSteps golden, int node) =>
        id == "Humanoid-v1"
            ? Math.Min(10, 5e-7 * TensorPrimitives.SumOfSquares(golden.Values("node_obs", node)[^(6 * 14)..]))
            : 0;

    // What a step must not read of the state before it is not a number.
    private static void Load(GoldenSteps golden, int node, RobotEnvironment env, double[] state)
    {
        Array.Fill(state, double.NaN);
        double[] motion =
        [
            golden.Value("node_time", node),
            .. golden.Values("node_qpos", node),
            .. golden.Values("node_qvel", node),
            .. golden.Values("node_qacc_warmstart", node),
            .. Kept(golden, node, env),
        ];
        motion.CopyTo(state, 0);
    }

    private static void CheckMotion(
        GoldenSteps golden,
        int node,
        RobotEnvironment env,
        double[] state,
        double tolerance = 0
    )
    {
        double[] expected =
        [
            golden.Value("node_time", node),
            .. golden.Values("node_qpos", node),
            .. golden.Values("node_qvel", node),
            .. golden.Values("node_qacc_warmstart", node),
        ];
        AssertClose(expected, state.AsSpan(0, expected.Length), tolerance);
        // The reference sums masses times positions; the engine's own mean of them differs in the last place.
        var mean = golden.Names("node_derived_mass_center").Any() ? 1e-15 : 0;
        var kept = Kept(golden, node, env);
        AssertClose(kept, state.AsSpan(expected.Length, kept.Length), Math.Max(tolerance, mean));
    }

    private static void CheckObservation(GoldenSteps golden, int node, float[] seen, double tolerance = 0)
    {
        double[] expected = [.. golden.Values("node_obs", node).ToArray().Select(value => (double)(float)value)];
        double[] actual = [.. seen.Select(value => (double)value)];
        AssertClose(expected, actual, tolerance == 0 ? 0 : 1e-6);
    }

    /// <summary>The recorded derived values that come first among what the state keeps.</summary>
    private static double[] Kept(GoldenSteps golden, int node, RobotEnvironment env) =>
        golden.Names("node_derived_").SingleOrDefault() switch
        {
            "node_derived_torso_xpos" or "node_derived_mass_center_xy" =>
            [
                golden.Values(golden.Names("node_derived_").Single(), node)[0],
            ],
            "node_derived_fingertip_minus_target" => golden
                .Values("node_derived_fingertip_minus_target", node)
                .ToArray(),
            _ => [],
        };

    /// <summary>The term that an entry of the reference's info stands for; null for one that is no term.</summary>
    private static double? Term(string name, string recording, RewardTerms terms) =>
        name switch
        {
            "reward_forward" or "reward_run" or "reward_fwd" or "forward_reward" or "reward_linvel" => terms.Task,
            "reward_linup" or "reward_dist" or "distance_penalty" => terms.Task,
            "reward_survive" or "reward_alive" => terms.Survival,
            // There the reference overwrites one entry with another.
            "reward_ctrl" when recording == "Ant-v4-contact" => -terms.Impact,
            "reward_ctrl" or "reward_quadctrl" or "velocity_penalty" => -terms.Effort,
            "reward_contact" or "reward_impact" => -terms.Impact,
            _ => null,
        };

    // What is no number once stays so, and is in no range.
    private static double Worst(double worst, double expected, double actual) =>
        Math.Max(worst, Math.Abs(expected - actual));

    // Within the tolerance, relative to values above 1; a tolerance of 0 means the same bits.
    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var (want, have) = (expected[i], actual[i]);
            var same =
                tolerance == 0
                    ? BitConverter.DoubleToInt64Bits(want) == BitConverter.DoubleToInt64Bits(have)
                    : Math.Abs(want - have) <= tolerance * Math.Max(1, Math.Abs(want));
            Assert.True(same, $"Value {i} is {have:R}, expected {want:R}.");
        }
    }
}
