namespace Gail.Training;

/// <summary>The progress of a run. A counter that a trainer does not use stays 0.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="EnvironmentSteps">Steps taken in the environment.</param>
/// <param name="GradientSteps">Updates of the policy's parameters.</param>
/// <param name="DemonstrationsSeen">Rows of demonstrations that updates were computed on, each as often as it
/// was.</param>
public sealed record TrainProgress(long Iteration, long EnvironmentSteps, long GradientSteps, long DemonstrationsSeen)
{
    /// <summary>Nothing done yet.</summary>
    public static TrainProgress None { get; } = new(0, 0, 0, 0);

    /// <summary>
    /// The count that a limit of steps refers to: environment steps; where training takes none, gradient steps.
    /// </summary>
    public long Steps => EnvironmentSteps > 0 ? EnvironmentSteps : GradientSteps;
}
