namespace Gail.Environments;

/// <summary>
/// An environment terminated an episode although its <see cref="EnvironmentSpec.Termination"/> says that it never does:
/// the form of the reward, which is chosen by that, would be the wrong one.
/// </summary>
/// <param name="environment">The environment's id.</param>
public sealed class UndeclaredTerminationException(string environment)
    : Exception(
        $"{environment} terminated an episode, but its EnvironmentSpec has Termination = Never, by which the form of the reward is chosen. "
            + "Declare Termination = TerminationMeaning.Success where reaching the goal ends the episode, "
            + "TerminationMeaning.Failure where a failure does; a time limit is no termination, that is StepLimit."
    )
{
    /// <summary>The environment's id.</summary>
    public string EnvironmentId { get; } = environment;

    /// <summary>Checks the flags of a step in which some episode ended: asked then alone, it costs other steps nothing.</summary>
    internal static void Check(EnvironmentSpec environment, ReadOnlySpan<bool> terminated)
    {
        if (environment.Termination == TerminationMeaning.Never && terminated.Contains(value: true))
        {
            throw new UndeclaredTerminationException(environment.Id);
        }
    }
}
