using Gail.Data.Tests.Support;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>Files of other libraries with one array spoilt, and what the message must name.</summary>
public class LayoutErrorTests
{
    /// <summary>Layout, array to replace (or to remove, without content), text the message must have.</summary>
    public static TheoryData<string, string, byte[]?, string> Spoilt =>
        new()
        {
            // Flags at each step.
            { "d4rl", "observations", null, "of no known layout" },
            {
                "d4rl",
                "terminals",
                Npy.Flags(true),
                "terminals: has the shape [1] but observations has 5 steps; there must be one flag per step"
            },
            { "d4rl", "timeouts", Npy.Flags(true), "timeouts: has the shape [1]" },
            { "d4rl", "terminals", Npy.Longs([5], 0, 0, 2, 0, 0), "terminals: expected true or false" },
            {
                "d4rl",
                "next_observations",
                Npy.Floats([4, 2], new float[8]),
                "next_observations: has the shape [4, 2], expected [5, width]"
            },
            {
                "d4rl",
                "next_observations",
                Npy.Floats([5, 1], new float[5]),
                "next_observations: has 1 values per row but observations has 2"
            },
            { "d4rl", "observations", Npy.Floats([0, 2]), "terminals: has the shape [5] but observations has 0" },
            {
                "d4rl",
                "observations",
                Npy.Doubles([5, 2, 2], new double[20]),
                "observations: expected two dimensions, [steps, width], but the shape is [5, 2, 2]"
            },
            { "d4rl", "actions", Npy.Floats([4, 1], 0, 0, 0, 0), "actions: has 4 rows but observations has 5 steps" },
            {
                "d3rlpy",
                "discrete_action",
                Npy.Flags(true, false),
                "discrete_action: has the shape [2], expected a single"
            },
            { "d3rlpy", "episode_terminals", Npy.Flags(true), "episode_terminals: has the shape [1]" },
            // A group for each episode.
            {
                "minari",
                "episode_1/observations",
                Npy.Floats([1, 2], 6, 7),
                "episode_1/observations: has 1 rows but the episode has 2 steps; there must be one row per step and one for what came after"
            },
            {
                "minari",
                "episode_1/observations",
                Npy.Floats([3, 1], 6, 8, 120),
                "episode_1/observations: has 1 values per row but episode_0/observations has 2"
            },
            {
                "minari",
                "episode_1/observations",
                Npy.Floats([3, 2], 6, 7, float.NaN, 9, 120, 130),
                "observations: step 1 of episode_1, column 0 is NaN"
            },
            {
                "minari",
                "episode_1/observations",
                Npy.Floats([3, 2], 6, 7, 8, 9, 120, float.NaN),
                "observations: the row after the last step of episode_1, column 1 is NaN"
            },
            {
                "minari",
                "episode_0/observations",
                Npy.Of<byte>("|u1", [4, 2, 2], new byte[16]),
                "episode_1/observations: has 2 values per row but episode_0/observations has 4"
            },
            { "minari", "episode_1/observations", null, "episode_1/observations: there is no such array" },
            { "minari", "episode_1/actions", null, "episode_1/actions: there is no such array, which every episode" },
            { "minari", "episode_1/truncations", null, "episode_1/truncations: there is no such array" },
            {
                "minari",
                "episode_1/terminations",
                Npy.Flags(true),
                "episode_1/terminations: has the shape [1], expected one flag for each of the 2 steps"
            },
            {
                "minari",
                "episode_1/actions",
                Npy.Floats([0, 1]),
                "episode_1/actions: has no rows: the episode is empty"
            },
            { "minari", "episode_1/actions", Npy.Floats([], 1), "episode_1/actions: is a single value" },
            {
                "minari",
                "episode_1/actions",
                Npy.Longs([2, 1], 0, 1),
                "episode_1/actions: has the element type '<i8' but episode_0/actions has '<f4'"
            },
            { "minari", "episode_0/actions", Npy.NoObjects(3), "episode_0/actions: holds no numbers" },
            {
                "minari-dictionary",
                "episode_1/observations/goal/x",
                null,
                "episode_1/observations/goal/x: there is no such array"
            },
            { "robomimic", "data/demo_1/obs/object", null, "data/demo_1/obs/object: there is no such array" },
            { "robomimic", "data/demo_1/next_obs/object", null, "data/demo_1/next_obs/object: there is no such array" },
            {
                "robomimic",
                "data/demo_0/dones",
                Npy.Longs([1], 1),
                "data/demo_0/dones: has the shape [1], expected one flag for each of the 3 steps"
            },
            { "d3rlpy-episodes", "num_episodes", Npy.Longs([], 3), "num_episodes: is 3 but there are arrays of 2" },
            { "d3rlpy-episodes", "terminated_1", null, "episode 1/terminated: there is no such array" },
            {
                "d3rlpy-episodes",
                "terminated_1",
                Npy.Flags(true, false),
                "terminated_1: has the shape [2], expected a single flag"
            },
            // Trajectories of one length.
            { "paper", "len_B", Npy.Longs([2], 3, 4), "len_B: trajectory 1 has the length 4, expected 1 to 3" },
            { "paper", "len_B", Npy.Longs([2], 0, 2), "len_B: trajectory 0 has the length 0, expected 1 to 3" },
            { "paper", "len_B", Npy.Longs([1], 3), "len_B: has the shape [1], expected one length for each of the 2" },
            {
                "paper",
                "a_B_T_Da",
                Npy.Doubles([2, 2, 1], 0, 0, 0, 0),
                "a_B_T_Da: expected 2 trajectories of 3 steps, but the shape is [2, 2, 1]"
            },
            {
                "paper",
                "obs_B_T_Do",
                Npy.Doubles([6], new double[6]),
                "obs_B_T_Do: expected trajectories, [count, steps, width], but the shape is [6]"
            },
            { "paper", "obs_B_T_Do", Npy.Doubles([0, 3, 2]), "obs_B_T_Do: there are no episodes" },
            {
                "paper",
                "obs_B_T_Do",
                Npy.Doubles([2, 3, 2, 1], new double[12]),
                "obs_B_T_Do: expected two dimensions, [steps, width], but the shape is [5, 2, 1]"
            },
            {
                "paper",
                "obs_B_T_Do",
                Npy.Doubles([2, 3, 2], 0, 1, 2, 3, 4, 5, 6, 7, 8, double.NaN, 0, 0),
                "obs_B_T_Do: step 1 of trajectory 1, column 1 is NaN"
            },
            {
                "paper",
                "obs_B_T_Do",
                Npy.Raw(Npy.Header("<f8", [65536, 65536, 1]), new byte[8]),
                "obs_B_T_Do: the shape (65536, 65536, 1) has more elements"
            },
            // Baselines.
            {
                "baselines",
                "obs",
                Npy.NoObjects(2),
                "obs: holds pickled Python objects that are no arrays of numbers, one for each episode"
            },
            { "baselines", "acs", Npy.NoObjects(2), "np.load(path, allow_pickle=True); np.savez(other" },
            { "baselines-flat", "lens", Npy.Longs([2], 3, 3), "lens: the lengths of the 2 episodes make 6 steps" },
            { "baselines-flat", "lens", Npy.Longs([2], 3, -1), "lens: trajectory 1 has the length -1" },
            { "baselines-returns", "rews", null, "obs: holds all steps one after the other, and the file no rewards" },
            {
                "baselines-returns",
                "rews",
                Npy.Doubles([5], 1, 2, 3, -4, 5),
                "rews: rewards are not all of one sign, so that it cannot be told where episodes begin; add their lengths"
            },
            { "baselines-returns", "rews", Npy.Doubles([5], 1, double.NaN, 3, 4, 5), "rews: rewards are not all" },
            {
                "baselines-returns",
                "ep_rets",
                Npy.Doubles([2], 6, 8),
                "ep_rets: rewards from step 3 on do not add up to the return of episode 1"
            },
            { "baselines-returns", "ep_rets", Npy.Doubles([2], 3, 3), "ep_rets: the returns account for 3 of 5 steps" },
            { "baselines-returns", "ep_rets", Npy.Doubles([2], double.NaN, 3), "ep_rets: rewards from step 0 on" },
            { "baselines-returns", "ep_rets", Npy.Doubles([0]), "ep_rets: has the shape [0]" },
        };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void Files_with_one_array_spoilt(string name, string array, byte[]? content, string expected)
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of(name);
        if (content is null)
        {
            arrays.Remove(array);
        }
        else
        {
            arrays[array] = content;
        }
        var path = folder.Put("demo.npz", Npy.Zip(arrays));
        var exception = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path));
        Assert.Contains(expected, exception.Message);
        Assert.Equal(path, exception.File);
    }

    [Fact]
    public void Robomimic_files_without_observations_say_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("robomimic").Where(pair => !pair.Key.Contains("obs/"));
        var path = folder.Put("d.npz", Npy.Zip(arrays));
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path)).Message;
        Assert.Contains("data/demo_0/obs: there are no observations", message);
        Assert.Contains("dataset_states_to_obs.py", message);
    }
}
