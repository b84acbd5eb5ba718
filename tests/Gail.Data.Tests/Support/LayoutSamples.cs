namespace Gail.Data.Tests.Support;

/// <summary>
/// The same demonstrations in the layouts of other libraries: two episodes of 3 and 2 steps, observations of width 2,
/// one continuous action; the first terminates, the second reaches the time limit.
/// </summary>
internal static class LayoutSamples
{
    /// <summary>The layout's name, and what is special in its file after a dash.</summary>
    public static TheoryData<string> Names =>
        [
            "d4rl",
            "minari",
            "minari-dictionary",
            "robomimic",
            "paper",
            "d3rlpy",
            "d3rlpy-episodes",
            "d3rlpy-tuple",
            "baselines",
            "baselines-flat",
            "baselines-returns",
        ];

    private static readonly float[] Actions = [0.5f, -0.5f, 0, 1, -1];

    public static Dictionary<string, byte[]> Of(string name) =>
        name switch
        {
            "d4rl" => D4rl(),
            "minari" => Minari(),
            "minari-dictionary" => MinariDictionary(),
            "robomimic" => Robomimic(),
            "paper" => Paper(),
            "d3rlpy" => D3rlpy(),
            "d3rlpy-episodes" => D3rlpyEpisodes(),
            "d3rlpy-tuple" => D3rlpyTuple(),
            "baselines" => Baselines(),
            "baselines-flat" => BaselinesFlat(),
            "baselines-returns" => BaselinesReturns(),
            _ => throw new ArgumentException($"There is no sample '{name}'.", nameof(name)),
        };

