namespace Gail.MuJoCo.Environments;

/// <summary>The terms of a robot's reward.</summary>
/// <param name="Task">The reward of the task: progress, height, nearness (as a negative distance).</param>
/// <param name="Survival">The reward of being healthy.</param>
/// <param name="Effort">The cost of controls, or of fast joints.</param>
/// <param name="Impact">The cost of contact forces.</param>
internal readonly record struct RewardTerms(double Task, double Survival = 0, double Effort = 0, double Impact = 0)
{
    /// <summary>The reward.</summary>
    internal double Total => Task + Survival - (Effort + Impact);
}
