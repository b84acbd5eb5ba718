using Gail.OptionRules;

namespace Gail.Configuration;

/// <summary>Collection of steps.</summary>
[OptionRecord]
public sealed partial record RolloutOptions : IContradictable
{
    /// <summary>The steps of an iteration; whole episodes make it a few more.</summary>
    [Option("environment steps per iteration", Flag = "--batch-steps", Range = "[1, inf)")]
    public partial int Steps { get; init; } = 5000;

    /// <summary>
    /// Environments stepped side by side, each keeping its episode from one iteration to the next; 0 for whole
    /// episodes, each from a fresh reset (the paper's way).
    /// </summary>
    [Option(
        "environments side by side whose episodes go on; 0: whole episodes from fresh resets",
        Flag = "--num-envs",
        Range = "[0, 1000000]"
    )]
    public partial int NumEnvs { get; init; }

    string? IContradictable.Contradiction =>
        NumEnvs > Steps
            ? $"{nameof(RolloutOptions)}.{nameof(NumEnvs)} is {NumEnvs}, but {nameof(Steps)} is {Steps}, and each "
                + "environment takes at least one step of an iteration; lower --num-envs or raise --batch-steps."
            : null;
}
