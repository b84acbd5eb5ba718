namespace Gail.OptionRules;

/// <summary>The sections of the command line's help that options stand in.</summary>
public static class OptionSections
{
    /// <summary>The task.</summary>
    public const string Job = "The job";

    /// <summary>Rollouts and advantages.</summary>
    public const string Collecting = "Collecting steps, advantages";

    /// <summary>The policy and its optimiser.</summary>
    public const string Policy = "Policy and its trust region";

    /// <summary>The value function.</summary>
    public const string Value = "Value function";

    /// <summary>The discriminator.</summary>
    public const string Discriminator = "Discriminator";

    /// <summary>Behaviour cloning.</summary>
    public const string Cloning = "Behaviour cloning";
}
