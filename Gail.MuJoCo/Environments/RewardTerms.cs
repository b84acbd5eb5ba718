namespace Gail.MuJoCo.Environments;

/// <summary>What a robot's reward is made of.</summary>
/// <param name="Task">What the task pays for: progress, height, nearness (as a negative distance).</param>
/// <param name="Survival">What being healthy pays.</param>
/// <param name="Effort">What controls, or fast joints, cost.</param>
/// <param name="Impact">What contact forces cost.</param>
internal readonly record struct RewardTerms(double Task, double Survival = 0, double Effort = 0, double Impact = 0)
{
    /// <summary>The reward.</summary>
    internal double Total => Task + Survival - (Effort + Impact);
}