    private static Dictionary<string, byte[]> D4rl() =>
        new()
        {
            ["actions"] = Npy.Floats([5, 1], Actions),
            ["infos/qpos"] = Npy.Doubles([5, 1], 0, 0, 0, 0, 0),
            ["metadata/algorithm"] = Npy.Of<byte>("|S3", [], "SAC"u8.ToArray()),
            ["next_observations"] = Npy.Floats([5, 2], 2, 3, 4, 5, 60, 70, 8, 9, 120, 130),
            ["observations"] = Npy.Floats([5, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
            ["rewards"] = Npy.Floats([5], 1, 2, 3, 4, 5),
            ["terminals"] = Npy.Flags(false, false, true, false, false),
            ["timeouts"] = Npy.Flags(false, false, false, false, true),
        };

    private static Dictionary<string, byte[]> Minari() =>
        new()
        {
            ["episode_0/actions"] = Npy.Floats([3, 1], Actions[..3]),
            ["episode_0/infos/x"] = Npy.Doubles([4], 0, 0, 0, 0),
            ["episode_0/observations"] = Npy.Floats([4, 2], 0, 1, 2, 3, 4, 5, 60, 70),
            ["episode_0/rewards"] = Npy.Doubles([3], 1, 2, 3),
            ["episode_0/terminations"] = Npy.Flags(false, false, true),
            ["episode_0/truncations"] = Npy.Flags(false, false, false),
            ["episode_1/actions"] = Npy.Floats([2, 1], Actions[3..]),
            ["episode_1/infos/x"] = Npy.Doubles([3], 0, 0, 0),
            ["episode_1/observations"] = Npy.Floats([3, 2], 6, 7, 8, 9, 120, 130),
            ["episode_1/rewards"] = Npy.Doubles([2], 4, 5),
            ["episode_1/terminations"] = Npy.Flags(false, false),
            ["episode_1/truncations"] = Npy.Flags(false, true),
        };

    /// <summary>"goal/x" and "position" side by side.</summary>
    private static Dictionary<string, byte[]> MinariDictionary()
    {
        var arrays = Minari();
        arrays.Remove("episode_0/observations");
        arrays.Remove("episode_1/observations");
        arrays["episode_0/observations/position"] = Npy.Doubles([4, 1], 1, 3, 5, 70);
        arrays["episode_0/observations/goal/x"] = Npy.Floats([4], 0, 2, 4, 60);
        arrays["episode_1/observations/position"] = Npy.Doubles([3, 1], 7, 9, 130);
        arrays["episode_1/observations/goal/x"] = Npy.Floats([3], 6, 8, 120);
        return arrays;
    }

    private static Dictionary<string, byte[]> Robomimic() =>
        new()
        {
            ["data/demo_0/actions"] = Npy.Floats([3, 1], Actions[..3]),
            ["data/demo_0/dones"] = Npy.Longs([3], 0, 0, 1),
            ["data/demo_0/next_obs/eef"] = Npy.Doubles([3, 1], 2, 4, 60),
            ["data/demo_0/next_obs/object"] = Npy.Doubles([3, 1], 3, 5, 70),
            ["data/demo_0/obs/eef"] = Npy.Doubles([3, 1], 0, 2, 4),
            ["data/demo_0/obs/object"] = Npy.Doubles([3, 1], 1, 3, 5),
            ["data/demo_0/rewards"] = Npy.Doubles([3], 1, 2, 3),
            ["data/demo_0/states"] = Npy.Doubles([3, 1], 0, 0, 0),
            ["data/demo_1/actions"] = Npy.Floats([2, 1], Actions[3..]),
            ["data/demo_1/dones"] = Npy.Longs([2], 0, 1),
            ["data/demo_1/next_obs/eef"] = Npy.Doubles([2, 1], 8, 120),
            ["data/demo_1/next_obs/object"] = Npy.Doubles([2, 1], 9, 130),
            ["data/demo_1/obs/eef"] = Npy.Doubles([2, 1], 6, 8),
            ["data/demo_1/obs/object"] = Npy.Doubles([2, 1], 7, 9),
            ["data/demo_1/rewards"] = Npy.Doubles([2], 4, 5),
            ["data/demo_1/states"] = Npy.Doubles([2, 1], 0, 0),
            ["mask/train"] = Npy.Of<byte>("|S6", [1], "demo_0"u8.ToArray()),
        };

    private static Dictionary<string, byte[]> Paper() =>
        new()
        {
            ["a_B_T_Da"] = Npy.Doubles([2, 3, 1], 0.5, -0.5, 0, 1, -1, 0),
            ["len_B"] = Npy.Of("<i4", [2], 3, 2),
            ["obs_B_T_Do"] = Npy.Doubles([2, 3, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0),
            ["r_B_T"] = Npy.Doubles([2, 3], 1, 2, 3, 4, 5, 0),
        };

    private static Dictionary<string, byte[]> D3rlpy() =>
        new()
        {
            ["actions"] = Npy.Floats([5, 1], Actions),
            ["discrete_action"] = Npy.Of("|b1", [], false),
            ["episode_terminals"] = Npy.Floats([5], 0, 0, 1, 0, 1),
            ["observations"] = Npy.Floats([5, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
            ["rewards"] = Npy.Floats([5], 1, 2, 3, 4, 5),
            ["terminals"] = Npy.Floats([5], 0, 0, 1, 0, 0),
            ["version"] = Npy.Of<byte>("|S3", [], "1.0"u8.ToArray()),
        };

    private static Dictionary<string, byte[]> D3rlpyEpisodes() =>
        new()
        {
            ["actions_0"] = Npy.Floats([3, 1], Actions[..3]),
            ["actions_1"] = Npy.Floats([2, 1], Actions[3..]),
            ["columns"] = Npy.Of<byte>("|S12", [1], "observations"u8.ToArray()),
            ["num_episodes"] = Npy.Longs([], 2),
            ["observations_0"] = Npy.Floats([3, 2], 0, 1, 2, 3, 4, 5),
            ["observations_1"] = Npy.Floats([2, 2], 6, 7, 8, 9),
            ["rewards_0"] = Npy.Floats([3, 1], 1, 2, 3),
            ["rewards_1"] = Npy.Floats([2, 1], 4, 5),
            ["terminated_0"] = Npy.Of("|b1", [], true),
            ["terminated_1"] = Npy.Of("|b1", [], false),
            ["version"] = Npy.Of<byte>("|S3", [], "2.1"u8.ToArray()),
        };

    private static Dictionary<string, byte[]> D3rlpyTuple()
    {
        var arrays = D3rlpyEpisodes();
        arrays.Remove("observations_0");
        arrays.Remove("observations_1");
        arrays["observations_0_0"] = Npy.Floats([3, 1], 0, 2, 4);
        arrays["observations_0_1"] = Npy.Floats([3, 1], 1, 3, 5);
        arrays["observations_1_0"] = Npy.Floats([2, 1], 6, 8);
        arrays["observations_1_1"] = Npy.Floats([2, 1], 7, 9);
        return arrays;
    }

    private static Dictionary<string, byte[]> Baselines() =>
        new()
        {
            ["acs"] = Npy.Floats([2, 3, 1], [.. Actions, 0]),
            ["lens"] = Npy.Longs([2], 3, 2),
            ["obs"] = Npy.Floats([2, 3, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0),
            ["rews"] = Npy.Doubles([2, 3], 1, 2, 3, 4, 5, 0),
            ["rets"] = Npy.Doubles([2], 6, 9),
        };

    private static Dictionary<string, byte[]> BaselinesFlat() =>
        new()
        {
            ["acs"] = Npy.Floats([5, 1], Actions),
            ["ep_rets"] = Npy.Doubles([2], 6, 9),
            ["lens"] = Npy.Longs([2], 3, 2),
            ["obs"] = Npy.Floats([5, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
            ["rews"] = Npy.Doubles([5], 1, 2, 3, 4, 5),
        };

    private static Dictionary<string, byte[]> BaselinesReturns()
    {
        var arrays = BaselinesFlat();
        arrays.Remove("lens");
        return arrays;
    }
}
