namespace Gail.Rollouts;

/// <summary>The columns that <see cref="Transitions"/> may hold beside the observations.</summary>
[Flags]
public enum TransitionColumns
{
    /// <summary>No column beside the observations.</summary>
    None = 0,

    /// <summary>The actions.</summary>
    Actions = 1,

    /// <summary>The observation after each step, also after the last one of an episode.</summary>
    NextObservations = 1 << 1,

    /// <summary>Whether the step ended the task.</summary>
    Terminated = 1 << 2,

    /// <summary>Whether the episode was cut off after the step.</summary>
    Truncated = 1 << 3,

    /// <summary>Each step's number within its episode.</summary>
    Steps = 1 << 4,

    /// <summary>log π(a|s) of the policy that acted.</summary>
    LogProbabilities = 1 << 5,

    /// <summary>The latent code that the policy acted under.</summary>
    LatentCodes = 1 << 6,

    /// <summary>The weight of each row.</summary>
    Weights = 1 << 7,

    /// <summary>The environment's own reward: for experts, never for imitation.</summary>
    EnvironmentRewards = 1 << 8,
}
