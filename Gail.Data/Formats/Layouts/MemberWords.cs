using System.Collections.Immutable;

namespace Gail.Data.Formats.Layouts;

/// <summary>What people call the arrays of a trajectory, the usual words first.</summary>
internal static class MemberWords
{
    public static ImmutableArray<string> Observation { get; } =
    ["observations", "observation", "obs", "states", "state"];

    public static ImmutableArray<string> Action { get; } = ["actions", "action", "acts", "acs"];

    public static ImmutableArray<string> Reward { get; } = ["rewards", "reward", "rews", "rew"];

    public static ImmutableArray<string> Next { get; } =
    ["next_observations", "next_observation", "next_obs", "next_states", "next_state"];

    /// <summary>The task itself ended the episode.</summary>
    public static ImmutableArray<string> Terminated { get; } = ["terminated", "terminations", "terminals"];

    /// <summary>A time limit did.</summary>
    public static ImmutableArray<string> Truncated { get; } = ["truncated", "truncations", "timeouts"];

    /// <summary>One of both: Berkeley's rollouts and the imitation library say no more.</summary>
    public static ImmutableArray<string> Ended { get; } = ["terminal", "dones", "done"];

    public static ImmutableArray<string> Lengths { get; } = ["lengths", "lens"];

    /// <summary>What is known, but of no use here.</summary>
    public static ImmutableArray<string> Others { get; } =
    ["infos", "info", "env_infos", "agent_infos", "image_obs", "episode_returns", "ep_rets", "returns"];

    /// <summary>All that an episode may have.</summary>
    public static ImmutableArray<string> OfEpisode { get; } =
    [.. Observation, .. Action, .. Reward, .. Next, .. Terminated, .. Truncated, .. Ended, .. Others];
}
