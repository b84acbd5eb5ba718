namespace Gail.Data.Tests.Support;

/// <summary>
/// The same demonstrations as other programs pickle them: two episodes of 3 and 2 steps, observations of width 2, one
/// continuous action; the first terminates, the second reaches the time limit.
/// </summary>
internal static class PickleSamples
{
    private static readonly float[] Observations = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    private static readonly float[] Actions = [0.5f, -0.5f, 0, 1, -1];

    /// <summary>By the name of who writes such files.</summary>
    public static Dictionary<string, object?> All =>
        new()
        {
            ["baselines"] = Baselines(),
            ["berkeley"] = Berkeley(),
            ["decision transformer"] = DecisionTransformer(),
            ["imitation"] = Imitation(),
            ["lists"] = Lists(),
            ["steps"] = Steps(),
        };

    private static Dictionary<string, object?> Baselines() =>
        new()
        {
            ["obs"] = Pickled.Floats([5, 2], Observations),
            ["acs"] = Pickled.Floats([5, 1], Actions),
            ["rews"] = Pickled.Doubles([5], 1, 2, 3, 4, 5),
            ["ep_rets"] = Pickled.Doubles([2], 6, 9),
        };

    private static List<object?> Berkeley() =>
        [
            new Dictionary<string, object?>
            {
                ["observation"] = Pickled.Floats([3, 2], Observations[..6]),
                ["image_obs"] = Pickled.Floats([0]),
                ["reward"] = Pickled.Floats([3], 1, 2, 3),
                ["action"] = Pickled.Floats([3, 1], Actions[..3]),
                ["next_observation"] = Pickled.Floats([3, 2], 2, 3, 4, 5, 60, 70),
                ["terminal"] = Pickled.Floats([3], 0, 0, 1),
            },
            new Dictionary<string, object?>
            {
                ["observation"] = Pickled.Floats([2, 2], Observations[6..]),
                ["image_obs"] = Pickled.Floats([0]),
                ["reward"] = Pickled.Floats([2], 4, 5),
                ["action"] = Pickled.Floats([2, 1], Actions[3..]),
                ["next_observation"] = Pickled.Floats([2, 2], 8, 9, 120, 130),
                ["terminal"] = Pickled.Floats([2], 0, 1),
            },
        ];

    private static List<object?> DecisionTransformer() =>
        [
            new Dictionary<string, object?>
            {
                ["observations"] = Pickled.Floats([3, 2], Observations[..6]),
                ["next_observations"] = Pickled.Floats([3, 2], 2, 3, 4, 5, 60, 70),
                ["actions"] = Pickled.Floats([3, 1], Actions[..3]),
                ["rewards"] = Pickled.Floats([3], 1, 2, 3),
                ["terminals"] = Pickled.Flags(false, false, true),
            },
            new Dictionary<string, object?>
            {
                ["observations"] = Pickled.Floats([2, 2], Observations[6..]),
                ["next_observations"] = Pickled.Floats([2, 2], 8, 9, 120, 130),
                ["actions"] = Pickled.Floats([2, 1], Actions[3..]),
                ["rewards"] = Pickled.Floats([2], 4, 5),
                ["terminals"] = Pickled.Flags(false, false),
            },
        ];

    private static List<object?> Imitation()
    {
        PickledInstance Trajectory(int steps, float[] observations, float[] actions, double[] rewards) =>
            new(
                "imitation.data.types",
                "TrajectoryWithRew",
                new()
                {
                    ["obs"] = Pickled.Floats([steps + 1, 2], observations),
                    ["acts"] = Pickled.Floats([steps, 1], actions),
                    ["infos"] = new List<object?> { new Dictionary<string, object?> { ["x"] = 1.5 } },
                    ["terminal"] = true,
                    ["rews"] = Pickled.Doubles([steps], rewards),
                }
            );
        return
        [
            Trajectory(3, [0, 1, 2, 3, 4, 5, 60, 70], Actions[..3], [1, 2, 3]),
            Trajectory(2, [6, 7, 8, 9, 120, 130], Actions[3..], [4, 5]),
        ];
    }

    private static Dictionary<string, object?> Lists() =>
        new()
        {
            ["observations"] = new List<object?>
            {
                Pickled.Floats([3, 2], Observations[..6]),
                Pickled.Floats([2, 2], Observations[6..]),
            },
            ["actions"] = new List<object?>
            {
                Pickled.Floats([3, 1], Actions[..3]),
                Pickled.Floats([2, 1], Actions[3..]),
            },
            ["rewards"] = new List<object?>
            {
                new List<object?> { 1.0, 2.0, 3.0 },
                new List<object?> { 4.0, 5.0 },
            },
        };

    private static Dictionary<string, object?> Steps() =>
        new()
        {
            ["observations"] = Pickled.Floats([5, 2], Observations),
            ["actions"] = Pickled.Floats([5, 1, 1], Actions),
            ["rew"] = Pickled.Doubles([5], 1, 2, 3, 4, 5),
            ["next_observations"] = Pickled.Floats([5, 2], 2, 3, 4, 5, 60, 70, 8, 9, 120, 130),
            ["terminated"] = Pickled.Flags(false, false, true, false, false),
            ["truncated"] = Pickled.Flags(false, false, false, false, true),
        };

    /// <summary>The experts of PyTorch's GAIL: tensors of trajectories filled up to one length.</summary>
    public static Dictionary<string, object?> Tensors() =>
        new()
        {
            ["states"] = Pickled.Tensor("FloatStorage", "0", [2, 3, 2], [.. Observations, 0f, 0f]),
            ["actions"] = Pickled.Tensor("FloatStorage", "1", [2, 3, 1], [.. Actions, 0f]),
            ["rewards"] = Pickled.Tensor("FloatStorage", "2", [2, 3], 1f, 2, 3, 4, 5, 0),
            ["lengths"] = Pickled.Tensor("LongStorage", "3", [2], 3L, 2),
        };
}
