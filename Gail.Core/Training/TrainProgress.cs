namespace Gail.Training;

/// <summary>How far a run is. What a way of training does not do stays 0.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="EnvironmentSteps">Steps taken in the environment.</param>
/// <param name="GradientSteps">Updates of the policy's parameters.</param>
/// <param name="DemonstrationsSeen">Rows of demonstrations that updates were computed on, each as often as it was.</param>
public sealed record TrainProgress(long Iteration, long EnvironmentSteps, long GradientSteps, long DemonstrationsSeen)
{
    /// <summary>Nothing done yet.</summary>
    public static TrainProgress None { get; } = new(0, 0, 0, 0);

    /// <summary>
    /// What a limit of steps counts: steps in the environment; where training takes none, updates of the parameters.
    /// </summary>
    public long Steps => EnvironmentSteps > 0 ? EnvironmentSteps : GradientSteps;
}
