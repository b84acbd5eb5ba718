namespace Gail.MuJoCo.Environments;

/// <summary>All that a reward may depend on.</summary>
internal readonly ref struct RobotStep
{
    /// <summary>The state before the step.</summary>
    internal required RobotState Before { get; init; }

    /// <summary>The action as it was given, not clipped.</summary>
    internal required ReadOnlySpan<float> Action { get; init; }

    /// <summary>The state after the step.</summary>
    internal required RobotState After { get; init; }

    /// <summary>The derived quantities after the step.</summary>
    internal required Measured Now { get; init; }

    /// <summary>dt: the simulated time of the step, s.</summary>
    internal required double Duration { get; init; }

    /// <summary>Whether the robot is healthy after the step.</summary>
    internal required bool Healthy { get; init; }

    /// <summary>The mean velocity of a position coordinate over the step: (after - before) / dt.</summary>
    internal double Speed(int coordinate) => (After.Positions[coordinate] - Before.Positions[coordinate]) / Duration;

    /// <summary>The mean velocity of a kept quantity over the step.</summary>
    internal double SpeedOfKept(int index) => (After.Kept[index] - Before.Kept[index]) / Duration;

    /// <summary>|a|^2, of the action as given.</summary>
    internal double SquaredAction
    {
        get
        {
            var sum = 0.0;
            foreach (double control in Action)
            {
                sum += control * control;
            }
            return sum;
        }
    }
}
