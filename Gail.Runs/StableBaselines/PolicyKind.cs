namespace Gail.Runs.StableBaselines;

/// <summary>How the output of a Stable-Baselines3 network becomes an action.</summary>
public enum PolicyKind
{
    /// <summary>The mean of a Gaussian, clipped to the bounds of actions: PPO and A2C.</summary>
    Gaussian,

    /// <summary>Logits of a choice, or of several side by side: PPO and A2C.</summary>
    Categorical,

    /// <summary>The mean of a Gaussian whose sample tanh squashes into the bounds: SAC and TQC.</summary>
    SquashedGaussian,

    /// <summary>What tanh squashes into the bounds: TD3 and DDPG.</summary>
    SquashedDeterministic,

    /// <summary>The values of choices, of which the greatest is taken: DQN.</summary>
    Greedy,
}
